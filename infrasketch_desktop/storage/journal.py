"""Keeps every edit since the last save on disk at once, so that a killed program loses nothing.

A line is given to the system with each edit, which survives a killed program, and flushed to the disk within a second
from another thread, which survives a power cut. Journals lie in the state folder of the profile, not beside sketches.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterable
from pathlib import Path

from infrasketch_desktop.language import tr
from infrasketch_desktop.storage.atomic import write_all
from infrasketch_desktop.storage.background_sync import SECONDS, BackgroundSync
from infrasketch_desktop.storage.errors import SaveError, reason
from infrasketch_desktop.storage.journal_lines import Head, LineWriter
from infrasketch_desktop.storage.locks import HeldLock, try_lock

SUFFIX = ".journal"
LARGE_BYTES = 8 * 1024 * 1024


class Journal:
    """The journal of one open document. No method raises for a full or failing disk: `trouble` says it.

    Invariant: the file under the final name always holds a whole beginning and whole lines; lines that the disk refused
    are kept in memory, in order, and written with the next one.
    """

    def __init__(self, folder: Path, journal_id: str, sync_seconds: float = SECONDS) -> None:
        self.path = folder / (journal_id + SUFFIX)
        self._guard = threading.RLock()
        self._sync = BackgroundSync(self._duplicate, sync_seconds)
        self._lock: HeldLock | None = None
        self._descriptor: int | None = None
        self._lines = LineWriter()
        self._waiting: list[bytes] = []
        self._size = 0
        self._opening_size = 0
        self._failure: OSError | None = None

    @property
    def is_started(self) -> bool:
        return self._descriptor is not None or bool(self._waiting)

    @property
    def is_large(self) -> bool:
        """Whether the edits outweigh the sketch so far that a new beginning is worth its while."""
        return self._size - self._opening_size > max(LARGE_BYTES, 4 * self._opening_size)

    @property
    def trouble(self) -> SaveError | None:
        """Why edits are not reaching the journal now; None while they do."""
        if self._failure is None:
            return None
        why, _ = reason(self._failure)
        return SaveError(
            tr("Crash recovery is off: its journal could not be written, because {why}.", why=why),
            kept=tr("Your changes are open here but not on disk."),
            advice=tr("Save the sketch now."),
        )

    def start(self, head: Head, snapshot: bytes, entries: Iterable[str]) -> None:
        """Begin anew from `snapshot`; the journal so far is replaced in one step, or stays when the disk refuses."""
        with self._guard:
            lines = LineWriter()
            opening = lines.opening(head, snapshot)
            following = b"".join(lines.line(entry) for entry in entries)
            try:
                self._replace(opening + following)
            except OSError as error:
                self._failure = error
                if self._descriptor is not None:
                    return
                self._waiting = [opening, following]  # none was there before: try again with the next edit
            self._lines = lines
            self._opening_size = len(opening)
        self._sync.wake()

    def append(self, entry: str) -> None:
        """Add one line. It has reached the system when this returns, unless `trouble` says otherwise."""
        with self._guard:
            self._waiting.append(self._lines.line(entry))
            try:
                self._write_waiting()
            except OSError as error:
                self._failure = error
                return
        self._sync.wake()

    def sync(self) -> None:
        """Put all lines on the disk itself before returning; takes as long as the disk takes."""
        descriptor = self._duplicate()
        if descriptor is not None:
            try:
                os.fsync(descriptor)
            except OSError as error:
                self._failure = error
            finally:
                os.close(descriptor)

    def discard(self) -> None:
        """Remove the journal because all of it is saved; `start` begins another."""
        with self._guard:
            self._close_file()
            self._waiting.clear()
            self._failure = None
            with contextlib.suppress(OSError):
                self.path.unlink()

    def close(self, *, keep: bool = False) -> None:
        """End the journal; removed unless `keep`, which leaves it to be offered at the next start."""
        if keep:
            self.sync()
        else:
            self.discard()
        self._sync.stop()
        with self._guard:
            self._close_file()
            if self._lock is not None:
                self._lock.release()
                self._lock = None

    def _write_waiting(self) -> None:
        content = b"".join(self._waiting)
        if self._descriptor is None:
            self._replace(content)
        else:
            try:
                write_all(self._descriptor, content)
            except OSError:
                with contextlib.suppress(OSError):  # a part of a line would hide the lines after it
                    os.ftruncate(self._descriptor, self._size)
                raise
            self._size += len(content)
        self._waiting.clear()
        self._failure = None

    def _replace(self, content: bytes) -> None:
        """Write `content` as the whole journal beside the old one and take its place."""
        if self._lock is None:
            self._lock = try_lock(self.path.with_suffix(".lock"))
        beside = self.path.with_suffix(".new")
        try:
            _write_new(beside, content)
            self._close_file()  # some systems do not replace a file that is open
            try:
                beside.replace(self.path)
                self._size = len(content)
            finally:
                self._descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND)
        except BaseException:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise
        self._waiting.clear()
        self._failure = None

    def _duplicate(self) -> int | None:
        with self._guard:
            return None if self._descriptor is None else os.dup(self._descriptor)

    def _close_file(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _write_new(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        write_all(descriptor, content)
    finally:
        os.close(descriptor)
