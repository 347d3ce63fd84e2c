"""Two texts beside each other: equal lines at the same height, the others with a sign; made on a worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest

from infrasketch_desktop.ui.code.lines import NO_TEXT, Sign, SourceText
from infrasketch_desktop.ui.code.shading import Lines, shaded

MOST_LINES = 5_000
"""Of both sides together; beyond that whole texts are put beside each other, for matching takes the square of it."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """Both sides with as many lines; `places` are the first lines of differences, `conflicts` those of conflicts."""

    left: SourceText = NO_TEXT
    right: SourceText = NO_TEXT
    places: tuple[int, ...] = ()
    conflicts: tuple[int, ...] = ()


@dataclass(slots=True)
class _Side:
    """One side as it grows."""

    lines: Sequence[str]
    shades: Lines
    sign: Sign
    disputed: frozenset[int]
    text: list[str] = field(default_factory=list)
    shaded: list[tuple[object, ...]] = field(default_factory=list)
    numbers: list[int | None] = field(default_factory=list)
    signs: dict[int, Sign] = field(default_factory=dict)

    def add(self, line: int | None, *, differs: bool) -> None:
        """The next row: a line of this side, or a gap."""
        row = len(self.text)
        if line is None:
            self.signs[row] = Sign.GAP
        elif line in self.disputed:
            self.signs[row] = Sign.CONFLICT
        elif differs:
            self.signs[row] = self.sign
        self.text.append("" if line is None else self.lines[line])
        self.shaded.append(() if line is None or line >= len(self.shades) else self.shades[line])
        self.numbers.append(None if line is None else line + 1)

    def source(self) -> SourceText:
        return SourceText("\n".join(self.text), tuple(self.shaded), tuple(self.numbers), self.signs)  # type: ignore[arg-type]


def aligned(path: str, left: str, right: str, disputed: frozenset[int] = frozenset()) -> Aligned:
    """`left` beside `right`; `disputed` are the lines of `right`, from 0, on which no side could win."""
    old, new = left.splitlines(), right.splitlines()
    one = _Side(old, shaded(path, left), Sign.REMOVED, frozenset())
    two = _Side(new, shaded(path, right), Sign.ADDED, disputed)
    places = []
    for tag, a, b, c, d in _blocks(old, new):
        if tag != "equal":
            places.append(len(one.text))
        for first, second in zip_longest(range(a, b), range(c, d)):
            one.add(first, differs=tag != "equal")
            two.add(second, differs=tag != "equal")
    return Aligned(one.source(), two.source(), tuple(places), _starts(two.signs))


def _blocks(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    if len(old) + len(new) > MOST_LINES:
        return [("equal" if old == new else "replace", 0, len(old), 0, len(new))]
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _starts(signs: dict[int, Sign]) -> tuple[int, ...]:
    rows = sorted(row for row, sign in signs.items() if sign is Sign.CONFLICT)
    return tuple(row for row in rows if row - 1 not in rows)
