"""Diagrams by the names that people compare them under: a file, standard input, nothing, or a kept version."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.files import read_diagram, storage_failure
from infrasketch_desktop.cli.outcome import CommandError
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.storage.errors import StorageError
from infrasketch_desktop.storage.profile import Profile

_VERSION = re.compile(r"(?P<file>.+)@(?P<number>[1-9][0-9]{0,3})")


def read_version(name: str, console: Console, profile: Path | None) -> Diagram:
    """The diagram in a file; nothing for /dev/null; for `FILE@2` the second newest version in the library.

    Raises:
        CommandError: it cannot be read, or no such version is kept.
    """
    if name == os.devnull:
        return Diagram()
    found = _VERSION.fullmatch(name)
    if found is None or Path(name).exists():
        return read_diagram(name, console)
    return _kept(Path(found["file"]), int(found["number"]), profile, lambda: datetime.now(UTC))


def _kept(path: Path, number: int, profile: Path | None, now: Callable[[], datetime]) -> Diagram:
    from infrasketch_desktop.storage.library import open_library  # noqa: PLC0415 - a fifth of a second

    file = Profile.chosen(profile).library_file
    if not file.exists():
        raise _not_kept(path, number, 0)
    try:
        with open_library(file, now).library as library:
            versions = library.versions.list(path.absolute())
            if number > len(versions):
                raise _not_kept(path, number, len(versions))
            return library.versions.diagram(versions[number - 1].id)
    except StorageError as error:
        raise storage_failure(error, str(path)) from error


def _not_kept(path: Path, number: int, count: int) -> CommandError:
    kept = f"it holds {count}" if count else "it holds none"
    return CommandError(
        f"The library has no version {number} of “{path}”: {kept}.",
        advice="@1 is the newest one; each save in the window keeps one.",
    )
