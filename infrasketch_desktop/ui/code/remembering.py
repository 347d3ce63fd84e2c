"""Keeps for each sketch the folder its code goes to: pairs of a file and a folder, the last one used first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

MOST = 100
"""Sketches whose folder is remembered."""

Folders = tuple[tuple[str, ...], ...]


def folder_of(folders: Folders, sketch: Path) -> Path | None:
    """The folder for a sketch; None when there was none."""
    return next((Path(pair[1]) for pair in folders if _is_of(pair, sketch)), None)


def with_folder(folders: Folders, sketch: Path, folder: Path) -> Folders:
    """The pairs with the one of this sketch at the beginning."""
    others = tuple(pair for pair in folders if not _is_of(pair, sketch))
    return ((str(sketch), str(folder)), *others)[:MOST]


def _is_of(pair: Sequence[str], sketch: Path) -> bool:
    """A settings file may hold anything: what is no pair belongs to nobody."""
    return len(pair) == len(("sketch", "folder")) and pair[0] == str(sketch)
