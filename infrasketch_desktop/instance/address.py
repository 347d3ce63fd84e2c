"""Where the starts of one profile meet: a lock and a socket in a folder that belongs to this user alone."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LONGEST_SOCKET = 100
"""Bytes in the path of a socket: systems take 104 to 108 with the end of the text."""
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Address:
    """`lock` is held by the running program; `socket` is a path, on Windows the name of a pipe."""

    lock: Path
    socket: str


def address_of(profile_folder: Path) -> Address | None:
    """The address of the profile whose data lies in `profile_folder`, which need not be there or take files.

    None when this user has no folder that is closed to all others: then every start is a program of its own.
    """
    name = hashlib.sha256(os.fsencode(os.path.normcase(os.path.realpath(profile_folder)))).hexdigest()[:20]
    for folder in _candidates():
        if sys.platform == "win32":
            return Address(folder / f"{name}.lock", rf"\\.\pipe\infrasketch-{name}")
        socket = folder / f"{name}.socket"
        if len(os.fsencode(socket)) <= LONGEST_SOCKET and _is_private(folder):
            return Address(folder / f"{name}.lock", str(socket))
    return None


def _candidates() -> Iterator[Path]:
    """The folder of the session, then one beside temporary files; the same for every start of this user."""
    name = f"infrasketch-{os.getuid()}" if sys.platform != "win32" else "infrasketch"
    for parent in (_session_folder, tempfile.gettempdir):
        try:
            yield Path(parent()) / name
        except OSError:  # there is none that this user may use
            continue


def _session_folder() -> str:
    from platformdirs import user_runtime_dir  # noqa: PLC0415 - asking for a profile has loaded it

    with warnings.catch_warnings():  # it warns where it passes over a folder that others may write
        warnings.simplefilter("ignore")
        return user_runtime_dir()


def _is_private(folder: Path) -> bool:
    """Make the folder where it is missing; whether it is a real folder of this user that nobody else can enter."""
    try:
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except (OSError, ValueError):
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & _OTHERS
