"""Files of other tools as diagrams, for the commands that read them; failures become errors of the command."""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.files import STANDARD_STREAM, storage_failure
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.cli.services import load_catalog, order_provider
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import Direction
from infrasketch_desktop.exchange.imports import proposed, read_files
from infrasketch_desktop.exchange.joining import is_blank
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.result import Loss, SourceFile
from infrasketch_desktop.formats.table import FORMATS, Format
from infrasketch_desktop.layout.arrange import arrange
from infrasketch_desktop.layout.errors import LayoutError
from infrasketch_desktop.layout.scope import Scope
from infrasketch_desktop.storage.errors import StorageError

NOTHING = "Nothing was imported."


@dataclass(frozen=True, slots=True)
class Import:
    """A diagram with what was read in it, and what could not be carried."""

    diagram: Diagram
    format: Format
    losses: tuple[Loss, ...]


def read_into(before: Diagram, files: Sequence[Path | SourceFile], arguments: argparse.Namespace) -> Import:
    """`before` with what `files` say beside it; --format and --direction count. Raises CommandError."""
    try:
        read = read_files(files, load_catalog(), _format_id(arguments.format))
        if arguments.direction and is_blank(before):
            sheet = replace(before.sheet, direction=Direction(arguments.direction))
            before = build_diagram([sheet, *before.passages.values()])
        provider = order_provider(arguments.profile)
        proposal = proposed(before, read.imported, lambda d: arrange(d, Scope.everything(), provider=provider))
    except FormatError as error:
        raise CommandError(error.what, kept=NOTHING, advice=error.advice) from error
    except StorageError as error:
        raise storage_failure(error, files[0].name, kept=NOTHING) from error
    except LayoutError as error:
        raise CommandError(str(error), kept=NOTHING) from error
    misfits = (Loss("A part of the source", problem.reason) for problem in proposal.problems)
    return Import(proposal.target, read.format, (*proposal.losses, *misfits))


def named_file(name: str, console: Console) -> Path | SourceFile:
    """The file called `name`; `-` is what stands on standard input."""
    if name != STANDARD_STREAM:
        return Path(name)
    return SourceFile("standard input", console.read().encode("utf-8", "surrogateescape"))


def _format_id(name: str | None) -> str | None:
    known = [found.id for found in FORMATS if found.reads]
    if name is None or name in known:
        return name
    close = difflib.get_close_matches(name, known, n=1)
    hint = f"Did you mean {close[0]}?" if close else f"Choose among {', '.join(known)}."
    raise CommandError(f"There is no format “{name}” to import.", advice=hint, code=ExitCode.USAGE)
