"""`infrasketch mcp`: sketches for other assistants, by the Model Context Protocol on standard input and output."""

from __future__ import annotations

import argparse
import signal
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.cli.wallet.opening import find_endpoint
from infrasketch_desktop.storage.profile import Profile
from infrasketch_desktop.version import program_version


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    """Serve until the assistant closes the input."""
    for path in arguments.files:
        _require(path, path.is_file(), "file")
    for folder in arguments.folder or ():
        _require(folder, folder.is_dir(), "folder")
    if console.source.isatty():
        console.warn("Serving on standard input and output. An assistant starts this by itself; Ctrl+C ends it.")
    # A read cannot be interrupted; ending at once loses nothing, since every write is whole or not at all.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # The protocol and the command line do not know each other; this is the one door between them.
    serve = cast("Callable[..., None]", import_module("infrasketch_desktop.mcp").serve)
    serve(
        Profile.chosen(arguments.profile),
        arguments.files,
        arguments.folder or (),
        may_write=arguments.write,
        spend=arguments.spend,
        find_endpoint=lambda: find_endpoint(arguments),
        version=program_version(),
    )
    return ExitCode.OK


def _require(path: Path, is_there: bool, noun: str) -> None:
    if not is_there:
        raise CommandError(f"There is no {noun} “{path}”.", advice="Check the path.", code=ExitCode.USAGE)
