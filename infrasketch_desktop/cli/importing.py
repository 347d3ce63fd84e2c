"""`infrasketch import`: files of other tools, or a folder of a repository, as a laid-out diagram."""

from __future__ import annotations

import argparse
from pathlib import Path

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.files import STANDARD_STREAM, read_diagram, write_diagram, write_new
from infrasketch_desktop.cli.losses import losses_as_json, say_losses
from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.cli.reading import Import, named_file, read_into
from infrasketch_desktop.cli.summaries import describe_counts, describe_diagram, diagram_as_json
from infrasketch_desktop.diagram.diagram import Diagram


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    into: Path | None = arguments.into
    before = read_diagram(str(into), console) if into else Diagram()
    done = read_into(before, [named_file(name, console) for name in arguments.files], arguments)
    output: Path | None = arguments.output or into
    if output is not None and output == into:
        write_diagram(output, done.diagram, console)
    elif output is not None:
        write_new(output, done.diagram, console, force=arguments.force)
    if str(output) == STANDARD_STREAM:
        for loss in done.losses:
            console.warn(str(loss))
    else:
        _report(done, output, console)
    return ExitCode.OK


def _report(done: Import, output: Path | None, console: Console) -> None:
    console.result(
        {
            "file": str(output) if output else None,
            "format": done.format.id,
            **diagram_as_json(done.diagram),
            "losses": losses_as_json(done.losses),
        }
    )
    saved = f" Saved to {output}." if output else ""
    console.say(f"{done.format.title}: {describe_counts(done.diagram)}.{saved}")
    for line in describe_diagram(done.diagram):
        console.say(line)
    say_losses(done.losses, "Not carried", console)
