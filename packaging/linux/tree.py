"""What is installed where: paths with their mode and where their content comes from, in one order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path, PurePosixPath

FOLDER_MODE = 0o755
FILE_MODE = 0o644
PROGRAM_MODE = 0o755


class TreeError(ValueError):
    """Two things want the same path, or a bundle holds what no archive can carry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file or symbolic link, at `path` below the root of an archive, with `/` and without one in front.

    `content` is the bytes, or the file on disk that has them; `link` is where a symbolic link leads.
    """

    path: str
    content: bytes | Path = b""
    mode: int = FILE_MODE
    link: str = ""

    def read(self) -> bytes:
        return self.content if isinstance(self.content, bytes) else self.content.read_bytes()

    @property
    def size(self) -> int:
        """In bytes, of a file."""
        return len(self.content) if isinstance(self.content, bytes) else self.content.stat().st_size


def text(path: str, content: str, mode: int = FILE_MODE) -> Entry:
    """A file of UTF-8 text."""
    return Entry(path, content.encode(), mode)


def folder(source: Path, at: str) -> Iterator[Entry]:
    """Everything below the folder `source`, as it is to lie below `at`.

    Of a mode only one thing counts, whether the file is run. Libraries and data are not, whatever their mode says.
    """
    for place, folders, files in os.walk(source):
        for name in (*files, *(each for each in folders if Path(place, each).is_symlink())):
            file = Path(place, name)
            path = f"{at}/{file.relative_to(source).as_posix()}"
            if file.is_symlink():
                yield Entry(path, link=str(file.readlink()))
            elif file.is_file():
                yield Entry(path, file, PROGRAM_MODE if _is_run(file) else FILE_MODE)
            else:
                raise TreeError(f"“{path}” is neither a file nor a link.")


def _is_run(file: Path) -> bool:
    if not os.access(file, os.X_OK) or ".so" in file.suffixes:
        return False
    with file.open("rb") as content:
        return content.read(4).startswith((b"\x7fELF", b"#!"))


def below(prefix: str, entries: Iterable[Entry]) -> list[Entry]:
    """`entries` under another folder."""
    return [replace(entry, path=f"{prefix}/{entry.path}") for entry in entries]


def arrange(entries: Iterable[Entry]) -> list[Entry]:
    """`entries` by path. Raises TreeError when two have the same one."""
    arranged = sorted(entries, key=lambda entry: entry.path)
    for one, other in pairwise(arranged):
        if one.path == other.path:
            raise TreeError(f"“{one.path}” is there twice.")
    return arranged


def folders_of(entries: Iterable[Entry]) -> list[str]:
    """Every folder that `entries` lie in, each before what lies in it."""
    found = {str(parent) for entry in entries for parent in PurePosixPath(entry.path).parents}
    return sorted(found - {"."})
