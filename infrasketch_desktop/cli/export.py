"""`infrasketch export`: diagrams in other forms, paid from the wallet; what is not delivered costs nothing."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.drawing import Studio
from infrasketch_desktop.cli.files import STANDARD_STREAM, read_diagram
from infrasketch_desktop.cli.forms import chosen_forms, chosen_options
from infrasketch_desktop.cli.losses import losses_as_json, say_losses
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.cli.printing import print_free
from infrasketch_desktop.cli.wallet.paying import pay
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.exchange.exports import Form
from infrasketch_desktop.exchange.options import Area, Choice, ExportOptions
from infrasketch_desktop.exchange.pieces import Piece, pieces_of
from infrasketch_desktop.exchange.subject import Subject
from infrasketch_desktop.formats.result import Loss

STANDARD_NAME = "diagram"
"""Names the results of a diagram that came from standard input."""


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    forms = chosen_forms(arguments.to)
    options = chosen_options(arguments, Area.SELECTION if arguments.only else Area.WHOLE)
    _check_area(forms, options)
    prints = str(arguments.output) == STANDARD_STREAM
    stems = plan_stems(arguments.files, None if prints else arguments.output)
    subjects = [_subject(read_diagram(name, console), arguments.only) for name in arguments.files]
    made = [pieces_of(forms, subject, options, stem) for subject, stem in zip(subjects, stems, strict=True)]
    pieces = [piece for some in made for piece in some]
    if prints:
        return print_free(pieces, arguments, console)
    return deliver_pieces(named(pieces, arguments.output), arguments, console)


def deliver_pieces(
    pieces: Sequence[Piece], arguments: argparse.Namespace, console: Console, earlier: Sequence[Loss] = ()
) -> ExitCode:
    """Make and pay for `pieces` in one payment, and list what they could not carry, after what was lost `earlier`.

    Raises:
        CommandError: nothing was made and nothing was charged.
    """
    with closing(Studio()) as studio:
        works = [studio.work(piece) for piece in pieces]
        code = pay(works, arguments, console, lambda: {"losses": _losses_as_json(earlier, pieces)})
    say_losses(earlier, "Not carried", console)
    several = len({id(piece.subject) for piece in pieces}) > 1
    for piece in pieces:
        name = f"“{piece.target.name}”" if several else piece.form.title
        say_losses(piece.losses, f"{name} cannot carry everything", console)
    return code


def plan_stems(files: Sequence[str], output: Path | None) -> list[Path]:
    """Where the results of each of `files` go, without their endings: beside it, or into the folder `output`.

    Raises:
        CommandError: two diagrams would become one file.
    """
    names = [STANDARD_NAME if name == STANDARD_STREAM else Path(name).stem for name in files]
    if output is not None and not is_folder(output):
        names = [output.name] * len(files)
        folders = [output.parent] * len(files)
    elif output is not None:
        folders = [output] * len(files)
    else:
        folders = [Path() if name == STANDARD_STREAM else Path(name).parent for name in files]
    stems = [folder / name for folder, name in zip(folders, names, strict=True)]
    if len(set(stems)) != len(files):
        raise CommandError(
            "Several diagrams would become one file.",
            kept="Nothing was charged.",
            advice="Let -o name a folder, and give diagrams of different names.",
            code=ExitCode.USAGE,
        )
    return stems


def named(pieces: Sequence[Piece], output: Path | None) -> list[Piece]:
    """`pieces` with the name that `output` gives to a single one. Raises CommandError when it does not suit it."""
    if output is None or is_folder(output):
        return list(pieces)
    piece = pieces[0]
    if len(pieces) > 1 or piece.is_folder or output.suffix.lower() != piece.form.suffix:
        raise CommandError(
            f"“{output}” is neither a folder nor the name of {_wanted(pieces)}.",
            advice="Let -o name a folder." if len(pieces) > 1 else f"Let it end in {piece.form.suffix}.",
            code=ExitCode.USAGE,
        )
    return [replace(piece, target=output)]


def is_folder(output: Path) -> bool:
    """Whether -o names a folder: one that is there, or a name without an ending."""
    return output.is_dir() or not output.suffix


def _wanted(pieces: Sequence[Piece]) -> str:
    return "several files" if len(pieces) > 1 else f"a file for “{pieces[0].form.title}”"


def _subject(diagram: Diagram, only: str | None) -> Subject:
    ids = tuple(part.strip() for part in (only or "").split(",") if part.strip())
    for wanted in ids:
        if diagram.placed(wanted) is None:
            raise CommandError(
                f"There is no node, group or note “{wanted}”.",
                kept="Nothing was charged.",
                advice="`infrasketch validate FILE --json` lists the ids.",
                code=ExitCode.USAGE,
            )
    return Subject(diagram, ids)


def _check_area(forms: Sequence[Form], options: ExportOptions) -> None:
    whole = [form.title for form in forms if Choice.AREA not in form.choices]
    if options.area is Area.SELECTION and whole:
        raise CommandError(
            f"“{whole[0]}” always shows the whole diagram.",
            advice="Leave --only out, or export the others by themselves.",
            code=ExitCode.USAGE,
        )


def _losses_as_json(earlier: Sequence[Loss], pieces: Sequence[Piece]) -> list[dict[str, object]]:
    made = ({"form": piece.form.id, **lost} for piece in pieces for lost in losses_as_json(piece.losses))
    return [*losses_as_json(earlier), *made]
