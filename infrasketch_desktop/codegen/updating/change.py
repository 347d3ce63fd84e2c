"""What becomes of each file when code is generated into a folder."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from infrasketch_desktop.codegen.manifest import Manifest
from infrasketch_desktop.codegen.updating.scope import Scope


class State(StrEnum):
    """What becomes of one file."""

    NEW = "new"
    """It is not there yet, and is written."""
    SAME = "same"
    """It is there as it would be generated."""
    CHANGED = "changed"
    """Nobody edited it; it is replaced by what is generated now."""
    MERGED = "merged"
    """It was edited, and what is generated changed elsewhere in it: both go in."""
    CONFLICT = "conflict"
    """It was edited where what is generated changed too: both go in, between the marks that git uses."""
    KEPT = "kept"
    """It was edited, and there is nothing new to bring in; it stays as it is."""
    REMOVED = "removed"
    """It is not generated any more, and nobody edited it; it is removed."""
    DELETED = "deleted"
    """Somebody deleted it; it stays deleted."""
    SKIPPED = "skipped"
    """Something is in its way, or it cannot be merged; it stays as it is, and `why` says what to do."""


WRITING = frozenset({State.NEW, State.CHANGED, State.MERGED, State.CONFLICT})


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """One file. `path` is relative, with `/`; `part` the id of its node, "" for the project as a whole.

    The texts are None where there is none, or none that can be read: `base` as generated the last time, `mine` as it
    lies in the folder, `theirs` as generated now. `result` is what is written; None when nothing is.

    `moved_from` is where `mine` lies when its node was renamed since; that file goes when this one is written.
    `why` is a sentence for what nobody would guess, "" otherwise. `on_disk` is the SHA-256 of the bytes in the folder,
    by which an edit between planning and writing is noticed.
    """

    path: str
    part: str
    state: State
    base: str | None = None
    mine: str | None = None
    theirs: str | None = None
    result: str | None = None
    moved_from: str = ""
    why: str = ""
    on_disk: str = ""
    has_crlf: bool = False

    @property
    def content(self) -> bytes | None:
        """The bytes that are written, with the line ends that the file has in the folder."""
        if self.result is None:
            return None
        return (self.result.replace("\n", "\r\n") if self.has_crlf else self.result).encode()

    @property
    def is_written(self) -> bool:
        return self.state in WRITING


@dataclass(frozen=True, slots=True)
class Update:
    """All files of one generation, sorted by path. `before` is what the folder remembered, empty for a new one."""

    changes: tuple[FileChange, ...]
    scope: Scope
    before: Manifest

    def of(self, *states: State) -> tuple[FileChange, ...]:
        return tuple(change for change in self.changes if change.state in states)

    @property
    def counts(self) -> Counter[State]:
        return Counter(change.state for change in self.changes)

    @property
    def is_empty(self) -> bool:
        """Whether nothing in the folder would change, the memory of it aside."""
        return not any(change.is_written or change.state is State.REMOVED for change in self.changes)

    @property
    def delivered_parts(self) -> frozenset[str]:
        """The nodes that get something new or changed: those that are paid for."""
        return frozenset(change.part for change in self.changes if change.is_written and change.part)
