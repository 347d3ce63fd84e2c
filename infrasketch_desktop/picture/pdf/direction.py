"""Which way the parts of a line run: Arabic and Hebrew from the right, numbers and other scripts from the left.

The Unicode Bidirectional Algorithm (UAX #9) for one line without embeddings and isolates: labels carry none, since
they are removed where text enters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

_RTL = frozenset({"R", "AL"})
_NUMBERS = frozenset({"EN", "AN"})
_OPENING, _CLOSING = "([{", ")]}"
_DEEPEST = 63
_FIRST_RTL = "\u0590"
"""The first block that is written from the right; text below it needs no look at single characters."""


class Stretch(NamedTuple):
    """A part of a line of one direction; the text stays in the order of reading."""

    text: str
    is_rtl: bool


def is_rtl(text: str) -> bool:
    """Whether a line begins at the right: its first strong character says so (rules P2 and P3)."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in _RTL:
            return True
        if kind == "L":
            return False
    return False


def visual_runs(text: str) -> tuple[Stretch, ...]:
    """The parts of a line as they stand from left to right."""
    if not text or max(text) < _FIRST_RTL:
        return (Stretch(text, is_rtl=False),) if text else ()
    base = 1 if is_rtl(text) else 0
    levels = _levels(text, base)
    runs: list[tuple[int, str]] = []
    start = 0
    for level, same in groupby(levels):
        end = start + len(list(same))
        runs.append((level, text[start:end]))
        start = end
    return tuple(Stretch(part, is_rtl=bool(level % 2)) for level, part in _reordered(runs))


def _levels(text: str, base: int) -> list[int]:
    """The embedding level of each character (rules W1 to W7, N0 to N2, I1, I2, in the form that one line needs)."""
    kinds = _resolved(text, base)
    if base:
        return [1 if kind == "R" else 2 for kind in kinds]
    return [{"R": 1, "N": 2}.get(kind, 0) for kind in kinds]


def _resolved(text: str, base: int) -> list[str]:
    """Each character as L, R or N, a number among letters from the right."""
    outer = "R" if base else "L"
    strong: list[str] = []
    last = outer
    for kind in map(unicodedata.bidirectional, text):
        if kind in _RTL or kind == "L":
            last = "L" if kind == "L" else "R"
            strong.append(last)
        elif kind in _NUMBERS:
            strong.append("L" if last == "L" else "N")
        elif kind == "NSM" and strong:
            strong.append(strong[-1])
        else:
            strong.append("")
    _pair_brackets(text, strong, outer)
    return _neutrals_filled(strong, outer)


def _pair_brackets(text: str, strong: list[str], outer: str) -> None:
    """Give both brackets of a pair one direction (N0): that of the line if there is such text inside; else the other
    one, if that is inside and before them.
    """
    before, seen = outer, 0
    for start, end in sorted(_pairs(text)):
        before = next((_as_letter(kind) for kind in reversed(strong[seen:start]) if kind), before)
        seen = start
        inside = {_as_letter(kind) for kind in strong[start + 1 : end] if kind}
        if inside:
            strong[start] = strong[end] = outer if outer in inside else before


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """The places of brackets that belong together, as far as they are nested no deeper than BD16 asks for."""
    waiting: list[int] = []
    for place, character in enumerate(text):
        if character in _OPENING:
            waiting.append(place)
            if len(waiting) > _DEEPEST:
                return
        elif character in _CLOSING:
            wanted = _OPENING[_CLOSING.index(character)]
            found = next((i for i in reversed(range(len(waiting))) if text[waiting[i]] == wanted), None)
            if found is not None:
                yield waiting[found], place
                del waiting[found:]


def _as_letter(kind: str) -> str:
    """A number among letters from the right counts as one of them."""
    return "R" if kind == "N" else kind


def _neutrals_filled(strong: list[str], outer: str) -> list[str]:
    """Neutrals take the direction of both sides where these agree, else that of the line (N1, N2); so do spaces at its
    end (L1). For this a number counts as a letter from the right.
    """
    filled: list[str] = []
    place = 0
    while place < len(strong):
        end = place
        while end < len(strong) and not strong[end]:
            end += 1
        if end > place:
            before = _as_letter(filled[-1]) if filled else outer
            after = _as_letter(strong[end]) if end < len(strong) else outer
            filled += [before if before == after else outer] * (end - place)
        if end < len(strong):
            filled.append(strong[end])
        place = end + 1
    return filled


def _reordered(runs: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """From the order of reading to that on the line: whatever is at a level or above is turned around (rule L2)."""
    for level in (2, 1):
        turned: list[tuple[int, str]] = []
        for is_inside, part in groupby(runs, key=lambda run: run[0] >= level):
            members = list(part)
            turned += reversed(members) if is_inside else members
        runs = turned
    return runs
