"""Columns as wide as what stands in them asks for, and alike in all tables that have the same heads."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from infrasketch_desktop.design_doc.pdf.lines import whole_width, widest_word
from infrasketch_desktop.design_doc.pdf.press import Press
from infrasketch_desktop.design_doc.pdf.spans import Span

ACROSS = 7.0
"""The padding on either side of a cell."""

_MEASURED_ROWS = 150
_BOLD = 1.06
"""Bold text is so much wider."""

_WIDEST_WORD = 0.3
_AIRY = 1.7
"""Columns are at most so much wider than their text; what is left goes to the last one."""

_KEY_SHARE = 0.24

Cells = Sequence[tuple[Span, ...]]


class Columns:
    """Learns of rows while a document is composed; the widths are settled when they are first asked for."""

    def __init__(self, press: Press, width: float, *, has_head: bool) -> None:
        self._press = press
        self._width = width
        self._is_facts = not has_head
        self._least: list[float] = []
        self._wanted: list[float] = []
        self._settled: tuple[float, ...] = ()

    def learn(self, rows: Sequence[Cells]) -> None:
        """Make room for the first of `rows`, all of one length."""
        size, faces = self._press.styles.cell.size, self._press.typefaces
        most_word, padding = self._width * _WIDEST_WORD, 2 * ACROSS
        columns = list(zip(*rows[:_MEASURED_ROWS], strict=True))
        least = [max(min(widest_word(c, faces, size) * _BOLD, most_word) for c in column) for column in columns]
        wanted = [max(whole_width(c, faces, size) * _BOLD for c in column) for column in columns]
        self._least = _larger(self._least, [part + padding for part in least])
        self._wanted = _larger(self._wanted, [part + padding for part in wanted])

    @property
    def widths(self) -> tuple[float, ...]:
        """Widths in points with their padding, as wide as the text in all."""
        if not self._settled:
            is_pair = len(self._least) == 2  # noqa: PLR2004 - a name and what it is
            self._settled = self._fact_widths() if self._is_facts and is_pair else self._spread()
        return self._settled

    def _fact_widths(self) -> tuple[float, ...]:
        """Facts under each other: what they are about in a narrow column."""
        key = min(max(self._width * _KEY_SHARE, self._least[0]), self._width / 2)
        return key, self._width - key

    def _spread(self) -> tuple[float, ...]:
        """No column narrower than its widest word where that can be; what is left goes where the text is longest."""
        width, least, wanted = self._width, self._least, self._wanted
        if sum(least) >= width:
            return tuple(part * width / sum(least) for part in least)
        if sum(wanted) <= width:
            airy = [min(part * width / sum(wanted), part * _AIRY) for part in wanted[:-1]]
            return (*airy, width - sum(airy))
        spare, asked = width - sum(least), [min(w, width) - low for w, low in zip(wanted, least, strict=True)]
        return tuple(low + spare * more / sum(asked) for low, more in zip(least, asked, strict=True))


def _larger(known: list[float], found: list[float]) -> list[float]:
    return [max(pair) for pair in zip_longest(known, found, fillvalue=0.0)]
