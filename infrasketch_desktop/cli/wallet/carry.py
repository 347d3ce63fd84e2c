"""`infrasketch wallet carry`: take somebody's request file to the server, and write its answer into a file."""

from __future__ import annotations

import argparse

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.cli.wallet.opening import opened


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    with opened(arguments, console) as desk:
        desk.carry(arguments.request, arguments.answer)
    console.result({"answer": str(arguments.answer)})
    console.say(
        f"The server's answer is in {arguments.answer}. Take it in with `infrasketch wallet import-answer` where the "
        "request came from."
    )
    return ExitCode.OK
