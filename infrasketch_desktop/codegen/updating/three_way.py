"""Merges two texts that were changed from a common one, line by line.

The method is diff3 (Khanna, Kunal, Pierce: A Formal Investigation of Diff3, 2007): what all three texts share keeps
them in step; between such places, a side that did not change gives way to the other, and where both did, they conflict.
Ours because `merge3` may not be bundled (GPL), `three-merge` knows no conflicts of lines, and git need not be there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from io import StringIO

OURS = "<<<<<<< yours"
MIDDLE = "======="
THEIRS = ">>>>>>> generated"

MOST_COMPARISONS = 20_000_000
"""Pairs of equal lines in two texts, which the matcher walks through; a generated file has some thousands."""


class TooRepetitiveError(Exception):
    """The texts repeat the same lines so often that matching them would take minutes."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The text, and how many places of it conflict."""

    text: str
    conflicts: int


@dataclass(frozen=True, slots=True)
class _Step:
    """The lines `base[b : b + size]`, and where the other two texts have the same."""

    base: int
    mine: int
    theirs: int
    size: int


def merge(base: str, mine: str, theirs: str) -> Merged:
    """The changes of both sides together. All three have `LF` as line ends.

    Raises:
        TooRepetitiveError: it would take too long.
    """
    texts = [StringIO(text, newline="\n").readlines() for text in (base, mine, theirs)]
    lines: list[str] = []
    conflicts = 0
    for old, ours, new in _stretches(*texts):
        if new in (ours, old):
            lines += ours
        elif ours == old:
            lines += new
        else:
            lines += _conflict(ours, new)
            conflicts += 1
    return Merged("".join(lines), conflicts)


def is_unresolved(text: str) -> bool:
    """Whether the marks of an earlier merge are still in it."""
    lines = set(text.splitlines())
    return OURS in lines and THEIRS in lines


_Lines = Sequence[str]


def _stretches(base: _Lines, mine: _Lines, theirs: _Lines) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """The three texts in pieces that belong together: what they share, and what lies between."""
    b = m = t = 0
    end = _Step(len(base), len(mine), len(theirs), 0)
    for step in (*_common(base, mine, theirs), end):
        yield list(base[b : step.base]), list(mine[m : step.mine]), list(theirs[t : step.theirs])
        b, m, t = step.base + step.size, step.mine + step.size, step.theirs + step.size
        same = list(base[step.base : b])
        yield same, same, same


def _common(base: _Lines, mine: _Lines, theirs: _Lines) -> Iterator[_Step]:
    """Where all three texts are the same, in order."""
    ours, new = _matches(base, mine), _matches(base, theirs)
    i = j = 0
    while i < len(ours) and j < len(new):
        (a, m, m_size), (c, t, t_size) = ours[i], new[j]
        start, stop = max(a, c), min(a + m_size, c + t_size)
        if start < stop:
            yield _Step(start, m + start - a, t + start - c, stop - start)
        if a + m_size < c + t_size:
            i += 1
        else:
            j += 1


def _matches(base: _Lines, other: _Lines) -> list[tuple[int, int, int]]:
    counts, others = Counter(base), Counter(other)
    if sum(count * others[line] for line, count in counts.items()) > MOST_COMPARISONS:
        raise TooRepetitiveError
    found = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in found if block.size]


def _conflict(ours: list[str], new: list[str]) -> list[str]:
    """Both sides between marks; what they begin and end alike stays outside."""
    head = _shared(ours, new)
    tail = _shared(ours[head:][::-1], new[head:][::-1])
    first, second = ours[head : len(ours) - tail], new[head : len(new) - tail]
    marked = [f"{OURS}\n", *_ended(first), f"{MIDDLE}\n", *_ended(second), f"{THEIRS}\n"]
    return [*ours[:head], *marked, *ours[len(ours) - tail :]]


def _shared(one: list[str], other: list[str]) -> int:
    """How many lines both begin with."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _ended(lines: list[str]) -> list[str]:
    """So that a mark after a last line without an end stands on a line of its own."""
    return [*lines[:-1], f"{lines[-1].rstrip(chr(10))}\n"] if lines else []
