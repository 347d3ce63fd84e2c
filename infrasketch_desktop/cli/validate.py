"""`infrasketch validate`: is a file a diagram, and what is in it."""

from __future__ import annotations

import argparse

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.files import read_diagram
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.cli.summaries import describe_counts, describe_diagram, diagram_as_json


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    """Read the file; a file that cannot be read as a diagram is a result here, not a failure of the command."""
    name: str = arguments.file
    try:
        diagram = read_diagram(name, console)
    except CommandError as error:
        empty: dict[str, object] = {"nodes": [], "edges": [], "groups": [], "notes": []}
        console.result({"file": name, "valid": False, **empty, "problems": [str(error)]})
        if not console.as_json:
            console.fail(error)
        return ExitCode.FAILED
    console.result({"file": name, "valid": True, **diagram_as_json(diagram), "problems": []})
    console.say(f"{name} is valid: {describe_counts(diagram)}.")
    for line in describe_diagram(diagram):
        console.say(line)
    return ExitCode.OK
