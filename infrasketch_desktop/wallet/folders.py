"""Folders that are paid for: made beside their target, then put in its place; only a folder of the same files goes.

A folder cannot be renamed over another one, so the old one is set aside first, under a name that follows from that of
the new one: a program that dies in between finds it again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from infrasketch_desktop.language import tr
from infrasketch_desktop.wallet import files

ASIDE = ".infrasketch-old"
MOST_FILES = 10_000
"""A folder with more is none of ours."""


def check_target(target: Path) -> None:
    """Raises OSError when no folder could be delivered there."""
    if not target.parent.is_dir():
        raise FileNotFoundError(2, tr("The folder does not exist."), str(target.parent))
    if target.exists() and not target.is_dir():
        raise NotADirectoryError(20, tr("The target is a file, not a folder."), str(target))
    if not os.access(target.parent, os.W_OK):
        raise PermissionError(13, tr("The folder is write-protected."), str(target.parent))


def seal(temporary: Path, target: Path) -> str:
    """Flush what was made to the disk, with the rights of the folder it replaces; returns the hash of its contents.

    Raises:
        OSError: nothing was made, the disk does not take it, or the target holds files that would be lost.
    """
    if target.is_dir():
        if not _holds_no_other(target, temporary):
            raise FileExistsError(17, tr("The folder holds other files."), str(target))
        if os.name != "nt":
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))
    for path in _files(temporary):
        with path.open("rb") as stream:
            os.fsync(stream.fileno())
    for folder, _, _ in os.walk(temporary):
        files.flush_folder(Path(folder))
    return sha256_of(temporary)


def sha256_of(folder: Path) -> str:
    """The SHA-256 over the hash and the name of each file in the folder, one to a line, in the order of the names.

    Raises:
        OSError: something in it is no ordinary file, or cannot be read.
    """
    digest = hashlib.sha256()
    for path in _files(folder):
        name = os.fsencode(path.relative_to(folder).as_posix())
        digest.update(files.sha256_of(path).encode("ascii") + b"  " + name + b"\n")
    return digest.hexdigest()


def has_content(folder: Path, sha: str) -> bool:
    """Whether the folder is there and holds exactly what has this hash."""
    try:
        return folder.is_dir() and sha256_of(folder) == sha
    except OSError:
        return False


def put_in_place(temporary: Path, target: Path, checkpoint: Callable[[str], None]) -> Path:
    """Let the new folder take the place of the old one; where that cannot be, a free name beside it.

    Returns where the folder is now. Raises OSError.
    """
    if target.exists() and not _set_aside(temporary, target):
        target = files.free_name(target)
    else:
        checkpoint("set aside")
    try:
        temporary.rename(target)
    except FileNotFoundError:
        raise
    except OSError:
        target = files.free_name(target)
        temporary.rename(target)
    settle_aside(temporary, target)
    return target


def settle_aside(temporary: Path, target: Path) -> None:
    """What was set aside for the folder made as `temporary`: gone when its place is taken, else back in it."""
    aside = _aside(temporary)
    if not aside.is_dir():
        return
    with contextlib.suppress(OSError):
        if not target.exists():
            aside.rename(target)
            return
        _remove_replaced(aside, target)
        if aside.exists():  # somebody put something into it meanwhile
            aside.rename(files.free_name(target))


def remove(temporary: Path) -> None:
    """Remove a folder that was made here and is not wanted, if that is possible."""
    if files.MARK in temporary.name:
        shutil.rmtree(temporary, ignore_errors=True)


def _aside(temporary: Path) -> Path:
    return temporary.with_name(temporary.name.replace(files.MARK, ASIDE))


def _set_aside(temporary: Path, target: Path) -> bool:
    """Take the old folder out of the way; False when it holds files that the new one does not replace."""
    aside = _aside(temporary)
    if not target.is_dir() or not _holds_no_other(target, temporary):
        return False
    target.rename(aside)
    if _holds_no_other(aside, temporary):
        return True
    aside.rename(target)  # something came into it in this very moment
    return False


def _holds_no_other(old: Path, new: Path) -> bool:
    """Whether each file in `old` has one of the same name in `new`."""
    try:
        names = {path.relative_to(new) for path in _files(new)}
        return all(path.relative_to(old) in names for path in _files(old))
    except OSError:
        return False


def _remove_replaced(aside: Path, target: Path) -> None:
    for path in _files(aside):
        if (target / path.relative_to(aside)).is_file():
            path.unlink()
    for folder, _, _ in os.walk(aside, topdown=False):
        with contextlib.suppress(OSError):
            Path(folder).rmdir()


def _files(folder: Path) -> Iterator[Path]:
    """The files in a folder and the folders in it, sorted. Raises OSError for anything that is neither."""
    found = []
    for place, inner, names in os.walk(folder, onerror=_raise):
        found += [Path(place, name) for name in names]
        found += [path for path in (Path(place, name) for name in inner) if path.is_symlink()]
        if len(found) > MOST_FILES:
            raise OSError(27, tr("The folder holds too many files."), str(folder))
    for path in sorted(found):
        if not stat.S_ISREG(path.lstat().st_mode):
            raise PermissionError(1, tr("The folder holds something that is not an ordinary file."), str(path))
        yield path


def _raise(error: OSError) -> None:
    raise error
