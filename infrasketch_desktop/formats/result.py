"""What readers take and give, and what writers give: files, operations, and honest lists of what was lost."""

from __future__ import annotations

from dataclasses import dataclass

from infrasketch_desktop.diagram.operations import Operation


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read. `name` is how it is shown and may hold folders with `/`; nothing is opened by it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Origin:
    """A place in a source: lines count from 1; 0 means the file as a whole."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that could not be carried: `what` in the words of the reader, `why`, and what became of it.

    It is `minor` where nobody's work is gone: our own reader brings it back, or the layout found it and finds it again.
    """

    what: str
    why: str
    origin: Origin | None = None
    minor: bool = False

    def __str__(self) -> str:
        where = f" ({self.origin})" if self.origin else ""
        return f"{self.what}{where}: {self.why}"


@dataclass(frozen=True, slots=True)
class Imported:
    """What a reader found. Ids are valid and unique among themselves; every added node states its `origin`.

    Nodes that the source has no place for are left to the layout; where the source has places, `Place` follows.
    """

    operations: tuple[Operation, ...]
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A diagram in another form, and what that form has no words for."""

    content: bytes
    losses: tuple[Loss, ...] = ()
