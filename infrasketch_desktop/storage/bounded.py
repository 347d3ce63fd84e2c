"""Reads whole files, but only ordinary ones and only up to a size."""

from __future__ import annotations

import stat
from pathlib import Path

from infrasketch_desktop.language import tr
from infrasketch_desktop.storage.errors import OpenError, TooLargeError, reason


def read_bounded(path: Path, limit: int) -> bytes:
    """The content of `path`, refused by its size before a byte is read when it has more than `limit` bytes.

    Raises:
        OpenError: missing, not an ordinary file, no right to read it.
        TooLargeError: it has more than `limit` bytes.
    """
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise OpenError(tr("“{name}” is a folder, not a file.", name=path.name), advice=tr("Choose a file."))
        if not stat.S_ISREG(found.st_mode):  # a pipe or a device would never end
            raise OpenError(tr("“{name}” is not an ordinary file.", name=path.name), advice=tr("Choose a file."))
        if found.st_size > limit:
            raise _too_large(path, found.st_size, limit)
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except (OSError, ValueError) as error:  # ValueError: a null character in the path
        why, advice = reason(error)
        raise OpenError(tr("“{name}” could not be opened: {why}.", name=path.name, why=why), advice=advice) from error
    if len(content) > limit:  # it grew since its size was asked
        raise _too_large(path, len(content), limit)
    return content


def _too_large(path: Path, size: int, limit: int) -> TooLargeError:
    return TooLargeError(
        tr(
            "“{name}” has {size:,.0f} MB; at most {limit:,.0f} MB can be opened.",
            name=path.name,
            size=size / 1e6,
            limit=limit / 1e6,
        ),
        kept=tr("It was not read and not changed."),
        advice=tr("Check that it is the file you meant."),
    )
