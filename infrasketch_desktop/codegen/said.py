"""Text that people or other programs wrote: data that must never become code by being pasted."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import NoReturn

from infrasketch_desktop.language import tr

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


@dataclass(frozen=True, slots=True)
class Remark(Said):
    """A sentence of this program that quotes what people wrote: English in files, translated where it is shown.

    `template` has a place for each of `values`; those called `words` hold words of this program.
    """

    template: str = ""
    values: tuple[tuple[str, str], ...] = ()
    words: frozenset[str] = frozenset()

    def in_words(self, most: int = 80) -> str:
        """Like `short`, in the language in force."""
        values = {name: tr(value) if name in self.words else value for name, value in self.values}
        return Said(tr(self.template, **values)).short(most)


def remark(template: str, /, words: frozenset[str], **values: str) -> Remark:
    return Remark(template.format(**values), template, tuple(values.items()), words)


def _is_unprintable(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
