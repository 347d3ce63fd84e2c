"""Reads the command line, runs the command it names, and turns how that ended into an exit code."""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from infrasketch_desktop.cli.commands import COMMANDS
from infrasketch_desktop.cli.console import Console, drop_output, system_console
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.cli.parser import build_parser
from infrasketch_desktop.instance.links import is_link
from infrasketch_desktop.storage.errors import reason

NAMES = tuple(command.name for command in COMMANDS)
SKETCH_SUFFIX = ".infrasketch"


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
        arguments = parse(words)
    except SystemExit:  # help or version were printed
        return ExitCode.OK
    try:
        module = cast("CommandModule", import_module(arguments.module))
        return module.run(arguments, console)
    except ImportError as error:
        if not (error.name or "").startswith("PySide6") and ".so" not in str(error):
            raise
        raise CommandError(
            f"Qt could not be loaded: {error}.",
            advice="Install the system libraries that Qt needs; on Debian, the package of InfraSketch asks for them.",
        ) from error


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The arguments of the command that `words` name; bare words of a sentence may stand after an option too.

    Raises:
        CommandError: wrong usage.
    """
    words = with_command(words)
    named = [command for command in COMMANDS if command.name == words[0]]  # it alone: to describe all takes 15 ms
    parser = build_parser(named or COMMANDS)
    arguments, rest = parser.parse_known_args(words)
    stray = [word for word in rest if word.startswith("-") and word != "-"]
    if stray or (rest and "words" not in arguments):
        parser.error(f"“{(stray or rest)[0]}” is not understood by `{parser.prog} {arguments.command}`")
    if rest:
        arguments.words = [*arguments.words, *rest]
    return arguments


def with_command(words: Sequence[str]) -> list[str]:
    """`words` with `open` in front when they name no command: bare, or files and links only.

    Raises:
        CommandError: the first word is neither a command nor like a file.
    """
    first = _first_word(words)
    if first is None and {"-h", "--help", "--version"} & set(words):
        return list(words)
    if first is None or (first not in NAMES and _is_like_a_file(first)):
        return ["open", *words]
    if first not in NAMES:
        close = difflib.get_close_matches(first, NAMES, n=1)
        hint = f"Did you mean `infrasketch {close[0]}`?" if close else "See `infrasketch --help`."
        raise CommandError(f"“{first}” is neither a command nor a file.", advice=hint, code=ExitCode.USAGE)
    return list(words)


def _first_word(words: Sequence[str]) -> str | None:
    waiting = iter(words)
    for word in waiting:
        if word == "--profile":
            next(waiting, None)
        elif not word.startswith("-"):
            return word
    return None


def _is_like_a_file(word: str) -> bool:
    path = Path(word)
    return path.suffix == SKETCH_SUFFIX or path.name != word or is_link(word) or path.exists()
