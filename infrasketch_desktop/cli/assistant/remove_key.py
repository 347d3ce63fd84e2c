"""`infrasketch assistant remove-key`: forgets a key of one's own."""

from __future__ import annotations

import argparse

from infrasketch_desktop.assistant.key_store import standard_keys
from infrasketch_desktop.cli.assistant.failures import explained
from infrasketch_desktop.cli.assistant.sources import keyed_source, profile_of
from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.outcome import ExitCode


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    with explained():
        standard_keys(profile_of(arguments).data_folder).forget(keyed_source(arguments.source))
    console.result({"source": arguments.source, "has_key": False})
    console.say("The key is forgotten here. Where it was made it can be taken back for good.")
    return ExitCode.OK
