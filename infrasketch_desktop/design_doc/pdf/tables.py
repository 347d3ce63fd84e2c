"""Tables of Markdown: cells in their roles, and columns as wide as what stands in them asks for."""

from __future__ import annotations

from collections.abc import Sequence

from infrasketch_desktop.design_doc.pdf.grid import ACROSS, Grid, Row
from infrasketch_desktop.design_doc.pdf.lines import whole_width, widest_word
from infrasketch_desktop.design_doc.pdf.press import Press
from infrasketch_desktop.design_doc.pdf.spans import Span, plain_text
from infrasketch_desktop.design_doc.pdf.structure import Element
from infrasketch_desktop.design_doc.pdf.text import TextBlock

MOST_COLUMNS = 12
"""What stands in further columns is added to the last one: narrower ones could not be read."""

_MEASURED_ROWS = 150
_WIDEST_WORD = 0.3
_KEY_SHARE = 0.24
_AIRY = 1.7
"""Columns are at most so much wider than their text; what is left goes to the last one."""

Cells = Sequence[tuple[Span, ...]]


def table_block(press: Press, head: Cells, body: Sequence[Cells], width: float) -> Grid:
    """A table of `width` points. Without words in `head`, the first column says what a row is about."""
    has_head = any(plain_text(cell).strip() for cell in head)
    head, body = _narrowed(head), [_narrowed(row) for row in body]
    table = press.ledger.root.child("Table")
    rows = [_row(press, table, head, has_head=True, is_header=True)] if has_head else []
    rows += [_row(press, table, cells, has_head=has_head, is_header=False) for cells in body]
    sample = [head, *body[:_MEASURED_ROWS]] if has_head else body[:_MEASURED_ROWS]
    widths = _widths(press, sample, width) if has_head or len(head) != 2 else _key_widths(press, sample, width)  # noqa: PLR2004
    return Grid(press, tuple(rows), widths, after=10.0)


def _row(press: Press, table: Element, cells: Cells, *, has_head: bool, is_header: bool) -> Row:
    styles, row = press.styles, table.child("TR")
    made = []
    for column, spans in enumerate(cells):
        is_key = not has_head and column == 0
        role, scope = ("TH", "Column") if is_header else ("TH", "Row") if is_key else ("TD", "")
        style = styles.head_cell if is_header or is_key else styles.cell
        shown = _bold(spans) if is_header or is_key else spans
        made.append(TextBlock(press, shown, style, row.child(role, scope=scope)))
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


def _key_widths(press: Press, rows: Sequence[Cells], width: float) -> tuple[float, ...]:
    """Facts under each other: what they are about in a narrow column, the same for all such tables."""
    words = max((widest_word(row[0], press.typefaces, press.styles.head_cell.size) for row in rows), default=0.0)
    key = min(max(width * _KEY_SHARE, words + 2 * ACROSS), width / 2)
    return key, width - key


def _widths(press: Press, rows: Sequence[Cells], width: float) -> tuple[float, ...]:
    """No column narrower than its widest word where that can be; what is left goes where the text is longest."""
    size, faces = press.styles.cell.size, press.typefaces
    columns = list(zip(*rows, strict=True))
    most_word = width * _WIDEST_WORD
    least = [max(min(widest_word(c, faces, size) * 1.06, most_word) for c in column) + 2 * ACROSS for column in columns]
    wanted = [max(whole_width(c, faces, size) * 1.06 for c in column) + 2 * ACROSS for column in columns]
    if sum(least) >= width:
        return tuple(part * width / sum(least) for part in least)
    if sum(wanted) <= width:
        airy = [min(part * width / sum(wanted), part * _AIRY) for part in wanted[:-1]]
        return (*airy, width - sum(airy))
    spare, asked = width - sum(least), [min(w, width) - low for w, low in zip(wanted, least, strict=True)]
    return tuple(low + spare * more / sum(asked) for low, more in zip(least, asked, strict=True))
