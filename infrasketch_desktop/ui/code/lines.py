"""What a source view shows: a text with its shades, and for each line a number and a sign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from infrasketch_desktop.ui.code.shading import Lines


class Sign(StrEnum):
    """What stands beside a line of a comparison; the value is drawn in the margin."""

    ADDED = "+"
    REMOVED = "−"
    CONFLICT = "!"
    GAP = ""
    """No line at all, across from one that the other side has."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text to show. `numbers` and `signs` are by line, from 0; without `numbers` the lines are counted from 1."""

    text: str = ""
    lines: Lines = ()
    numbers: tuple[int | None, ...] = ()
    signs: Mapping[int, Sign] = field(default_factory=dict)

    def number(self, line: int) -> int | None:
        """What stands in the margin; None beside a line that is not there."""
        if not self.numbers:
            return line + 1
        return self.numbers[line] if line < len(self.numbers) else None

    @property
    def last_number(self) -> int:
        return max((n for n in self.numbers if n), default=1) if self.numbers else self.text.count("\n") + 1


NO_TEXT = SourceText()
