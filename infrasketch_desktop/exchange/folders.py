"""Walks the folder of a repository for the files that say what runs in it; bounded, and never out of it by a link."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from infrasketch_desktop.exchange.steps import Checkpoint, Step, unwatched
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.names import clean_label
from infrasketch_desktop.formats.result import Loss, Origin, SourceFile
from infrasketch_desktop.language import tr
from infrasketch_desktop.storage.bounded import read_bounded
from infrasketch_desktop.storage.errors import StorageError

PASSED_OVER = frozenset({"node_modules", "vendor", "venv", "__pycache__", "site-packages", "bower_components"})
"""Folders with the work of others; those whose names begin with a dot are passed over as well."""

Wanted = Callable[[str], bool]
"""Whether a file is worth reading, by its path below the root, with `/`."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a folder is looked at and read; no repository of a system that fits on a diagram comes near."""

    entries: int = 100_000
    files: int = 1_000
    file_bytes: int = 2 * 1024 * 1024
    all_bytes: int = 32 * 1024 * 1024
    depth: int = 24


STANDARD = Limits()


@dataclass(frozen=True, slots=True)
class FolderContent:
    """The files that were wanted, sorted by path, and what could not be read."""

    sources: tuple[SourceFile, ...]
    losses: tuple[Loss, ...]


def shown(name: str) -> str:
    """The name of a file as it is told and kept: on one line, without what would command a terminal."""
    return " ".join(clean_label(name).split())


def read_folder(
    root: Path, wanted: Wanted, checkpoint: Checkpoint = unwatched, limits: Limits = STANDARD
) -> FolderContent:
    """The files below `root` that are `wanted`. Links are not followed.

    Raises:
        FormatError: the folder cannot be read, or holds more than `limits` allow.
    """
    losses: list[Loss] = []
    paths = sorted(_paths(root, wanted, checkpoint, limits, losses))
    if len(paths) > limits.files:
        raise _too_much(
            tr(
                "“{folder}” holds {count:,} files that describe systems; at most {most:,} can be read.",
                folder=root.name,
                count=len(paths),
                most=limits.files,
            )
        )
    sources: list[SourceFile] = []
    left = limits.all_bytes
    for path in paths:
        checkpoint(Step.READING)
        source = _read(root, path, limits.file_bytes, losses)
        if source is not None:
            left -= len(source.content)
            sources.append(source)
        if left < 0:
            raise _too_much(
                tr(
                    "“{folder}” holds more than {size:,.0f} MB of files that describe systems.",
                    folder=root.name,
                    size=limits.all_bytes / 1e6,
                )
            )
    return FolderContent(tuple(sources), tuple(losses))


def _paths(root: Path, wanted: Wanted, checkpoint: Checkpoint, limits: Limits, losses: list[Loss]) -> Iterator[str]:
    """The paths below `root` that are wanted, in no order."""
    seen = 0
    waiting = [("", 0)]
    while waiting:
        folder, depth = waiting.pop()
        checkpoint(Step.READING)
        for entry in _entries(root, folder, losses):
            seen += 1
            if seen > limits.entries:
                raise _too_much(
                    tr(
                        "“{folder}” holds more than {count:,} files and folders.",
                        folder=root.name,
                        count=limits.entries,
                    )
                )
            path = f"{folder}{entry.name}"
            if entry.is_symlink():
                continue
            if entry.is_dir(follow_symlinks=False):
                if _is_entered(path, entry.name, depth, limits, losses):
                    waiting.append((f"{path}/", depth + 1))
            elif entry.is_file(follow_symlinks=False) and wanted(path):
                yield path


def _entries(root: Path, folder: str, losses: list[Loss]) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(root / folder) as found:
            yield from found
    except OSError as error:
        if not folder:
            why = error.strerror or str(error)
            raise FormatError(
                tr("The folder “{name}” cannot be read: {why}.", name=root.name, why=why), advice=tr("Choose another.")
            ) from error
        name = shown(folder)
        losses.append(Loss(tr("The folder {name}", name=name), tr("it cannot be read"), Origin(name.rstrip("/"))))


def _is_entered(path: str, name: str, depth: int, limits: Limits, losses: list[Loss]) -> bool:
    if name.startswith(".") or name in PASSED_OVER:
        return False
    if depth >= limits.depth:
        losses.append(
            Loss(tr("What lies deeper"), tr("folders are read {depth} deep", depth=limits.depth), Origin(shown(path)))
        )
        return False
    return True


def _read(root: Path, path: str, limit: int, losses: list[Loss]) -> SourceFile | None:
    try:
        return SourceFile(shown(path), read_bounded(root / path, limit))
    except StorageError as error:
        losses.append(Loss(tr("A file that describes a system"), error.what, Origin(shown(path))))
        return None


def _too_much(what: str) -> FormatError:
    return FormatError(what, advice=tr("Import a folder inside it."))
