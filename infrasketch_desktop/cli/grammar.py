"""What the words of a command line ask for."""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Sequence
from pathlib import Path

from infrasketch_desktop.cli.commands import COMMANDS
from infrasketch_desktop.cli.opened import names_a_file
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.cli.parser import build_parser

NAMES = tuple(command.name for command in COMMANDS)


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
    return names_a_file(word) or Path(word).exists()
