"""`infrasketch assistant set-key`: keeps a key of one's own in the keyring."""

from __future__ import annotations

import argparse
import getpass

from infrasketch_desktop.assistant.key_store import standard_keys
from infrasketch_desktop.cli.assistant.failures import explained
from infrasketch_desktop.cli.assistant.sources import keyed_source, profile_of
from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.outcome import ExitCode

LONGEST_KEY = 4096


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    """The key is typed at the terminal, or is the first line of standard input."""
    with explained():
        source = keyed_source(arguments.source)
        key = _read(console)
        standard_keys(profile_of(arguments).data_folder).keep(source, key)
    console.result({"source": arguments.source, "has_key": True})
    console.say("The key is kept. `infrasketch chat` and the window can use it now.")
    return ExitCode.OK


def _read(console: Console) -> str:
    if console.source.isatty():
        return getpass.getpass("Key: ", console.err)
    return console.source.readline(LONGEST_KEY + 2).strip()
