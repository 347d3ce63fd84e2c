"""`infrasketch wallet logout`: sign out."""

from __future__ import annotations

import argparse

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.cli.wallet.opening import opened


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    with opened(arguments, console) as desk:
        desk.log_out()
        balance = desk.wallet.balance()
    console.result({"balance": balance.total, "spendable": balance.spendable})
    console.say("Signed out. What is set aside on this computer can still be spent here.")
    return ExitCode.OK
