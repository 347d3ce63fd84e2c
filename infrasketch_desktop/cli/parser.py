"""The grammar of the command line: every command with its options and examples."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.version import program_version

DESCRIPTION = """\
InfraSketch draws architecture diagrams from words. Called bare or with files it opens its window; the commands below
do the same work without one. Nothing needs a network or an account."""

EPILOG = """\
examples:
  infrasketch                                    open the window
  infrasketch shop.infrasketch                   open a diagram in the window
  infrasketch sketch "A web app behind a load balancer, with PostgreSQL and a Redis cache" -o shop.infrasketch
  infrasketch edit shop.infrasketch "put a CDN in front of the web app"
  infrasketch export shop.infrasketch --to png
  infrasketch wallet balance

exit codes:
  0 done   1 the work could not be done, or the file is invalid   2 wrong usage
  3 an answer is needed first (an edit could mean two things; a price)
  130 interrupted   141 the reader of the output left

`infrasketch COMMAND --help` shows the options of a command."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One positional argument or option, as argparse takes it."""

    names: tuple[str, ...]
    settings: dict[str, Any] = field(default_factory=dict)


def argument(*names: str, **settings: Any) -> Argument:
    return Argument(names, settings)


@dataclass(frozen=True, slots=True)
class Command:
    """A command: `summary` in the list of all, `examples` under its own help. A family has `children` instead.

    `module` runs it, where it cannot be called like the command.
    """

    name: str
    summary: str
    examples: str
    arguments: Sequence[Argument] = ()
    children: Sequence[Command] = ()
    module: str = ""


class Parser(argparse.ArgumentParser):
    """Raises wrong usage as a CommandError instead of leaving the process, so that --json holds for it too."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter, **settings)

    def error(self, message: str) -> NoReturn:
        raise CommandError(
            f"{message[:1].upper()}{message[1:]}.", advice=f"See `{self.prog} --help`.", code=ExitCode.USAGE
        )


class ShowVersion(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print(f"infrasketch {program_version()}")
        parser.exit()


def build_parser(commands: Sequence[Command]) -> Parser:
    """The parser of the whole command line; `--json` and `--profile` are understood before and after the command."""
    parser = Parser(prog="infrasketch", description=DESCRIPTION, epilog=EPILOG)
    parser.add_argument("--version", action=ShowVersion, nargs=0, help="show the version and leave")
    _add_common(parser, as_json=False, profile=None)
    _add_commands(parser, commands, "infrasketch_desktop.cli", "command")
    return parser


def _add_commands(parser: argparse.ArgumentParser, commands: Sequence[Command], package: str, dest: str) -> None:
    """Each command knows the module that runs it, and is not loaded here."""
    listed = parser.add_subparsers(dest=dest, metavar=dest.upper(), required=True)
    for command in commands:
        sub = listed.add_parser(
            command.name, help=command.summary, description=command.summary, epilog=f"examples:\n{command.examples}"
        )
        module = f"{package}.{command.module or command.name.replace('-', '_')}"
        sub.set_defaults(module=module)
        for each in command.arguments:
            sub.add_argument(*each.names, **each.settings)
        _add_common(sub, as_json=argparse.SUPPRESS, profile=argparse.SUPPRESS)
        if command.children:
            _add_commands(sub, command.children, module, "action")


def _add_common(parser: argparse.ArgumentParser, *, as_json: object, profile: object) -> None:
    parser.add_argument(
        "--json", dest="as_json", action="store_true", default=as_json, help="print the result, or the error, as JSON"
    )
    parser.add_argument(
        "--profile",
        metavar="DIR",
        type=Path,
        default=profile,
        help="keep settings, library and caches in DIR instead of the user's folders",
    )
