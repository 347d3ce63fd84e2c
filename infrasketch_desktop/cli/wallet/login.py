"""`infrasketch wallet login`: sign in."""

from __future__ import annotations

import argparse

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.cli.wallet.opening import opened
from infrasketch_desktop.cli.wallet.passwords import ask_password
from infrasketch_desktop.cli.wallet.words import say_balance


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    password = ask_password(console)
    with opened(arguments, console) as desk:
        account = desk.log_in(arguments.email, password)
        console.say(f"Signed in as {account.email}.")
        say_balance(desk.wallet, console, account=account.id, email=account.email)
    return ExitCode.OK
