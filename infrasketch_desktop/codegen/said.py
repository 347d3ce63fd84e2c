"""Text that people or other programs wrote: data that must never become code by being pasted."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import NoReturn

MOST = 10_000
"""Characters that are looked at; what follows is cut."""


@dataclass(frozen=True, slots=True)
class Said:
    """A label, description or note. It has no `str`: each language writes it its own way (see `languages`)."""

    raw: str

    def __str__(self) -> NoReturn:
        raise TypeError("What people wrote goes into a file through the writer of its language only.")

    def __format__(self, spec: str) -> NoReturn:
        raise TypeError("What people wrote goes into a file through the writer of its language only.")

    def __bool__(self) -> bool:
        return bool(self.line)

    @property
    def line(self) -> str:
        """On one line, without control and direction characters."""
        kept = (" " if _is_unprintable(c) else c for c in unicodedata.normalize("NFC", self.raw[:MOST]))
        return " ".join("".join(kept).split())

    def short(self, most: int = 80) -> str:
        """The first `most` characters of the line; a cut one ends with `…`."""
        line = self.line
        return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _is_unprintable(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
