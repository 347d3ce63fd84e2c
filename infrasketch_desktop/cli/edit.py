"""`infrasketch edit`: change a diagram by a command in English, or a batch of them for scoring."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from infrasketch_desktop.cli.batch import run_batch
from infrasketch_desktop.cli.changes import changes_as_json, describe_changes
from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.files import STANDARD_STREAM, read_diagram, write_diagram
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.cli.services import load_lexicon
from infrasketch_desktop.diagram.changes import ChangeSet
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.reducer import apply_operations
from infrasketch_desktop.exchange.placing import with_new_placed
from infrasketch_desktop.sketcher.commands.batch import predict_edit
from infrasketch_desktop.sketcher.commands.interpret import interpret
from infrasketch_desktop.sketcher.commands.result import CommandResult


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    lexicon = load_lexicon()
    if arguments.batch:
        return run_batch(arguments.batch, ("command", "before"), lambda row: predict_edit(row, lexicon), console)
    name, command = _file_and_command(arguments.words)
    diagram = read_diagram(name, console)
    result = interpret(command, diagram, lexicon)
    if result.question:
        return _ask(result, name, console)
    output: Path = arguments.output or Path(name)
    if not result.operations:
        if arguments.output:
            write_diagram(output, diagram, console)
        return _answer(result, name, console)
    return _carry_out(result, diagram, output, console)


def _file_and_command(words: Sequence[str]) -> tuple[str, str]:
    if len(words) < 2 or not words[1].strip():  # noqa: PLR2004 - a file and at least one word
        raise CommandError(
            "A diagram and a command are needed.",
            advice='For example: infrasketch edit shop.infrasketch "put a CDN in front of the web app".',
            code=ExitCode.USAGE,
        )
    name, *command = words
    return name, " ".join(command)


def _ask(result: CommandResult, name: str, console: Console) -> ExitCode:
    console.result(
        {
            "file": name,
            "asked": True,
            "question": result.question,
            "options": list(result.options),
            "unknown": list(result.unknown),
        }
    )
    if not console.as_json:
        options = f" One of: {', '.join(result.options)}." if result.options else ""
        console.warn(f"{result.question}{options} Nothing was changed.")
    return ExitCode.NEEDS_ANSWER


def _answer(result: CommandResult, name: str, console: Console) -> ExitCode:
    nothing: dict[str, list[str]] = {"added": [], "changed": [], "removed": []}
    console.result({"file": name, "asked": False, "summary": result.summary, **nothing, "notes": list(result.notes)})
    for note in result.notes:
        console.say(note)
    return ExitCode.OK


def _carry_out(result: CommandResult, before: Diagram, output: Path, console: Console) -> ExitCode:
    document = Document(before)
    done: list[ChangeSet] = []
    document.subscribe(done.append)
    apply_operations(document, result.operations, result.summary)
    changes = done[0] if done else ChangeSet(result.summary, ())
    after = with_new_placed(before, document.snapshot())
    write_diagram(output, after, console)
    if str(output) != STANDARD_STREAM:
        _report(result, changes, (before, after), output, console)
    return ExitCode.OK


def _report(
    result: CommandResult, changes: ChangeSet, pair: tuple[Diagram, Diagram], output: Path, console: Console
) -> None:
    console.result(
        {
            "file": str(output),
            "asked": False,
            "summary": result.summary,
            **changes_as_json(changes),
            "notes": list(result.notes),
        }
    )
    console.say(f"{result.summary}. Saved to {output}.")
    for line in (*describe_changes(changes, *pair), *result.notes):
        console.say(line)
