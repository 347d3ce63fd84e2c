"""`infrasketch wallet verify`: does everything in the wallet add up."""

from __future__ import annotations

import argparse

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.cli.wallet.opening import opened
from infrasketch_desktop.wallet.states import StateKind


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    """A wallet that does not add up is a result here, not a failure of the command."""
    with opened(arguments, console) as desk:
        found = desk.wallet.verify()
        state = desk.wallet.state
    problems = [{"kind": finding.kind.value, "text": finding.text} for finding in found]
    console.result({"valid": not found, "state": state.kind.value, "problems": problems})
    for finding in found:
        console.say(finding.text)
    if state.kind is StateKind.NEW and not found:
        console.say("There is nothing in the wallet yet.")
    elif not found:
        console.say("Every entry follows the one before, and the receipt is genuine.")
    return ExitCode.FAILED if found else ExitCode.OK
