"""The manual page, infrasketch(1), written from the grammar of the command line: what --help says, on paper."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from infrasketch_desktop.cli.parser import DESCRIPTION, EPILOG, Argument, Command

_COMMON = (
    ("--json", "print the result, or the error, as JSON"),
    ("--profile DIR", "keep settings, library and caches in DIR instead of the user's folders"),
)


def manual(commands: Sequence[Command], version: str, moment: int) -> str:
    """The page in roff, dated `moment` (seconds since 1970)."""
    day = datetime.fromtimestamp(moment, UTC).date()
    lines = [
        f'.TH INFRASKETCH 1 {day} "InfraSketch {roff(version)}" "User Commands"',
        *(".SH NAME", r"infrasketch \- draw architecture diagrams from words"),
        *(".SH SYNOPSIS", r".B infrasketch", r"[\fIFILE\fR ...]", ".br", ".B infrasketch", r"\fICOMMAND\fR ..."),
        *(".SH DESCRIPTION", *_text(DESCRIPTION)),
        *(".SH OPTIONS", *_definitions([*_COMMON, ("--version", "show the version and leave")])),
        *(".SH COMMANDS", *(line for command in commands for line in _command(command, "infrasketch"))),
        *_closing(),
    ]
    return "\n".join(lines) + "\n"


def manual_gz(commands: Sequence[Command], version: str, moment: int) -> bytes:
    """The page as Debian wants it installed; without a time in it."""
    return gzip.compress(manual(commands, version, moment).encode(), 9, mtime=0)


def roff(text: str) -> str:
    r"""`text` as roff prints it: no escapes, a hyphen that can be copied, no request at the start of a line.

    >>> roff(".profile -o C:\\")
    '\\&.profile \\-o C:\\e'
    """
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{escaped}" if escaped[:1] in {".", "'"} else escaped


def _command(command: Command, called: str) -> Iterator[str]:
    name = f"{called} {command.name}"
    if command.children:
        for child in command.children:
            yield from _command(child, name)
        return
    words = [_shape(argument) for argument in command.arguments if not argument.names[0].startswith("-")]
    yield f'.SS "{roff(" ".join([name, *words]))}"'
    yield from _text(command.summary)
    yield from _definitions((_invocation(argument), _help(argument)) for argument in command.arguments)
    yield from _example(command.examples)


def _placeholder(argument: Argument) -> str:
    """What stands for the value, and "" where there is none."""
    settings = argument.settings
    if settings.get("action", "").startswith("store_") or settings.get("nargs") == 0:
        return ""
    choices = "|".join(map(str, settings.get("choices") or ()))
    return str(settings.get("metavar") or choices or argument.names[-1].strip("-").upper())


def _shape(argument: Argument) -> str:
    """A word without a dash as the heading shows it, with how often it may stand there."""
    placeholder = _placeholder(argument)
    shapes = {"*": f"[{placeholder} ...]", "?": f"[{placeholder}]", "+": f"{placeholder} ..."}
    return shapes.get(str(argument.settings.get("nargs", "")), placeholder)


def _invocation(argument: Argument) -> str:
    placeholder = _placeholder(argument)
    if not argument.names[0].startswith("-"):
        return placeholder
    return ", ".join(argument.names) + (f" {placeholder}" if placeholder else "")


def _help(argument: Argument) -> str:
    return str(argument.settings.get("help") or "")


def _definitions(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for term, meaning in pairs:
        yield from (".TP", rf".B {roff(term)}", roff(meaning))


def _text(paragraphs: str) -> Iterator[str]:
    for number, paragraph in enumerate(paragraphs.split("\n\n")):
        if number:
            yield ".PP"
        yield from (roff(line) for line in paragraph.splitlines())


def _example(examples: str) -> Iterator[str]:
    yield from (".PP", ".EX", *(roff(line) if line else "" for line in examples.splitlines()), ".EE")


def _closing() -> Iterator[str]:
    examples, exit_codes, _ = re.split(r"\n\n(?=exit codes:|`infrasketch COMMAND)", EPILOG)
    yield ".SH EXAMPLES"
    yield from _example(examples.partition("\n")[2])
    yield ".SH EXIT STATUS"
    yield from _definitions(re.findall(r"(\d+) {1,2}(.+?)(?= {2,}\d|\n|$)", exit_codes))
    yield from (".SH FILES", ".TP", r".I NAME.infrasketch", "a diagram: text, one record on each line")
