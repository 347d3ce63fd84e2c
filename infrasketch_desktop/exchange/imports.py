"""Files of other tools as a proposed diagram: read, checked, laid out, and put beside what is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.operations import AddGroup, AddNode, AddNote, Insert, Operation, Place, UpdateSheet
from infrasketch_desktop.diagram.records import Passage, Sheet
from infrasketch_desktop.diagram.reducer import Problem, run_operations
from infrasketch_desktop.exchange.folders import read_folder, shown
from infrasketch_desktop.exchange.joining import is_blank, joined
from infrasketch_desktop.exchange.placing import arranged, routed_anew
from infrasketch_desktop.exchange.steps import Checkpoint, Step, unwatched
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.recognition import recognised
from infrasketch_desktop.formats.result import Imported, Loss, SourceFile
from infrasketch_desktop.formats.table import FORMATS, Format, format_named
from infrasketch_desktop.language import listed, quoted, tr, tr_count
from infrasketch_desktop.layout.arrangement import Arrangement
from infrasketch_desktop.layout.insertion import insert_new
from infrasketch_desktop.storage.bounded import read_bounded
from infrasketch_desktop.storage.paths import SKETCH_SUFFIX
from infrasketch_desktop.technology import Catalog

MAX_FILES = 500
MAX_BYTES = 32 * 1024 * 1024
"""Of all files of one import together; each reader has its own, lower bound for one file."""

REPOSITORY = "repository"
_OURS = "json"
"""The format that holds a diagram whatever is in it, also an empty one."""

LayOut = Callable[[Diagram], Arrangement]
"""Arranges a whole diagram; the window does large ones in another process."""


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What the files are, and what they say."""

    format: Format
    imported: Imported


@dataclass(frozen=True, slots=True)
class Proposal:
    """`target` is what the diagram would be; `problems` are operations that did not fit and were left out."""

    target: Diagram
    problems: tuple[Problem, ...]
    losses: tuple[Loss, ...]


def read_files(
    files: Sequence[Path | SourceFile],
    catalog: Catalog,
    format_id: str | None = None,
    checkpoint: Checkpoint = unwatched,
) -> ReadResult:
    """What files, or one folder of a repository, say as operations; `format_id` None recognises the format.

    Raises:
        FormatError: they cannot be read as that format, or none was recognised.
        OpenError, TooLargeError: a file is missing, is no ordinary file, or is far too large.
    """
    checkpoint(Step.READING)
    folders = [file for file in files if isinstance(file, Path) and file.is_dir()]
    if folders:
        return _read_folder(folders, files, catalog, format_id, checkpoint)
    sources = _sources(files)
    found = format_named(format_id) if format_id else recognised(sources)
    if found is None:
        raise _unrecognised(sources)
    checkpoint(Step.READING)
    imported = found.read(sources, catalog)
    if found.id != _OURS and not any(map(_draws, imported.operations)):
        raise _nothing_drawn(sources, imported.losses)
    return ReadResult(found, imported)


def proposed(diagram: Diagram, imported: Imported, lay_out: LayOut, checkpoint: Checkpoint = unwatched) -> Proposal:
    """What `diagram` would be with all that was read beside what it has; nothing in it changes or moves.

    What the source has places for keeps them, moved as one block where that would lie on something; the rest is
    laid out: all of it by `lay_out` when nothing has a place, else each node near those it is connected to.

    Raises:
        LayoutError: `lay_out` gave up.
    """
    operations, losses = _fitting(diagram, imported.operations)
    document = Document(build_diagram([diagram.sheet]))
    with document.edit("Import") as edit:
        problems = tuple(run_operations(edit, operations))
    checkpoint(Step.LAYING_OUT)
    addition = _laid_out(document.snapshot(), operations, lay_out)
    checkpoint(Step.LAYING_OUT)
    return Proposal(joined(diagram, addition), problems, (*imported.losses, *losses))


def _read_folder(
    folders: Sequence[Path],
    files: Sequence[Path | SourceFile],
    catalog: Catalog,
    format_id: str | None,
    checkpoint: Checkpoint,
) -> ReadResult:
    if len(files) > 1:
        raise FormatError(
            tr("A folder can only be imported by itself."), advice=tr("Choose one folder, or only files.")
        )
    if format_id not in (None, REPOSITORY):
        raise FormatError(tr("A folder is read as a repository."), advice=tr("Choose the files in it instead."))
    from infrasketch_desktop.formats.repository import wanted  # noqa: PLC0415 - not needed to import a file

    found = format_named(REPOSITORY)
    content = read_folder(folders[0], wanted, checkpoint)
    checkpoint(Step.READING)
    imported = found.read(content.sources, catalog)
    return ReadResult(found, Imported(imported.operations, (*imported.losses, *content.losses)))


def _sources(files: Sequence[Path | SourceFile]) -> tuple[SourceFile, ...]:
    if not files:
        raise FormatError(tr("There is nothing to import."), advice=tr("Choose at least one file."))
    if len(files) > MAX_FILES:
        what = tr(
            "{count:,} files are too many; at most {most} can be imported at once.", count=len(files), most=MAX_FILES
        )
        raise FormatError(what, advice=tr("Import fewer at a time."))
    left = MAX_BYTES
    sources = []
    for file in files:
        source = file if isinstance(file, SourceFile) else SourceFile(shown(file.name), read_bounded(file, MAX_BYTES))
        left -= len(source.content)
        if left < 0:
            raise FormatError(
                tr("The files have more than {max_bytes:,.0f} MB together.", max_bytes=MAX_BYTES / 1e6),
                advice=tr("Import fewer at a time."),
            )
        sources.append(source)
    return tuple(sources)


def _draws(operation: Operation) -> bool:
    return isinstance(operation, AddNode | AddGroup | AddNote | Insert)


def _nothing_drawn(sources: Sequence[SourceFile], losses: Sequence[Loss]) -> FormatError:
    names = listed(quoted(source.name) for source in sources[:3])
    what = tr("Nothing in {names} can be drawn.", names=names)
    if losses:
        what += " " + tr("The first reason: {reason}.", reason=str(losses[0]).rstrip("."))
    return FormatError(what, advice=tr("Choose another file."))


def _unrecognised(sources: Sequence[SourceFile]) -> FormatError:
    names = listed(quoted(source.name) for source in sources[:3])
    if sources[0].name.endswith(SKETCH_SUFFIX):
        return FormatError(tr("{names} is a diagram of InfraSketch.", names=names), advice=tr("Open it instead."))
    if not any(source.content.strip() for source in sources):
        return FormatError(
            tr_count("{names} is empty.", "{names} are empty.", len(sources), names=names),
            advice=tr("Choose another file."),
        )
    known = listed(found.title for found in FORMATS if found.reads and found.id != REPOSITORY)
    return FormatError(
        tr_count(
            "{names} is in no format that can be recognised.",
            "{names} are in no format that can be recognised.",
            len(sources),
            names=names,
        ),
        advice=tr(
            "These can be imported: {known}. Files of different formats are imported one after the other.", known=known
        ),
    )


def _fitting(diagram: Diagram, operations: Sequence[Operation]) -> tuple[list[Operation], tuple[Loss, ...]]:
    """The operations that suit `diagram`: what is drawn already keeps its sheet and the text of its document."""
    if is_blank(diagram) and not diagram.passages:
        return list(operations), ()
    texts = sum(_is_text_of_the_whole(operation) for operation in operations)
    kept = [o for o in operations if not _is_of_sheet(o) or is_blank(diagram)]
    kept = [o for o in kept if not _is_text_of_the_whole(o)]
    what = tr("Text of the design document ({count})", count=texts)
    return kept, (Loss(what, tr("the open diagram has a document of its own")),) if texts else ()


def _is_of_sheet(operation: Operation) -> bool:
    return isinstance(operation, UpdateSheet) or (isinstance(operation, Insert) and isinstance(operation.record, Sheet))


def _is_text_of_the_whole(operation: Operation) -> bool:
    """Whether it is a passage that speaks of the diagram as a whole, and not of one element."""
    record = operation.record if isinstance(operation, Insert) else None
    return isinstance(record, Passage) and not record.element


def _laid_out(addition: Diagram, operations: Sequence[Operation], lay_out: LayOut) -> Diagram:
    """`addition` with places for what the source has none for. Whole records, as our own files bring them, stay."""
    whole = {operation.record.id for operation in operations if isinstance(operation, Insert)}
    placed = whole | {operation.id for operation in operations if isinstance(operation, Place)}
    loose = [i for i in (*addition.nodes, *addition.notes) if i not in placed]
    if not loose:
        return arranged(addition, routed_anew(addition, [i for i in addition.edges if i not in whole]))
    if len(loose) < len(addition.nodes) + len(addition.notes):
        return arranged(addition, insert_new(addition, loose))
    notes = [i for i, note in addition.notes.items() if note.group is None]
    if not notes:
        return arranged(addition, lay_out(addition))
    bare = build_diagram(record for record in addition if record.id not in notes)
    bare = arranged(bare, lay_out(bare))  # without the notes, which would stand in the way where nobody put them
    complete = build_diagram((*bare, *(addition.notes[i] for i in notes)))
    return arranged(complete, insert_new(complete, notes))
