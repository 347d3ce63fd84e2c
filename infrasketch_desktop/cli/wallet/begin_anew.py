"""`infrasketch wallet begin-anew`: a new key and an empty ledger, where the old ones are of no use any more."""

from __future__ import annotations

import argparse

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.cli.wallet.opening import opened
from infrasketch_desktop.cli.wallet.words import say_balance

QUESTION = (
    "The old wallet is kept aside, and this computer becomes a new one to the server. Credits stay with the account; "
    "where nobody has signed in, as long as this computer remembers which account it is."
)


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    if not arguments.yes:
        console.result({"asked": True, "question": QUESTION})
        if not console.as_json:
            console.warn(f"{QUESTION} Say --yes to go on. Nothing was changed.")
        return ExitCode.NEEDS_ANSWER
    with opened(arguments, console) as desk:
        desk.enrol_anew()
        say_balance(desk.wallet, console)
    return ExitCode.OK
