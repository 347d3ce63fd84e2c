"""`infrasketch diff`: what tells two diagrams apart, as lines, as JSON and as one picture."""

from __future__ import annotations

import argparse
from pathlib import Path

from infrasketch_desktop.cli.changes import differences_as_json
from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.files import STANDARD_STREAM, write_file
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.cli.versions import read_version
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.differences import Differences, describe_differences, differences

TROUBLE = ExitCode.USAGE
"""What `diff` ends with when it cannot compare, so that 1 only ever means different."""


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    try:
        found = _compared(arguments, console)
        if arguments.svg:
            _write_picture(found, arguments.svg, arguments.theme, console)
    except CommandError as error:
        if arguments.exit_code:
            error.code = TROUBLE
        raise
    if arguments.svg != STANDARD_STREAM:
        console.result({"before": arguments.before, "after": arguments.after, **differences_as_json(found)})
        for line in describe_differences(found):
            console.say(line)
    return ExitCode.FAILED if found and arguments.exit_code else ExitCode.OK


def _compared(arguments: argparse.Namespace, console: Console) -> Differences:
    if arguments.before == arguments.after == STANDARD_STREAM:
        raise CommandError("Only one of the two can come from standard input.", code=ExitCode.USAGE)
    before, after = (read_version(name, console, arguments.profile) for name in (arguments.before, arguments.after))
    found = differences(before, after)
    return found.content if arguments.ignore_placement else found


def _write_picture(found: Differences, name: str, theme: str, console: Console) -> None:
    picture = _picture(found.before, found.after, theme)
    if name == STANDARD_STREAM:
        console.write_bytes(picture)
    else:
        write_file(Path(name), picture)


def _picture(before: Diagram, after: Diagram, theme_name: str) -> bytes:
    from infrasketch_desktop.cli.forms import named_theme  # noqa: PLC0415 - fonts are loaded for pictures alone
    from infrasketch_desktop.exchange.comparing import compared_svg  # noqa: PLC0415 - likewise

    return compared_svg(before, after, named_theme(theme_name))
