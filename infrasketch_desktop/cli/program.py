"""Reads the command line, runs the command it names, and turns how that ended into an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from infrasketch_desktop.cli.console import Console, drop_output, system_console
from infrasketch_desktop.cli.opened import names_a_file
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.storage.errors import reason

if TYPE_CHECKING:
    import argparse


class CommandModule(Protocol):
    """What the module of a command offers, `cli/<command>.py` or `cli/<command>/<action>.py`."""

    def run(self, arguments: argparse.Namespace, console: Console) -> ExitCode: ...


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    console = system_console(as_json="--json" in words)
    try:
        code = _run(words, console)
        sys.stdout.flush()
    except CommandError as error:
        console.fail(error)
        code = error.code
    except BrokenPipeError:
        drop_output()
        code = ExitCode.PIPE_CLOSED
    except OSError as error:  # such as a full disk under the output, or a name that is too long
        drop_output()
        console.fail(_refused(error))
        code = ExitCode.FAILED
    except KeyboardInterrupt:
        code = ExitCode.INTERRUPTED
    return int(code)


def _refused(error: OSError) -> CommandError:
    why, advice = reason(error)
    what = f"“{Path(os.fsdecode(error.filename)).name[:80]}”" if error.filename else "The output"
    return CommandError(f"{what} could not be read or written: {why}.", advice=advice)


def _run(words: Sequence[str], console: Console) -> ExitCode:
    try:
        return _opened(words) if all(map(names_a_file, words)) else _carried_out(words, console)
    except ImportError as error:
        if not (error.name or "").startswith("PySide6") and ".so" not in str(error):
            raise
        raise CommandError(
            f"Qt could not be loaded: {error}.",
            advice="Install the system libraries that Qt needs; on Debian, the package of InfraSketch asks for them.",
        ) from error


def _opened(files: Sequence[str]) -> ExitCode:
    """A start of the window, bare or with files: the grammar of all commands would keep it waiting for 20 ms."""
    from infrasketch_desktop.cli.open import open_files  # noqa: PLC0415 - the commands have no use for it

    return open_files(files)


def _carried_out(words: Sequence[str], console: Console) -> ExitCode:
    from infrasketch_desktop.cli.grammar import parse  # noqa: PLC0415 - see above

    try:
        arguments = parse(words)
    except SystemExit:  # help or version were printed
        return ExitCode.OK
    module = cast("CommandModule", import_module(arguments.module))
    return module.run(arguments, console)
