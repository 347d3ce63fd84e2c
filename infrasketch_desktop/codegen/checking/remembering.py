"""What a folder remembers of its checks: `.infrasketch/levels.json`, and the tables of honesty in its READMEs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from infrasketch_desktop.codegen.checking.report import Report
from infrasketch_desktop.codegen.checking.tools import MOST_BYTES
from infrasketch_desktop.codegen.files import Level
from infrasketch_desktop.codegen.making.levels import README, with_levels
from infrasketch_desktop.codegen.manifest import FOLDER
from infrasketch_desktop.codegen.paths import is_safe_path
from infrasketch_desktop.codegen.reading import read_ordinary
from infrasketch_desktop.codegen.updating.plan import check_folder

LEVELS = f"{FOLDER}/levels.json"
Put = Callable[[Path, bytes], object]
"""Writes a file so that the old or the new content is there at every moment."""


def remember(folder: Path, report: Report, put: Put) -> None:
    """Fill in the tables, and keep the level of each file with the hash of what was checked.

    Raises:
        FolderError: the place of the folder's memory is a link.
        OSError, and whatever `put` raises: it cannot be written.
    """
    check_folder(folder)
    for path in report.paths:
        if path.rpartition("/")[2] == README:
            _fill(folder, path, report.levels, put)
    (folder / FOLDER).mkdir(exist_ok=True)
    found = {path: {"level": level.value, "sha256": _hash(folder, path)} for path, level in report.levels.items()}
    lines = [f" {json.dumps(path)}: {json.dumps(found[path])}" for path in sorted(found)]
    put(folder / LEVELS, ("{\n" + ",\n".join(lines) + "\n}\n").encode())


def remembered(folder: Path) -> Mapping[str, Level]:
    """The levels of files that are still as they were checked; nothing of a memory that is damaged."""
    try:
        content = read_ordinary(folder, LEVELS, MOST_BYTES)
        return {} if content is None else dict(_still_so(folder, json.loads(content)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _still_so(folder: Path, data: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, Level]]:
    for path, entry in data.items():
        if is_safe_path(path) and entry["sha256"] == _hash(folder, path) != "":
            yield path, Level(entry["level"])


def _fill(folder: Path, path: str, levels: Mapping[str, Level], put: Put) -> None:
    """The README of a part tells of its own files, that of the project of all."""
    content = read_ordinary(folder, path, MOST_BYTES)
    if content is None:
        return
    below = path.removesuffix(README)
    try:
        text = content.decode()
    except UnicodeDecodeError:  # somebody's own
        return
    filled = with_levels(text, {found: level for found, level in levels.items() if found.startswith(below)})
    if filled != text:
        put(folder / path, filled.encode())


def _hash(folder: Path, path: str) -> str:
    """Of the bytes that lie there now; "" for what cannot be read."""
    try:
        content = read_ordinary(folder, path, MOST_BYTES)
    except OSError:
        return ""
    return "" if content is None else hashlib.sha256(content).hexdigest()
