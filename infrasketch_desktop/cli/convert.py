"""`infrasketch convert`: a file of one tool as a file of another, told by their endings."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.export import deliver_pieces
from infrasketch_desktop.cli.files import STANDARD_STREAM, read_diagram, storage_failure, write_new
from infrasketch_desktop.cli.forms import chosen_form, chosen_options, form_of_ending
from infrasketch_desktop.cli.losses import losses_as_json, say_losses
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.cli.printing import print_free
from infrasketch_desktop.cli.reading import named_file, read_into
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.exchange.exports import Form
from infrasketch_desktop.exchange.pieces import Piece
from infrasketch_desktop.exchange.subject import Subject
from infrasketch_desktop.formats.result import Loss, SourceFile
from infrasketch_desktop.storage import sketch_file
from infrasketch_desktop.storage.errors import StorageError
from infrasketch_desktop.storage.paths import SKETCH_SUFFIX

SKETCH_START = b'{"infrasketch"'
ZIP_SUFFIX = ".zip"


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    output: Path = arguments.output
    options = chosen_options(arguments)
    if output.suffix.lower() == ZIP_SUFFIX:
        options = replace(options, zipped=True)
    form = None if _is_sketch(output) and not arguments.to else _form(output, arguments.to)
    diagram, losses = _read(arguments, console)
    if form is None:
        write_new(output, diagram, console, force=arguments.force)
        console.result({"file": str(output), "losses": losses_as_json(losses)})
        console.say(f"Saved to {output}.")
        say_losses(losses, "Not carried", console)
        return ExitCode.OK
    piece = Piece(form, output, Subject(diagram), options)
    if str(output) == STANDARD_STREAM:
        return print_free([piece], arguments, console)
    return deliver_pieces([piece], arguments, console, losses)


def _read(arguments: argparse.Namespace, console: Console) -> tuple[Diagram, tuple[Loss, ...]]:
    """The diagram in IN: our own file, or one of another tool."""
    name: str = arguments.file
    if _is_sketch(Path(name)) and not arguments.format:
        return read_diagram(name, console), ()
    file = named_file(name, console)
    if isinstance(file, SourceFile) and file.content.lstrip().startswith(SKETCH_START):
        try:
            return sketch_file.read(file.content), ()
        except StorageError as error:
            raise storage_failure(error, name) from error
    done = read_into(Diagram(), [file], arguments)
    return done.diagram, done.losses


def _form(output: Path, to: str | None) -> Form:
    """What OUT is to be. Raises CommandError when neither its ending nor --to says it."""
    form = chosen_form(to) if to else form_of_ending(output)
    if form is None or form.parts:
        raise CommandError(
            f"What “{output}” is to be cannot be told from its ending.",
            advice="Say it with --to; `infrasketch export --help` lists the forms.",
            code=ExitCode.USAGE,
        )
    return form


def _is_sketch(path: Path) -> bool:
    return path.suffix.lower() == SKETCH_SUFFIX
