"""A table whose rows break over pages, with its header again on each of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from infrasketch_desktop.design_doc.pdf.columns import ACROSS, Columns
from infrasketch_desktop.design_doc.pdf.flowable import Drawn
from infrasketch_desktop.design_doc.pdf.press import Press
from infrasketch_desktop.design_doc.pdf.text import TextBlock
from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.picture.pdf import Content
from infrasketch_desktop.picture.shapes import Box

_DOWN = 4.5
_RULE = 0.6
_SMALL, _FEWEST = 5, 2
"""Tables of fewer rows are not divided, and the parts of others have at least two."""

_TALL, _ENOUGH = 320.0, 160.0
"""A row as high as half a page is divided where it begins, if there is room for some lines."""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells from left to right."""

    cells: tuple[TextBlock, ...]
    is_header: bool = False


class Grid(Drawn):
    """Rows under each other."""

    def __init__(self, press: Press, rows: tuple[Row, ...], columns: Columns, *, after: float) -> None:
        super().__init__(press, before=3.0, after=after)
        self.rows = rows
        self.columns = columns
        self._heights: tuple[float, ...] = ()

    @property
    def widths(self) -> tuple[float, ...]:
        return self.columns.widths

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        self._heights = tuple(self._row_height(row) for row in self.rows)
        self.width, self.height = sum(self.widths), sum(self._heights)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Grid]:
        """The rows that fit, and the others under a header of their own; a row higher than a page is divided."""
        self.wrap(width, height)
        header = 1 if self._repeats_header else 0
        fitting = sum(total <= height for total in accumulate(self._heights))
        if fitting >= len(self.rows):
            return [self]
        if fitting > header and not self._is_at_top:
            fitting = self._without_orphans(fitting, header)
        above, below = self.rows[:fitting], self.rows[fitting:]
        if fitting <= header:
            above, below = self._divided(height, header)
            if not above:
                return []
        return [
            Grid(self.press, above, self.columns, after=0.0),
            Grid(self.press, (*self._header_again(), *below), self.columns, after=self.spaceAfter),
        ]

    def draw(self) -> None:
        super().draw()
        top = 0.0
        for row, height in zip(self.rows, self._heights, strict=True):
            left = 0.0
            for cell, width in zip(row.cells, self.widths, strict=True):
                x = self.mirrored(Rect(left, 0, width, 0)).x
                cell.drawOn(self.canv, x + ACROSS, self.height - top - _DOWN - cell.height)
                left += width
            top += height

    def paint(self, content: Content) -> None:
        with self.press.marked(content, None, self.page):
            self._paint_ground(content)

    def _paint_ground(self, content: Content) -> None:
        styles, top = self.press.styles, 0.0
        for row, height in zip(self.rows, self._heights, strict=True):
            if row.is_header:
                content.draw((Box(Rect(0, top, self.width, height), 3.0, fill=styles.ground),))
            top += height
            content.draw((Box(Rect(0, top - _RULE, self.width, _RULE), fill=styles.rule),))

    def _row_height(self, row: Row) -> float:
        heights = [cell.wrap(width - 2 * ACROSS, 0.0)[1] for cell, width in zip(row.cells, self.widths, strict=True)]
        return max(heights) + 2 * _DOWN

    def _without_orphans(self, fitting: int, header: int) -> int:
        """A small table stays whole, and no row is left alone on either page."""
        if len(self.rows) - header < _SMALL or fitting - header < _FEWEST:
            return header
        return min(fitting, len(self.rows) - _FEWEST)

    @property
    def _repeats_header(self) -> bool:
        """Whether each page begins with the header; one that fills half a page is a row like others."""
        return self.rows[0].is_header and self._heights[0] < _TALL / 2

    @property
    def _is_at_top(self) -> bool:
        """Whether it has a whole page; reportlab tells it nowhere else."""
        frame = getattr(self, "_frame", None)
        return frame is not None and bool(frame._atTop)  # noqa: SLF001

    def _divided(self, height: float, header: int) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
        """The first row of the body cut in two, where it is tall or does not even fit a page; else nothing above."""
        if not self._is_at_top and (height < _ENOUGH or self._heights[header] < _TALL):
            return (), self.rows
        room = height - sum(self._heights[:header]) - 2 * _DOWN
        parts = [self._cut(cell, width, room) for cell, width in zip(self.rows[header].cells, self.widths, strict=True)]
        first, second = (Row(tuple(cells)) for cells in zip(*parts, strict=True))
        return (*self.rows[:header], first), (second, *self.rows[header + 1 :])

    def _cut(self, cell: TextBlock, width: float, room: float) -> tuple[TextBlock, TextBlock]:
        parts = cell.split(width - 2 * ACROSS, room)
        if len(parts) == 2:  # noqa: PLR2004
            return parts[0], parts[1]
        nothing = TextBlock(self.press, (), cell.style, cell.element)
        return (cell, nothing) if parts else (nothing, cell)

    def _header_again(self) -> tuple[Row, ...]:
        """The header as decoration: a reader aloud has heard it."""
        if not self._repeats_header:
            return ()
        cells = tuple(TextBlock(self.press, cell.spans, cell.style, None, is_sided=True) for cell in self.rows[0].cells)
        return (Row(cells, is_header=True),)
