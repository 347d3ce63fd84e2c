"""What is delivered: a file or a folder. The one place that tells the two apart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from infrasketch_desktop.wallet import files, folders


def check_target(target: Path, *, is_folder: bool) -> None:
    """Raises OSError when nothing could be delivered there."""
    if is_folder:
        folders.check_target(target)
    else:
        files.check_target(target)


def seal(temporary: Path, target: Path, *, is_folder: bool) -> str:
    """Flush what was made to the disk; returns the hash of its content.

    Raises:
        OSError: nothing was made, or it cannot be delivered.
    """
    return folders.seal(temporary, target) if is_folder else files.seal(temporary, target)


def has_content(path: Path, sha: str) -> bool:
    """Whether the file or folder is there and is the one with this hash."""
    return folders.has_content(path, sha) if path.is_dir() else files.has_content(path, sha)


def put_in_place(temporary: Path, target: Path, checkpoint: Callable[[str], None] = lambda _: None) -> Path:
    """Put what was made where it belongs, or under a free name beside it; returns where it is now. Raises OSError."""
    if temporary.is_dir():
        return folders.put_in_place(temporary, target, checkpoint)
    return files.put_in_place(temporary, target)


def remove(temporary: Path) -> None:
    """Remove what was made and is not wanted, if it is there and if that is possible."""
    if temporary.is_dir() and not temporary.is_symlink():
        folders.remove(temporary)
    else:
        files.remove(temporary)


def clear(temporary: Path, target: Path) -> None:
    """Leave nothing behind beside `target`: what was made is not wanted any more, an old folder is where it was."""
    remove(temporary)
    folders.settle_aside(temporary, target)
