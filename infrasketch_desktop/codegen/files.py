"""A generated file, and how far it was checked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How far a file was checked, from nothing to everything."""

    UNCHECKED = "unchecked"
    SCHEMA = "schema"
    """It agrees with the published schema of its format."""
    CHECKED = "checked"
    """Its own tool, or the parser of its language, accepted it."""
    RAN = "ran"
    """It was executed, and tests passed."""

    @property
    def rank(self) -> int:
        return tuple(Level).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFile:
    """One text file of a project. `path` is relative, with `/`, and made of safe names only.

    `part` is the id of the node it was made for, "" when it belongs to the project as a whole.
    """

    path: str
    text: str
    part: str = ""

    @property
    def content(self) -> bytes:
        return self.text.encode()
