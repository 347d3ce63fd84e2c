"""Writes a file so that at every moment either the old or the new content is there, never a half one."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from infrasketch_desktop.language import tr
from infrasketch_desktop.storage.errors import SaveError, reason

TEMPORARY_SUFFIX = ".infrasketch-tmp"
STALE_SECONDS = 600
"""A temporary file this much older than a new one beside it belongs to a run that died."""


def write_atomically(path: Path, content: bytes) -> os.stat_result:
    """Put `content` under `path`: written beside it, flushed to disk, then renamed over it.

    A symbolic link stays a link; its target is written. Mode and, where allowed, owner of an existing file are kept.
    Returns the status of exactly this content, whatever another program does to the file right after.

    Raises:
        SaveError: the content of `path` is what it was, and the temporary file is gone.
    """
    try:
        return _write(Path(os.path.realpath(path)), content)
    except (OSError, ValueError) as error:  # ValueError: a null character in the path
        why, advice = reason(error)
        raise SaveError(
            tr("“{name}” could not be saved: {why}.", name=path.name, why=why),
            kept=tr("The file is as it was before, and your changes are still open here."),
            advice=advice,
        ) from error


def _write(target: Path, content: bytes) -> os.stat_result:
    existing = _status(target)
    if existing is not None and not os.access(target, os.W_OK):
        raise PermissionError(13, tr("The file is write-protected."), str(target))
    temporary = target.with_name(f".{target.name[:40]}.{os.urandom(6).hex()}{TEMPORARY_SUFFIX}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if existing is None else 0o600)
    try:
        try:
            _fill(descriptor, content, existing)
        finally:
            os.close(descriptor)
        written = temporary.stat()
        _remove_stale(target, written.st_mtime)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _flush_folder(target.parent)
    return written


def _status(target: Path) -> os.stat_result | None:
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(21, tr("The target is a folder."), str(target))
    if not stat.S_ISREG(found.st_mode):
        raise PermissionError(1, tr("The target is not an ordinary file."), str(target))
    return found


def _fill(descriptor: int, content: bytes, existing: os.stat_result | None) -> None:
    if existing is not None and os.name != "nt":
        with contextlib.suppress(OSError):  # only the administrator may give a file to somebody else
            os.fchown(descriptor, existing.st_uid, existing.st_gid)
        os.fchmod(descriptor, stat.S_IMODE(existing.st_mode))
    write_all(descriptor, content)
    os.fsync(descriptor)


def write_all(descriptor: int, content: bytes) -> None:
    """Write every byte; the system may take them in pieces. Raises OSError."""
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]


def _remove_stale(target: Path, now: float) -> None:
    """Remove what killed saves of the same file left; `now` is the time of the disk's own clock."""
    prefix = f".{target.name[:40]}."
    with contextlib.suppress(OSError), os.scandir(target.parent) as entries:
        for entry in entries:
            if entry.name.startswith(prefix) and entry.name.endswith(TEMPORARY_SUFFIX):
                with contextlib.suppress(OSError):
                    if entry.stat(follow_symlinks=False).st_mtime < now - STALE_SECONDS:
                        Path(entry.path).unlink()


def _flush_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut; some systems cannot, and the file is in place anyway."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
