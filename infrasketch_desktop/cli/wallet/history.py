"""`infrasketch wallet history`: what came and went, newest first."""

from __future__ import annotations

import argparse

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.cli.wallet.opening import opened
from infrasketch_desktop.cli.wallet.words import describe_movement, movement_as_json


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    with opened(arguments, console) as desk:
        movements = desk.wallet.history(limit=arguments.limit)
    console.result({"movements": [movement_as_json(movement) for movement in movements]})
    for movement in movements:
        console.say(describe_movement(movement))
    if not movements:
        console.say("Nothing yet. `infrasketch wallet sync` brings the welcome credits.")
    return ExitCode.OK
