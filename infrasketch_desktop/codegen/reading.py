"""Reads files below a folder without following a link out of it; bounded."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from infrasketch_desktop.language import tr

JUNCTION = 0xA0000003
"""`stat.IO_REPARSE_TAG_MOUNT_POINT`, which the module names on Windows alone."""


def read_ordinary(folder: Path, path: str, limit: int) -> bytes | None:
    """The content of an ordinary file below `folder`; None when there is none.

    Raises:
        OSError: it or a folder above it is a link or something else, it cannot be read, or has more than `limit` bytes.
    """
    place = folder
    for name in path.split("/"):
        place = place / name
        try:
            found = place.lstat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        if is_link(found):
            raise PermissionError(1, tr("It is a link."), str(place))
    if not stat.S_ISREG(found.st_mode):
        raise PermissionError(1, tr("It is not an ordinary file."), str(place))
    with place.open("rb") as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise OSError(27, tr("It is too large."), str(place))
    return content


def is_link(found: os.stat_result) -> bool:
    """Whether a status that was not followed is that of a link, or of a junction on Windows."""
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == JUNCTION
