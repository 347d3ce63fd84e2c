"""`infrasketch layout`: arrange a diagram anew, or answer the layout bench."""

from __future__ import annotations

import argparse
from pathlib import Path

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.files import STANDARD_STREAM, read_diagram, write_diagram
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.cli.services import order_provider, tidy
from infrasketch_desktop.cli.summaries import count
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.errors import DiagramError
from infrasketch_desktop.diagram.kinds import Direction
from infrasketch_desktop.layout import bench
from infrasketch_desktop.layout.arrangement import Arrangement
from infrasketch_desktop.layout.scope import Scope

GROUP_PREFIX = "group:"


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    if arguments.serve_bench:
        return _serve_bench(console, arguments.profile, until_the_end=arguments.serve)
    if arguments.file is None:
        raise CommandError("A diagram is needed.", advice="See `infrasketch layout --help`.", code=ExitCode.USAGE)
    output: Path = arguments.output or Path(arguments.file)
    direction = Direction(arguments.direction) if arguments.direction else None
    document = Document(read_diagram(arguments.file, console))
    arrangement = tidy(document, _scope(arguments.scope), direction, arguments.profile)
    if arrangement or arguments.output or str(output) == STANDARD_STREAM:
        write_diagram(output, document.diagram, console)
    if str(output) != STANDARD_STREAM:
        _report(arrangement, len(document.diagram.nodes), output, console)
    return ExitCode.OK


def _serve_bench(console: Console, profile: Path | None, *, until_the_end: bool) -> ExitCode:
    provider = order_provider(profile)
    if until_the_end:
        bench.serve(console.source, console.out, provider)
        return ExitCode.OK
    try:
        console.row(bench.answer(console.read(), provider))
    except (ValueError, KeyError, TypeError, AttributeError, DiagramError) as error:
        raise CommandError("Standard input is not a graph of the layout bench.", code=ExitCode.USAGE) from error
    return ExitCode.OK


def _scope(text: str) -> Scope:
    if text == "all":
        return Scope.everything()
    if text.startswith(GROUP_PREFIX):
        return Scope.inside(text.removeprefix(GROUP_PREFIX))
    raise CommandError(
        f"“{text}” is not a scope.", advice="Say all, or group:ID with the id of a group.", code=ExitCode.USAGE
    )


def _report(arrangement: Arrangement, nodes: int, output: Path, console: Console) -> None:
    console.result(
        {
            "file": str(output),
            "nodes": nodes,
            "moved": arrangement.moved,
            "kept": arrangement.kept,
            "rerouted": len(arrangement.routes),
        }
    )
    kept = f", {arrangement.kept} stay where they were placed" if arrangement.kept else ""
    if arrangement:
        console.say(f"Moved {arrangement.moved} of {count(nodes, 'node')}{kept}. Saved to {output}.")
    else:
        console.say(f"Nothing to move: {count(nodes, 'node')}{kept}.")
