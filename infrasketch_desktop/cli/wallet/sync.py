"""`infrasketch wallet sync`: meet the licensing server."""

from __future__ import annotations

import argparse

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.cli.wallet.opening import opened
from infrasketch_desktop.cli.wallet.words import say_balance


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    with opened(arguments, console) as desk:
        desk.sync()
        say_balance(desk.wallet, console)
    return ExitCode.OK
