"""Tells which wallets are at work: each holds a lock that the system frees when its program dies."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import BaseFileLock

SUFFIX = ".lock"
STALE_SECONDS = 60
"""By the clock of the disk, which stamps both files."""
MOST_SWEPT = 20
"""At a time, so that a first payment after many crashes does not wait for all of them."""


class Presence:
    """The lock of one open wallet, taken when its first operation begins."""

    def __init__(self, folder: Path, owner: str) -> None:
        self.owner = owner
        self._folder = folder
        self._lock: BaseFileLock | None = None

    def claim(self) -> None:
        """From now on others leave the operations of this wallet alone. Raises OSError."""
        if self._lock is None:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._lock = _acquire(self._path(self.owner))
            self._sweep(self._path(self.owner).stat().st_mtime)

    def is_alive(self, owner: str) -> bool:
        """Whether the wallet `owner` is still at work; when that cannot be found out it is taken to be."""
        path = self._path(owner)
        if owner == self.owner or not path.exists():
            return owner == self.owner
        try:
            lock = _acquire(path)
        except OSError:
            return True
        if lock is None:
            return True
        _free(lock, path)
        return False

    def release(self) -> None:
        lock, self._lock = self._lock, None
        if lock is not None:
            _free(lock, self._path(self.owner))

    def _sweep(self, now: float) -> None:
        """Remove the files of some killed runs; those that have just been made may not be locked yet."""
        with contextlib.suppress(OSError):
            old = [path for path in self._folder.glob(f"*{SUFFIX}") if path.stat().st_mtime < now - STALE_SECONDS]
            for path in old[:MOST_SWEPT]:
                self.is_alive(path.stem)

    def _path(self, owner: str) -> Path:
        return self._folder / f"{owner}{SUFFIX}"


def _acquire(path: Path) -> BaseFileLock | None:
    from filelock import FileLock, Timeout  # noqa: PLC0415 - 50 ms that the first window need not wait for

    lock = FileLock(path, blocking=False, thread_local=False, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        return None
    return lock


def _free(lock: BaseFileLock, path: Path) -> None:
    lock.release()
    with contextlib.suppress(OSError):  # an open file cannot be removed everywhere; an empty one harms nobody
        path.unlink()
