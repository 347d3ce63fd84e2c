"""How a diagram comes onto paper: on one page, or as an overview and sheets that can be read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from math import ceil

from infrasketch_desktop.design_doc.pdf.paper import Paper
from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.picture.pdf import POINTS

READABLE = 0.46
"""Points per scene unit at which the smallest text of a picture, 11 units, is still 5 points high."""

_COMFORTABLE = 0.62
_SHEET_SCALE = 0.56
_OVERLAP = 60.0
MOST_SHEETS = 36


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
    scale = _SHEET_SCALE
    while True:
        divisions = [
            _divide(area, page, heading, contents, scale) for page in (paper.turned(), paper)
        ]
        best = min(divisions, key=lambda division: len(division.sheets))
        if len(best.sheets) <= MOST_SHEETS:
            return best
        scale *= 0.9


def _divide(area: Rect, page: Paper, heading: float, contents: tuple[Rect, ...], scale: float) -> Division:
    width, height = page.text_width / scale, (page.text_height - heading) / scale
    columns, rows = _starts(area.left, area.width, width), _starts(area.top, area.height, height)
    found: dict[tuple[int, int], Rect] = {}
    for rect in contents:
        for row in _touched(rows, height, rect.top, rect.bottom):
            for column in _touched(columns, width, rect.left, rect.right):
                found[row, column] = Rect(columns[column], rows[row], width, height)
    sheets = (Sheet(f"{column_name(column)}{row + 1}", column, row, found[row, column]) for row, column in sorted(found))
    return Division(tuple(sheets), scale, is_turned=page.width > page.height)


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


def _starts(start: float, length: float, step: float) -> list[float]:
    """Where sheets of `step` begin, evenly spread and overlapping a little, so that together they show `length`."""
    if length <= step:
        return [start - (step - length) / 2]
    number = ceil((length - _OVERLAP) / (step - _OVERLAP))
    distance = (length - step) / (number - 1)
    return [start + distance * place for place in range(number)]


def _scale(area: Rect, width: float, height: float) -> float:
    return min(width / area.width, height / area.height, POINTS)
