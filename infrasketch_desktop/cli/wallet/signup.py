"""`infrasketch wallet signup`: make an account."""

from __future__ import annotations

import argparse

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.cli.wallet.opening import opened
from infrasketch_desktop.cli.wallet.passwords import ask_password


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    password = ask_password(console, twice=True)
    with opened(arguments, console) as desk:
        message = desk.sign_up(arguments.email, password)
    console.result({"email": arguments.email, "message": message})
    console.say(f"{message} Then sign in with `infrasketch wallet login {arguments.email}`.")
    return ExitCode.OK
