"""Paths as a tree of folders: one that holds nothing but another is written together with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Folder:
    """`name` may be several folders, as `src/orders`. `files` are whole paths."""

    name: str = ""
    folders: list[Folder] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


def folded(paths: Iterable[str]) -> Folder:
    """The tree of all paths, folders before files, each sorted by name."""
    root = Folder()
    known = {"": root}
    for path in sorted(paths):
        parent = path.rpartition("/")[0]
        _folder(parent, known).files.append(path)
    return _joined(root)


def _folder(path: str, known: dict[str, Folder]) -> Folder:
    if path not in known:
        parent, _, name = path.rpartition("/")
        known[path] = Folder(name)
        _folder(parent, known).folders.append(known[path])
    return known[path]


def _joined(folder: Folder) -> Folder:
    folder.folders = sorted((_chain(one) for one in folder.folders), key=lambda one: one.name)
    return folder


def _chain(folder: Folder) -> Folder:
    while len(folder.folders) == 1 and not folder.files:
        only = folder.folders[0]
        folder = Folder(f"{folder.name}/{only.name}", only.folders, only.files)
    return _joined(folder)
