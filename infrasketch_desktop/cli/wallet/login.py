"""`infrasketch wallet login`: sign in."""

from __future__ import annotations

import argparse

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.cli.wallet.opening import opened
from infrasketch_desktop.cli.wallet.passwords import ask_password
from infrasketch_desktop.cli.wallet.words import balance_as_json, describe_balance


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    password = ask_password(console)
    with opened(arguments, console) as desk:
        account = desk.log_in(arguments.email, password)
        balance = desk.wallet.balance()
    console.result({"account": account.id, "email": account.email, **balance_as_json(balance)})
    console.say(f"Signed in as {account.email}.")
    for line in describe_balance(balance):
        console.say(line)
    return ExitCode.OK
