"""Locks between runs of the program on one machine; the system frees those of a killed run by itself."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import BaseFileLock


class HeldLock:
    """A lock that this run holds until `release`."""

    def __init__(self, lock: BaseFileLock, path: Path) -> None:
        self._lock = lock
        self._path = path

    def release(self) -> None:
        """Free the lock and remove its file."""
        if os.name != "nt":  # while it is held: whoever waits for it sees that the file has gone and makes another
            self._remove()
        self._lock.release()
        if os.name == "nt":  # an open file cannot be removed there
            self._remove()

    def _remove(self) -> None:
        with contextlib.suppress(OSError):
            self._path.unlink()


def load_locking() -> None:
    """Import what locks files, so that the first keystroke does not wait for it."""
    import filelock  # noqa: F401, PLC0415 - 50 ms that the first window need not wait for


def try_lock(path: Path) -> HeldLock | None:
    """The lock under `path`, whose folder is made when missing; None while another window or run holds it.

    Raises:
        OSError: the folder does not take files.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - as above

    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = FileLock(path, blocking=False, thread_local=False, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        return None
    return HeldLock(lock, path)
