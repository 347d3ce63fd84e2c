"""The `infrasketch-server` command: a table of commands, each a module that is loaded when it is asked for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from licensing_server.errors import LicensingServerError
from licensing_server.logs import write_logs
from licensing_server.settings import Env, Settings, read_settings


@dataclass(frozen=True, slots=True)
class Command:
    """A command and the module of `operations` behind it.

    The module has `add_arguments(parser)` and `run(options, parts) -> int`, which answers the exit code. A command
    that is needed before the server can be assembled (`bare`) gets the settings instead of the parts.
    """

    name: str
    module: str
    summary: str
    bare: bool = False


COMMANDS = (
    Command("serve", "serve", "answer devices, browsers and the payment service", bare=True),
    Command("init", "init", "make the keys of a sandbox; run again, it changes nothing that works", bare=True),
    Command("root-ceremony", "root_ceremony", "make or replace the root keys, which then stay offline", bare=True),
    Command(
        "rotate-key", "rotate_key", "publish the next signing key, or sign the key list for another 90 days", bare=True
    ),
    Command("revoke-key", "revoke_key", "make a stolen signing key worth nothing", bare=True),
    Command("feed", "feed", "say in a signed feed which version of the program is the newest", bare=True),
    Command("migrate", "migrate", "bring the database to the form that this version works with", bare=True),
    Command("reconcile", "reconcile", "compare with the payment service and grant what is missing"),
    Command("replay-event", "replay_event", "work on an event of the payment service again"),
    Command("grant", "grant", "give credits to an account"),
    Command("refund", "refund", "pay a purchase back and take its credits back"),
    Command("reports", "reports", "list, group, read, export or delete what people reported about crashes"),
    Command("verify-books", "verify_books", "prove that every credit is where the books say"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and answer its exit code: 0 done, 1 refused for a reason that was printed, 2 misused."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = _parser(given).parse_args(given)
    command: Command = options.command
    stop_logs = write_logs(sys.stderr)
    try:
        settings = _settings(options)
        if command.bare:
            return int(_module(command).run(options, settings))
        from licensing_server.assembly import assembled  # noqa: PLC0415 - `init` and `--help` do without databases

        with assembled(settings) as parts:
            return int(_module(command).run(options, parts))
    except LicensingServerError as error:
        print(f"infrasketch-server {command.name}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        stop_logs()


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="infrasketch-server",
        description="The licensing server of InfraSketch. Settings come from the environment: INFRASKETCH_….",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        child = commands.add_parser(command.name, help=command.summary, description=_sentence(command.summary))
        child.set_defaults(command=command)
        _add_common(child)
        if command.name in given:
            _module(command).add_arguments(child)
    return parser


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="folder for database, keys and mail")
    parser.add_argument("--sandbox", action="store_true", help="no money moves: the sandbox shop instead of Stripe")


def _settings(options: argparse.Namespace) -> Settings:
    overrides: dict[str, object] = {}
    if options.data is not None:
        overrides["data"] = options.data
    if options.sandbox:
        overrides["env"] = Env.SANDBOX
    return read_settings(**overrides)


def _module(command: Command) -> Any:
    return import_module(f"licensing_server.operations.{command.module}")


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
