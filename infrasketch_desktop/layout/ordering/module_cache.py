"""Keeps one compiled module on disk and says whether it may be trusted.

Loading a compiled module means running it like a program, so file and folder must belong to this user and be writable
by nobody else. Where the system knows no owners (Windows), the profile folder of the user is the guard.
"""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


class ModuleCache:
    """The file `name` in a private folder; a cache that cannot be used is the same as an empty one."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._path = folder / name

    def trusted_path(self) -> Path | None:
        """The file, when it is there and only this user can have written it."""
        return self._path if _is_private(self._folder) and _is_private(self._path) else None

    def keep(self, data: bytes) -> None:
        """Write the file anew, in one step; failing to write is no failure."""
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self._folder)  # made with mode 0600
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(temporary).replace(self._path)


def _is_private(path: Path) -> bool:
    try:
        status = path.lstat()
    except OSError:
        return False
    if stat.S_ISLNK(status.st_mode):
        return False
    if not hasattr(os, "getuid"):
        return True
    return status.st_uid == os.getuid() and not status.st_mode & _OTHERS_MAY_WRITE
