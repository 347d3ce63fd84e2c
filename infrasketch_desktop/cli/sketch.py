"""`infrasketch sketch`: a description becomes a laid-out diagram, or a batch of them rows for scoring."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from infrasketch_desktop.cli.batch import run_batch
from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.files import STANDARD_STREAM, write_new
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.cli.services import load_lexicon, tidy
from infrasketch_desktop.cli.summaries import describe_counts, describe_diagram, diagram_as_json
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.kinds import Direction
from infrasketch_desktop.diagram.reducer import apply_operations
from infrasketch_desktop.layout.scope import Scope
from infrasketch_desktop.sketcher.batch import predict_description
from infrasketch_desktop.sketcher.sketch import Sketch, sketch


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    lexicon = load_lexicon()
    if arguments.batch:
        return run_batch(arguments.batch, ("text",), lambda row: predict_description(row, lexicon), console)
    drawn = sketch(_text(arguments.words, console), lexicon)
    if not drawn.operations:
        raise CommandError(
            "Nothing in this text names a part of a system.",
            kept="Nothing was written.",
            advice='For example: infrasketch sketch "a web app with PostgreSQL and a Redis cache".',
        )
    document = Document()
    apply_operations(document, drawn.operations, "Sketch")
    direction = Direction(arguments.direction) if arguments.direction else None
    tidy(document, Scope.everything(), direction, arguments.profile)
    output: Path | None = arguments.output
    if output:
        write_new(output, document.diagram, console, force=arguments.force)
    if str(output) != STANDARD_STREAM:
        _report(drawn, document.diagram, output, console)
    return ExitCode.OK


def _text(words: Sequence[str], console: Console) -> str:
    text = console.read() if list(words) == [STANDARD_STREAM] else " ".join(words)
    if not text.strip():
        raise CommandError(
            "A description is needed.",
            advice='For example: infrasketch sketch "a web app with PostgreSQL and a Redis cache".',
            code=ExitCode.USAGE,
        )
    return text


def _report(drawn: Sketch, diagram: Diagram, output: Path | None, console: Console) -> None:
    console.result(
        {
            "file": str(output) if output else None,
            **diagram_as_json(diagram),
            "inferred": list(drawn.notes),
            "unknown": [{"text": part.text, "start": part.start, "end": part.end} for part in drawn.unknown],
            "question": drawn.question or None,
        }
    )
    for line in _lines(drawn, diagram, output):
        console.say(line)


def _lines(drawn: Sketch, diagram: Diagram, output: Path | None) -> Iterator[str]:
    saved = f" Saved to {output}." if output else ""
    yield f"{describe_counts(diagram)}.{saved}"
    yield from describe_diagram(diagram)
    yield from drawn.notes
    if drawn.unknown:
        yield f"Not understood: {', '.join(f'“{part.text}”' for part in drawn.unknown)}"
    if drawn.question:
        yield drawn.question
