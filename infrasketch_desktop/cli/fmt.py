"""`infrasketch fmt`: the canonical form of diagram files, or whether they have it."""

from __future__ import annotations

import argparse
from pathlib import Path

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.files import STANDARD_STREAM, read_diagram, storage_failure, write_diagram
from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.storage import sketch_file
from infrasketch_desktop.storage.bounded import read_bounded
from infrasketch_desktop.storage.errors import StorageError


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    """All files are read before one is written: one that is no diagram changes nothing."""
    if arguments.files == [STANDARD_STREAM] and not arguments.check:
        write_diagram(Path(STANDARD_STREAM), read_diagram(STANDARD_STREAM, console), console)
        return ExitCode.OK
    changed = [name for name in arguments.files if _would_change(name, console)]
    for name in changed:
        if not arguments.check:
            write_diagram(Path(name), read_diagram(name, console), console)
    console.result({"files": arguments.files, "changed": changed, "checked": arguments.check})
    for name in changed:
        console.say(f"{name} would change." if arguments.check else f"{name} was brought into canonical form.")
    if not changed:
        console.say("Everything is in canonical form.")
    return ExitCode.FAILED if changed and arguments.check else ExitCode.OK


def _would_change(name: str, console: Console) -> bool:
    if name == STANDARD_STREAM:
        content = console.read().encode("utf-8", "surrogateescape")
    else:
        try:
            content = read_bounded(Path(name), sketch_file.MAX_BYTES)
        except StorageError as error:
            raise storage_failure(error, name) from error
    try:
        return sketch_file.write(sketch_file.read(content)) != content
    except StorageError as error:
        raise storage_failure(error, name, kept="No file was changed.") from error
