"""How a diagram comes onto paper: on one page, or as an overview and sheets that can be read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from math import ceil

from infrasketch_desktop.design_doc.pdf.paper import Paper
from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.picture.pdf import POINTS

READABLE = 0.42
"""Points per scene unit at which labels, of 13 units, are 5.5 points high and the smallest text, of 11, is 4.6."""

_COMFORTABLE = 0.62
_LEAST_SHEET_SCALE = 0.45
_OVERLAP_ACROSS, _OVERLAP_DOWN = 200.0, 100.0
"""A card is 180 by 80 units: what the border of a sheet cuts is whole on the sheet beside it."""

MOST_SHEETS = 36
_MOST_CELLS = 3 * MOST_SHEETS
"""Of a grid on which most sheets are empty."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A whole diagram on a page: `scale` in points per scene unit."""

    scale: float
    is_turned: bool

    @property
    def is_readable(self) -> bool:
        return self.scale >= READABLE


@dataclass(frozen=True, slots=True)
class Sheet:
    """A part of the diagram on a page of its own, called by column and row, as `B2`."""

    name: str
    column: int
    row: int
    part: Rect


@dataclass(frozen=True, slots=True)
class Division:
    """A diagram cut into sheets of one size; those on which nothing would stand are left out."""

    sheets: tuple[Sheet, ...]
    scale: float
    is_turned: bool

    def beside(self, sheet: Sheet, columns: int, rows: int) -> Sheet | None:
        """The sheet so many columns and rows further."""
        wanted = (sheet.column + columns, sheet.row + rows)
        return next((other for other in self.sheets if (other.column, other.row) == wanted), None)

    def holding(self, rect: Rect) -> Sheet | None:
        """The sheet that shows a record best: whole, or its middle."""
        whole = (sheet for sheet in self.sheets if sheet.part.encloses(rect))
        middle = (sheet for sheet in self.sheets if sheet.part.contains(rect.center))
        return next(whole, None) or next(middle, None)


def fit(area: Rect, paper: Paper, heading: float) -> Fit:
    """The whole of `area` upright when that can be read in comfort, else on the side on which it becomes larger.

    `heading` is the height in points that stands above or below the picture.
    """
    upright = _scale(area, paper.text_width, paper.text_height - heading)
    turned = paper.turned()
    lying = _scale(area, turned.text_width, turned.text_height - heading)
    if upright >= _COMFORTABLE or upright >= lying:
        return Fit(upright, is_turned=False)
    return Fit(lying, is_turned=True)


def divide(area: Rect, paper: Paper, heading: float, contents: tuple[Rect, ...]) -> Division:
    """`area` cut into sheets on the side that needs fewer; `contents` are the records that have to be seen."""
    least = _LEAST_SHEET_SCALE
    while True:
        grids = [_grid(area, page, heading, least) for page in (paper.turned(), paper)]
        grid = min(grids, key=lambda grid: (grid.columns * grid.rows, -grid.scale))
        if grid.columns * grid.rows <= _MOST_CELLS:
            division = _division(area, grid, contents)
            if len(division.sheets) <= MOST_SHEETS:
                return division
        least *= 0.9


@dataclass(frozen=True, slots=True)
class _Grid:
    """So many sheets of `page`, the part of each being `width` by `height` scene units."""

    columns: int
    rows: int
    scale: float
    width: float
    height: float
    is_turned: bool


def _grid(area: Rect, page: Paper, heading: float, least: float) -> _Grid:
    """As few sheets as `least` points per unit need, and then as large a scale as these sheets allow."""
    across, down = page.text_width, page.text_height - heading
    columns = _needed(area.width, across / least, _OVERLAP_ACROSS)
    rows = _needed(area.height, down / least, _OVERLAP_DOWN)
    scale = min(
        across * columns / (area.width + (columns - 1) * _OVERLAP_ACROSS),
        down * rows / (area.height + (rows - 1) * _OVERLAP_DOWN),
        POINTS,
    )
    return _Grid(columns, rows, scale, across / scale, down / scale, is_turned=page.width > page.height)


def _division(area: Rect, grid: _Grid, contents: tuple[Rect, ...]) -> Division:
    columns = _starts(area.left, area.width, grid.width, grid.columns)
    rows = _starts(area.top, area.height, grid.height, grid.rows)
    found = {
        (row, column)
        for rect in contents
        for row in _touched(rows, grid.height, rect.top, rect.bottom)
        for column in _touched(columns, grid.width, rect.left, rect.right)
    }
    sheets = (
        Sheet(f"{column_name(column)}{row + 1}", column, row, Rect(columns[column], rows[row], grid.width, grid.height))
        for row, column in sorted(found)
    )
    return Division(tuple(sheets), grid.scale, grid.is_turned)


def _touched(starts: list[float], step: float, low: float, high: float) -> range:
    """The sheets along one axis that show something between `low` and `high`."""
    return range(bisect_left([start + step for start in starts], low), bisect_right(starts, high))


def column_name(column: int) -> str:
    """A, B … Z, AA, AB …, as spreadsheets count."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def _needed(length: float, step: float, overlap: float) -> int:
    return 1 if length <= step else ceil((length - overlap) / (step - overlap))


def _starts(start: float, length: float, step: float, number: int) -> list[float]:
    """Where so many sheets of `step` begin, evenly spread, so that together they show `length`, in their middle."""
    if number == 1:
        return [start - (step - length) / 2]
    distance = max((length - step) / (number - 1), step * 0.5)
    return [start + (length - step - distance * (number - 1)) / 2 + distance * place for place in range(number)]


def _scale(area: Rect, width: float, height: float) -> float:
    return min(width / area.width, height / area.height, POINTS)
