"""The files that are paid for: made beside their target, flushed to the disk, then renamed over it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from pathlib import Path

from infrasketch_desktop.language import tr

LONGEST_STEM = 40
MARK = ".infrasketch-part"
PIECE_BYTES = 1 << 20


def temporary_for(target: Path, token: str) -> Path:
    """Beside the target and with its ending, which some libraries choose the format by."""
    return target.with_name(f".{target.stem[:LONGEST_STEM]}.{token}{MARK}{target.suffix}")


def check_target(target: Path) -> None:
    """Raises OSError when nothing could be delivered there."""
    if not target.parent.is_dir():
        raise FileNotFoundError(2, tr("The folder does not exist."), str(target.parent))
    if not target.exists():
        return
    if target.is_dir():
        raise IsADirectoryError(21, tr("The target is a folder."), str(target))
    if not target.is_file() or not os.access(target, os.W_OK):
        raise PermissionError(13, tr("The file is write-protected."), str(target))


def seal(temporary: Path, target: Path) -> str:
    """Flush what was made to the disk, with the rights of the file it replaces; returns its SHA-256.

    Raises:
        OSError: nothing was made, or the disk does not take it.
    """
    descriptor = os.open(temporary, os.O_RDWR)
    try:
        if os.name != "nt" and target.is_file():
            os.fchmod(descriptor, stat.S_IMODE(target.stat().st_mode))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return sha256_of(temporary)


def sha256_of(path: Path) -> str:
    """In hexadecimal. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(PIECE_BYTES):
            digest.update(piece)
    return digest.hexdigest()


def has_content(path: Path, sha: str) -> bool:
    """Whether the file is there and is the one with this SHA-256."""
    try:
        return path.is_file() and sha256_of(path) == sha
    except OSError:
        return False


def put_in_place(temporary: Path, target: Path) -> Path:
    """Rename over the target; where that fails, under a free name beside it: what was paid for is not thrown away.

    Returns where the file is now. Raises OSError.
    """
    try:
        temporary.replace(target)
    except FileNotFoundError:
        raise
    except OSError:
        target = free_name(target)
        temporary.replace(target)
    return target


def free_name(target: Path) -> Path:
    """“sketch (2).png”, “sketch (3).png” …"""
    number = 2
    while (free := target.with_name(f"{target.stem} ({number}){target.suffix}")).exists():
        number += 1
    return free


def flush_folder(folder: Path) -> None:
    """Make renames survive a power cut; some systems cannot, and the file is in place anyway."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def remove(path: Path) -> None:
    """Remove a temporary file if it is there and if that is possible."""
    with contextlib.suppress(OSError):
        path.unlink()


def sha256_of_all(shas: list[str]) -> str:
    """What a COMMIT names: the hash of the one file, or for several the SHA-256 of their hashes, one to a line."""
    if len(shas) == 1:
        return shas[0]
    return hashlib.sha256("\n".join(shas).encode("ascii")).hexdigest()
