"""Counts and lists within sentences, in the language of the document: numbers up to twelve are spelled out."""

from __future__ import annotations

from collections.abc import Sequence

from infrasketch_desktop.language import in_force, later, tr
from infrasketch_desktop.language import listed as separated

_NUMBERS = (
    *(later("no"), later("one"), later("two"), later("three"), later("four"), later("five"), later("six")),
    *(later("seven"), later("eight"), later("nine"), later("ten"), later("eleven"), later("twelve")),
)
_INFLECTED = frozenset(("ar",))
"""Languages in which the word for a number depends on what is counted; they write digits."""


def figure(count: int) -> str:
    """A count in digits, as the language writes them."""
    number = in_force().number
    return f"{count:,}" if number is str else number(count)


def spelled(count: int) -> str:
    """A count as running text spells it: up to twelve in words."""
    in_words = count < len(_NUMBERS) and in_force().code not in _INFLECTED
    return tr(_NUMBERS[count]) if in_words else figure(count)


def spelled_first(count: int) -> str:
    """The same where a sentence begins with it."""
    text = spelled(count)
    return text[:1].upper() + text[1:]


def listed(items: Sequence[str], most: int = 6) -> str:
    """`A`, `A and B`, `A, B and C`, or `A, B and five more` when there are more than `most`."""
    *before, last = _shortened(items, most)
    return tr("{items} and {last}", items=separated(before), last=last) if before else last


def offered(items: Sequence[str], most: int = 6) -> str:
    """As `listed`, where one of them is to be chosen: `A, B or C`."""
    *before, last = _shortened(items, most)
    return tr("{items} or {last}", items=separated(before), last=last) if before else last


def _shortened(items: Sequence[str], most: int) -> list[str]:
    if len(items) <= most:
        return list(items) or [""]
    return [*items[: most - 1], tr("{count} more", count=spelled(len(items) - most + 1))]
