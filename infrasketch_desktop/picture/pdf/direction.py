"""Which way the parts of a line run: Arabic and Hebrew from the right, numbers and other scripts from the left.

The Unicode Bidirectional Algorithm (UAX #9) with isolates, which `language` writes around the names within its
sentences. Embeddings and overrides turn nothing: only those who deceive write them into a label.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

_RTL = frozenset({"R", "AL"})
_NUMBERS = frozenset({"EN", "AN"})
_ISOLATES = frozenset({"LRI", "RLI", "FSI"})
_OPENING, _CLOSING = "([{", ")]}"
_DEEPEST = 63
_DEEPEST_LEVEL = 125
"""`max_depth` of BD2: what is isolated deeper than that stays at the level around it."""

_FIRST_RTL = "\u0590"
"""The first block that is written from the right; text below it needs no look at single characters."""

MARKS = re.compile("[\u061c\u200e\u200f\u2066-\u2069]")
"""What only says which way the text around it runs; there is nothing to be seen."""


class Stretch(NamedTuple):
    """A part of a line of one direction; the text stays in the order of reading."""

    text: str
    is_rtl: bool


def is_rtl(text: str) -> bool:
    """Whether a line begins at the right: its first strong character says so (rules P2 and P3)."""
    return first_strong(text) == "R"


def first_strong(text: str) -> str:
    """L or R by the first strong character that is not isolated; "" where there is none."""
    depth = 0
    for character in text:
        kind = unicodedata.bidirectional(character)
        depth += (kind in _ISOLATES) - (kind == "PDI" and depth > 0)
        if depth == 0 and kind in _RTL:
            return "R"
        if depth == 0 and kind == "L":
            return "L"
    return ""


def visual_runs(text: str) -> tuple[Stretch, ...]:
    """The parts of a line as they stand from left to right, without marks."""
    if not text or max(text) < _FIRST_RTL:
        return (Stretch(text, is_rtl=False),) if text else ()
    runs: list[tuple[int, str]] = []
    start = 0
    for level, same in groupby(embedding_levels(text, int(is_rtl(text)))):
        end = start + len(list(same))
        shown = MARKS.sub("", text[start:end])
        if shown:
            runs.append((level, shown))
        start = end
    order = visual_order([level for level, _ in runs])
    return tuple(Stretch(runs[place][1], is_rtl=bool(runs[place][0] % 2)) for place in order)


def embedding_levels(text: str, base: int) -> list[int]:
    """The level of each character of a paragraph; odd ones run from the right, as lines do where `base` is 1.

    What is isolated is a paragraph of its own, which counts as one neutral character around it (rules X5a to X6a).
    """
    levels = [base] * len(text)
    ends = _ends_of_isolates(text)
    waiting = [(0, len(text), base)]
    while waiting:
        start, end, level = waiting.pop()
        own: list[int] = []
        place = start
        while place < end:
            own.append(place)
            inside = place + 1
            if place in ends:
                place = min(ends[place], end)
                waiting.append((inside, place, _level_inside(text[inside - 1], text[inside:place], level)))
            else:
                place += 1
        relative = _levels("".join(text[place] for place in own), level % 2)
        for place, found in zip(own, relative, strict=True):
            levels[place] = level - level % 2 + found
    return levels


def visual_order(levels: list[int]) -> list[int]:
    """The places of parts with these levels, from left to right: what is at a level or above is turned around (L2)."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        turned: list[int] = []
        for is_inside, part in groupby(order, key=lambda place: levels[place] >= level):
            members = list(part)
            turned += reversed(members) if is_inside else members
        order = turned
    return order


def _ends_of_isolates(text: str) -> dict[int, int]:
    """Where each isolate that begins somewhere ends: at its mark, else with the text (BD9).

    Those within more than `_DEEPEST_LEVEL` others are none (X5a), so that each character is looked at so often at most.
    """
    ends: dict[int, int] = {}
    waiting: list[int] = []
    for found in MARKS.finditer(text):
        if unicodedata.bidirectional(found[0]) in _ISOLATES:
            waiting.append(found.start())
        elif unicodedata.bidirectional(found[0]) == "PDI" and waiting:
            begin = waiting.pop()
            if len(waiting) < _DEEPEST_LEVEL:
                ends[begin] = found.start()
    return ends | dict.fromkeys(waiting[:_DEEPEST_LEVEL], len(text))


def _level_inside(mark: str, inside: str, level: int) -> int:
    kind = unicodedata.bidirectional(mark)
    odd = kind == "RLI" or (kind == "FSI" and is_rtl(inside))
    deeper = level + 1 if (level + 1) % 2 == odd else level + 2
    return deeper if deeper <= _DEEPEST_LEVEL else level


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
    for kind in _with_separators([unicodedata.bidirectional(character) for character in text]):
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


def _with_separators(kinds: list[str]) -> list[str]:
    """A sign between two numbers belongs to them, as in 1.5 and 1,000, and so does one beside, as in 5% (W4, W5)."""
    found = list(kinds)
    for place in range(1, len(kinds) - 1):
        before, after = found[place - 1], kinds[place + 1]
        if before == after and (
            (kinds[place] == "CS" and before in _NUMBERS) or (kinds[place], before) == ("ES", "EN")
        ):
            found[place] = before
    for places in (range(1, len(found)), range(len(found) - 2, -1, -1)):
        step = 1 if places.step < 0 else -1
        for place in places:
            if found[place] == "ET" and found[place + step] == "EN":
                found[place] = "EN"
    return found


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
