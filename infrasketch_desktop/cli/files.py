"""Diagrams from and to files, standard input and standard output; failures become errors of the command."""

from __future__ import annotations

from pathlib import Path

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.outcome import CommandError
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.storage import sketch_file, sketches
from infrasketch_desktop.storage.atomic import write_atomically
from infrasketch_desktop.storage.errors import StorageError

STANDARD_STREAM = "-"


def read_diagram(name: str, console: Console) -> Diagram:
    """The diagram in the file `name`; `-` reads standard input. Raises CommandError."""
    try:
        if name == STANDARD_STREAM:
            return sketch_file.read(console.read().encode("utf-8", "surrogateescape"))
        return sketches.load(Path(name))
    except StorageError as error:
        raise storage_failure(error, name) from error


def write_diagram(path: Path, diagram: Diagram, console: Console) -> None:
    """Save `diagram` whole or not at all; `-` prints it. Raises CommandError."""
    if str(path) == STANDARD_STREAM:
        console.out.write(sketch_file.write(diagram).decode("utf-8"))
        return
    try:
        sketches.save(path, diagram)
    except StorageError as error:
        raise storage_failure(error, str(path), kept="Nothing was written.") from error


def write_file(path: Path, content: bytes) -> None:
    """Write any other file, whole or not at all. Raises CommandError."""
    try:
        write_atomically(path, content)
    except StorageError as error:
        raise storage_failure(error, str(path), kept="Nothing was written.") from error


def write_new(path: Path, diagram: Diagram, console: Console, *, force: bool) -> None:
    """Like `write_diagram`, but a different content that `path` already has is only replaced by `force`.

    Raises:
        CommandError: there is such a content, and it is as it was.
    """
    if not force and str(path) != STANDARD_STREAM and _holds_something_else(path, diagram):
        raise CommandError(
            f"“{path}” already exists and holds something else.",
            kept="It was not changed.",
            advice="Use --force to replace it, or another name.",
        )
    write_diagram(path, diagram, console)


def storage_failure(error: StorageError, name: str, kept: str | None = None) -> CommandError:
    """The error of the command for a failure of storage; it always names the file."""
    shown = "Standard input" if name == STANDARD_STREAM else f"“{name}”"
    what = error.what if f"“{Path(name).name}”" in error.what else f"{shown}: {error.what}"
    return CommandError(what, kept=error.kept if kept is None else kept, advice=error.advice)


def _holds_something_else(path: Path, diagram: Diagram) -> bool:
    try:
        size = path.stat().st_size
    except OSError:
        return False  # missing, or a case that saving reports in its own words
    content = sketch_file.write(diagram)
    return size > 0 and (size != len(content) or path.read_bytes() != content)
