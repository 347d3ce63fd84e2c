"""Tables of Markdown, with their cells in the roles they have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from infrasketch_desktop.design_doc.pdf.columns import Cells, Columns
from infrasketch_desktop.design_doc.pdf.grid import Grid, Row
from infrasketch_desktop.design_doc.pdf.press import Press
from infrasketch_desktop.design_doc.pdf.spans import Span, plain_text
from infrasketch_desktop.design_doc.pdf.structure import Element
from infrasketch_desktop.design_doc.pdf.text import TextBlock

MOST_COLUMNS = 12
"""What stands in further columns is added to the last one: narrower ones could not be read."""


@dataclass(slots=True)
class TableSetter:
    """Sets the tables of one document, `width` points wide."""

    press: Press
    width: float
    _columns: dict[tuple[str, ...], Columns] = field(default_factory=dict)

    def set(self, head: Cells, body: Sequence[Cells]) -> Grid:
        """A table. Without words in `head`, the first column says what a row is about."""
        head, body = _narrowed(head), [_narrowed(row) for row in body]
        titles = tuple(plain_text(cell).strip() for cell in head)
        has_head = any(titles)
        columns = self._columns.get(titles)
        if columns is None:
            columns = self._columns[titles] = Columns(self.press, self.width, has_head=has_head)
        columns.learn([head, *body])
        table = self.press.ledger.root.child("Table")
        rows = [_row(self.press, table, head, has_head=True, is_header=True)] if has_head else []
        rows += [_row(self.press, table, cells, has_head=has_head, is_header=False) for cells in body]
        return Grid(self.press, tuple(rows), columns, after=10.0)


def _row(press: Press, table: Element, cells: Cells, *, has_head: bool, is_header: bool) -> Row:
    styles, row = press.styles, table.child("TR")
    made = []
    for column, spans in enumerate(cells):
        is_key = not has_head and column == 0
        role, scope = ("TH", "Column") if is_header else ("TH", "Row") if is_key else ("TD", "")
        style = styles.head_cell if is_header or is_key else styles.cell
        shown = _bold(spans) if is_header or is_key else spans
        made.append(TextBlock(press, shown, style, row.child(role, scope=scope), is_sided=True))
    return Row(tuple(made), is_header)


def _bold(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(span.made_bold() for span in spans)


def _narrowed(cells: Cells) -> Cells:
    if len(cells) <= MOST_COLUMNS:
        return cells
    last: list[Span] = []
    for cell in cells[MOST_COLUMNS - 1 :]:
        last += [*cell, Span(" ")]
    return (*cells[: MOST_COLUMNS - 1], tuple(last))
