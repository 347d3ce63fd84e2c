"""Where the starts of one profile meet: a lock and a socket in a folder that belongs to this user alone."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from infrasketch_desktop.instance.meeting import LoopbackMeeting, Meeting, UnixMeeting

LONGEST_SOCKET = 100
"""Bytes in the path of a socket: systems take 104 to 108 with the end of the text."""
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Address:
    """`lock` is held by the running program, which listens at `meeting`."""

    lock: Path
    meeting: Meeting


def address_of(profile_folder: Path) -> Address | None:
    """The address of the profile whose data lies in `profile_folder`, which need not be there or take files.

    None when this user has no folder that is closed to all others: then every start is a program of its own.
    """
    name = f"{_fnv_1a(os.fsencode(os.path.normcase(os.path.realpath(profile_folder)))):016x}"
    for folder in _candidates():
        lock, socket = folder / f"{name}.lock", folder / f"{name}.socket"
        if sys.platform == "win32":
            with contextlib.suppress(OSError):  # then the lock fails, and says so
                folder.mkdir(parents=True, exist_ok=True)  # below a folder of the user, which nobody else can read
            return Address(lock, LoopbackMeeting(socket))
        if len(os.fsencode(socket)) <= LONGEST_SOCKET and _is_private(folder):
            return Address(lock, UnixMeeting(str(socket)))
    return None


def _fnv_1a(content: bytes) -> int:
    """The 64-bit hash of Fowler, Noll and Vo. It only tells folders of one user apart; `hashlib` would load OpenSSL."""
    value = 0xCBF29CE484222325
    for byte in content:
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value


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
