"""The bounds that every reader keeps: how large a file may be, that it is text, and how much may come out of it."""

from __future__ import annotations

import codecs
from collections.abc import Sequence

from infrasketch_desktop.diagram.operations import AddEdge, AddGroup, AddNode, AddNote, Insert, Operation
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note
from infrasketch_desktop.diagram.validation import MAX_DEPTH
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.result import Origin, SourceFile
from infrasketch_desktop.language import later, tr

MAX_BYTES = 8 * 1024 * 1024
"""Of one file, unless its reader says otherwise. Files that people draw or write by hand stay far below 1 MB."""
MAX_NODES = 5_000
"""Of groups and of notes as many may come as of nodes."""
MAX_EDGES = 10_000

_BINARY = (
    (b"%PDF-", later("a PDF document")),
    (b"\x89PNG", later("a PNG picture")),
    (b"\xff\xd8\xff", later("a JPEG picture")),
    (b"PK\x03\x04", later("a ZIP archive or an office document")),
    (b"\x1f\x8b", later("a gzip archive")),
    (b"SQLite format 3", later("a database")),
)
_BYTE_ORDER_MARKS = (  # that of UTF-32 in little-endian order begins with that of UTF-16
    (codecs.BOM_UTF32_LE, ""),
    (codecs.BOM_UTF32_BE, ""),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def only(sources: Sequence[SourceFile]) -> SourceFile:
    """The one file of a form that is never spread over several. Raises FormatError."""
    if len(sources) != 1:
        raise FormatError(
            tr("One file is read at a time here, not {sources:,}.", sources=len(sources)),
            advice=tr("Choose a single file."),
        )
    return sources[0]


def decoded(source: SourceFile, limit: int = MAX_BYTES) -> str:
    """The text of a file without its byte order mark: UTF-8, or UTF-16 with a mark. Line ends stay as they are.

    Raises:
        FormatError: it has more than `limit` bytes, or is no text.
    """
    check_size(source, limit)
    _refuse_binary(source)
    mark, encoding = next((m for m in _BYTE_ORDER_MARKS if source.content.startswith(m[0])), (b"", "utf-8"))
    try:
        text = source.content[len(mark) :].decode(encoding) if encoding else ""
    except UnicodeDecodeError as error:
        line = source.content.count(b"\n", 0, len(mark) + error.start) + 1
        raise _no_text(source, tr("this is not valid text in UTF-8"), line) from error
    if not encoding or "\0" in text:
        raise _no_text(source, tr("this is a binary file or an unusual encoding, not UTF-8 text"))
    return text


def check_size(source: SourceFile, limit: int = MAX_BYTES) -> None:
    """Refuse a file of more than `limit` bytes. Raises FormatError."""
    if len(source.content) > limit:
        size, most = len(source.content) / 1e6, limit / 1e6
        raise FormatError(
            tr("the file has {size:,.1f} MB; at most {most:,.1f} MB can be imported.", size=size, most=most),
            advice=tr("Check that it is the file you meant, or import a part of it."),
            origin=Origin(source.name),
        )


def check_counts(operations: Sequence[Operation]) -> None:
    """Refuse more than a diagram can show, or groups nested too deep. Raises FormatError."""
    groups = dict(filter(None, map(_group, operations)))
    counts = (
        (tr("nodes"), MAX_NODES, _count(operations, AddNode, Node)),
        (tr("groups"), MAX_NODES, len(groups)),
        (tr("notes"), MAX_NODES, _count(operations, AddNote, Note)),
        (tr("connections"), MAX_EDGES, _count(operations, AddEdge, Edge)),
    )
    for name, most, count in counts:
        if count > most:
            raise FormatError(
                tr(
                    "This would make {count:,} {name}; at most {most:,} can be imported.",
                    count=count,
                    name=name,
                    most=most,
                ),
                advice=tr("Import a part of it."),
            )
    _check_depth(groups)


def _refuse_binary(source: SourceFile) -> None:
    for signature, noun in _BINARY:
        if source.content.startswith(signature):
            raise _no_text(source, tr("this is {noun}, not a text file", noun=tr(noun)))


def _no_text(source: SourceFile, what: str, line: int = 0) -> FormatError:
    return FormatError(f"{what}.", advice=tr("Save it as UTF-8 text and try again."), origin=Origin(source.name, line))


def _count(operations: Sequence[Operation], *sorts: type[object]) -> int:
    return sum(isinstance(o.record if isinstance(o, Insert) else o, sorts) for o in operations)


def _group(operation: Operation) -> tuple[str, str | None] | None:
    found = operation.record if isinstance(operation, Insert) else operation
    return (found.id, found.group) if isinstance(found, AddGroup | Group) else None


def _check_depth(parents: dict[str, str | None]) -> None:
    """`parents` names the group around each group; a walk around a cycle ends at the bound as well."""
    depths: dict[str | None, int] = {None: 0}
    for start in parents:
        trail: list[str] = []
        current: str | None = start
        while current is not None and current not in depths and len(trail) <= MAX_DEPTH:
            trail.append(current)
            current = parents.get(current)
        depth = depths.get(current, 0) + len(trail)
        if depth > MAX_DEPTH:
            raise FormatError(
                tr("Groups are nested more than {max_depth} deep, or contain each other.", max_depth=MAX_DEPTH)
            )
        for above, inner in enumerate(trail):
            depths[inner] = depth - above
