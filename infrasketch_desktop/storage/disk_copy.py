"""What this run knows of a sketch file on disk, and whether another program changed it since."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from infrasketch_desktop.storage.bounded import read_bounded
from infrasketch_desktop.storage.errors import OpenError
from infrasketch_desktop.storage.journal_lines import sha256
from infrasketch_desktop.storage.sketch_file import MAX_BYTES

Stamp = tuple[int, int, int]
"""Time of change in nanoseconds, size in bytes, number of the file."""


class DiskState(StrEnum):
    """A sketch file compared with what this run last read or wrote."""

    UNTITLED = "untitled"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class DiskCopy:
    """A file as it was last read or written here. `stamp` None means that the content must be compared first."""

    path: Path
    content_hash: str
    stamp: Stamp | None

    def compare(self) -> tuple[DiskState, DiskCopy]:
        """The state of the file, and this copy with a fresh stamp where only times changed.

        Cheap while nothing happened: one question to the system. Else the file is read and hashed.
        """
        stamp = stamp_of(self.path)
        if stamp is not None and stamp == self.stamp:
            return DiskState.UNCHANGED, self
        if not os.path.lexists(self.path):
            return DiskState.MISSING, self
        with contextlib.suppress(OpenError):
            if sha256(read_bounded(self.path, MAX_BYTES)) == self.content_hash:
                return DiskState.UNCHANGED, replace(self, stamp=stamp)
        return DiskState.CHANGED, self


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of the file now; None when it cannot be asked for. Take it before reading the file, never after."""
    try:
        return stamp_from(path.stat())
    except (OSError, ValueError):
        return None


def stamp_from(status: os.stat_result) -> Stamp:
    return status.st_mtime_ns, status.st_size, status.st_ino
