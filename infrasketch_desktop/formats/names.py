"""Labels and ids out of foreign files: harmless characters, bounded lengths, readable ids that are unique."""

from __future__ import annotations

import re
from collections.abc import Iterable

from infrasketch_desktop.diagram.ids import MAX_LENGTH, edge_id, slug
from infrasketch_desktop.diagram.records import SHEET_ID
from infrasketch_desktop.diagram.validation import MAX_LABEL

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_HARMFUL = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls other than tab and newline
    r"\u202a-\u202e\u2066-\u2069"  # bidirectional embeddings, overrides and isolates (Unicode Annex 9)
    r"\ud800-\udfff\ufffe\uffff]"  # lone surrogates and non-characters
)
ELLIPSIS = "…"


def clean_label(text: str) -> str:
    """`text` without control characters and the marks that reorder what a person sees; line ends are newlines."""
    return _HARMFUL.sub("", _LINE_ENDS.sub("\n", text))


def cut(text: str, limit: int = MAX_LABEL) -> str:
    """`text` in at most `limit` characters; what was cut is told by an ellipsis at the end."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + ELLIPSIS


class Names:
    """Allots ids that are valid, unique and readable; `taken` are those that exist already.

    The thousandth namesake costs as little as the first.
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {SHEET_ID, *taken}
        self._next: dict[str, int] = {}

    def __contains__(self, wanted: object) -> bool:
        return wanted in self._taken

    def allot(self, text: str, fallback: str = "item") -> str:
        """A new id after `text`: its slug, or the first free of `slug-2`, `slug-3`, …; `fallback` for no letters."""
        return self._unique(slug(text, fallback))

    def allot_edge(self, source: str, target: str) -> str:
        """A new id for an edge between two records, as the editor would name it."""
        return self._unique(edge_id(source, target, ()))

    def _unique(self, wanted: str) -> str:
        chosen = wanted
        number = self._next.get(wanted, 2)
        while chosen in self._taken:
            suffix = f"-{number}"
            chosen = wanted[: MAX_LENGTH - len(suffix)] + suffix
            number += 1
        self._next[wanted] = number
        self._taken.add(chosen)
        return chosen
