"""`infrasketch merge`: joins two sides of a diagram, also as a merge driver of git."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from infrasketch_desktop.cli.changes import value_as_json
from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.files import STANDARD_STREAM, read_diagram, write_diagram
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.cli.summaries import count, describe_counts
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.merging import Merged, describe_conflicts, merge
from infrasketch_desktop.exchange.settling import settled

TROUBLE = ExitCode.USAGE
"""Nothing was joined; 1 means joined, with conflicts. Git takes both for “look at this file”."""


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    name: str = arguments.path or arguments.ours
    try:
        output = _output(arguments)
        base = _base(arguments.base, console)
        ours, theirs = read_diagram(arguments.ours, console), read_diagram(arguments.theirs, console)
        merged = merge(base, ours, theirs)
        diagram = settled(merged.diagram, ours, theirs)
        write_diagram(output, diagram, console)
    except CommandError as error:
        error.code = TROUBLE
        raise
    for line in describe_conflicts(merged, ours, theirs):
        console.warn(f"{name}: {line}")
    if str(output) != STANDARD_STREAM:
        _report(merged, diagram, name, console)
    return ExitCode.FAILED if merged.conflicts else ExitCode.OK


def _output(arguments: argparse.Namespace) -> Path:
    if arguments.driver == bool(arguments.output):
        raise CommandError("Say where the result goes: either -o OUT or --driver.")
    return Path(arguments.ours if arguments.driver else arguments.output)


def _base(name: str, console: Console) -> Diagram:
    """What both sides began with; git gives an empty file when each of them added the diagram."""
    if name != STANDARD_STREAM and (name == os.devnull or _is_empty(Path(name))):
        return Diagram()
    return read_diagram(name, console)


def _is_empty(path: Path) -> bool:
    return path.is_file() and path.stat().st_size == 0


def _report(merged: Merged, diagram: Diagram, name: str, console: Console) -> None:
    console.result(
        {
            "file": name,
            "conflicts": [
                {
                    "id": conflict.id,
                    "field": conflict.field,
                    "base": value_as_json(conflict.base),
                    "ours": value_as_json(conflict.ours),
                    "theirs": value_as_json(conflict.theirs),
                }
                for conflict in merged.conflicts
            ],
            "arranged": sorted(merged.arranged),
            "renamed": dict(merged.renamed),
        }
    )
    conflicts = f"; {count(len(merged.conflicts), 'conflict')}, ours kept" if merged.conflicts else ""
    console.say(f"Joined {name}: {describe_counts(diagram)}{conflicts}.")
    if merged.arranged:
        console.say(f"  {count(len(merged.arranged), 'element')} were laid out on both sides; ours kept.")
    for was, now in sorted(merged.renamed.items()):
        console.say(f"  {was} of theirs is another element and is called {now} now.")
