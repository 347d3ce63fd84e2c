"""Reads diagrams in our JSON form for other programs, strictly and whole."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.errors import InvariantError
from infrasketch_desktop.diagram.operations import Insert
from infrasketch_desktop.diagram.plain import PlainError, codec
from infrasketch_desktop.diagram.records import SHEET_ID, Edge, Group, Node, Note, Passage, Record, Sheet
from infrasketch_desktop.formats.bounds import check_counts, decoded, only
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.json import FORMAT, VERSION
from infrasketch_desktop.formats.result import Imported, Origin, SourceFile
from infrasketch_desktop.language import tr
from infrasketch_desktop.technology import Catalog

MAX_BYTES = 32 * 1024 * 1024
MAX_COMMAS = 1_000_000
"""Every value but the first of a list or object follows a comma, so this bounds memory before anything is parsed."""

_PARTS: dict[str, type[Record]] = {"groups": Group, "nodes": Node, "notes": Note, "edges": Edge, "document": Passage}
_ABOUT = ("title", "direction", "edge_style")


class _Problem(Exception):  # noqa: N818 - never leaves this module
    """What is wrong with the content, before the file is named."""

    def __init__(self, what: str, advice: str = "", line: int = 0) -> None:
        super().__init__(what)
        self.what, self.advice, self.line = what, advice, line


def read(sources: Sequence[SourceFile], catalog: Catalog) -> Imported:  # noqa: ARG001 - kinds are stated
    """The records of a diagram as they were written, ids, places and looks included. Raises FormatError."""
    source = only(sources)
    text = decoded(source, MAX_BYTES)
    try:
        diagram = _assemble(_records(_payload(text)))
    except _Problem as problem:
        origin = Origin(source.name, problem.line)
        raise FormatError(problem.what, advice=problem.advice, origin=origin) from problem
    operations = tuple(Insert(record=record) for record in _in_order(diagram))
    check_counts(operations)
    return Imported(operations)


def _payload(text: str) -> dict[str, Any]:
    if text.count(",") > MAX_COMMAS:
        raise _Problem(tr("the file holds more than any diagram could."), tr("Check that it is the file you meant."))
    try:
        payload = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise _Problem(
            tr("this is not valid JSON: {msg}, column {colno}.", msg=error.msg, colno=error.colno), line=error.lineno
        ) from error
    except RecursionError as error:
        raise _Problem(tr("lists and objects are nested far too deeply.")) from error
    except ValueError as error:  # an integer of thousands of digits
        raise _Problem(tr("it holds a number that is far too long.")) from error
    _check_head(payload)
    return payload  # type: ignore[no-any-return] # checked to be an object


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise _Problem(
            tr("an object ({result}) has the field {twice} twice.", result=_called(result), twice=_quoted(twice)),
            tr("Remove one of them."),
        )
    return result


def _refuse_constant(name: str) -> NoReturn:
    raise _Problem(tr("it holds {name} where a number must stand.", name=name))


def _check_head(payload: object) -> None:
    if isinstance(payload, dict) and "infrasketch" in payload:
        raise _Problem(tr("this is a sketch file, not an exported diagram."), tr("Open it with File, Open instead."))
    if not isinstance(payload, dict) or payload.get("format") != FORMAT:
        raise _Problem(tr("this is JSON, but not a diagram: the field “format” must be “{format}”.", format=FORMAT))
    version = payload.get("version")
    if type(version) is not int or version < 1:
        raise _Problem(tr("the field “version” must be a whole number from 1."))
    if version > VERSION:
        raise _Problem(
            tr(
                "it has version {version}, and this InfraSketch reads up to {newest}.",
                version=_called(version),
                newest=VERSION,
            ),
            tr("Update InfraSketch to read it."),
        )


def _records(payload: dict[str, Any]) -> Iterator[Record]:
    unknown = sorted(payload.keys() - {"format", "version", *_ABOUT, *_PARTS})
    if unknown:
        raise _Problem(tr("the part {unknown} is not known.", unknown=_quoted(unknown[0])))
    about = {name: payload[name] for name in _ABOUT if name in payload}
    yield _decoded(Sheet, {"id": SHEET_ID, **about}, tr("the diagram"))
    for name, cls in _PARTS.items():
        entries = payload.get(name, [])
        if not isinstance(entries, list):
            raise _Problem(tr("the part “{name}” must be a list.", name=name))
        for number, entry in enumerate(entries, 1):
            yield _decoded(
                cls, entry, tr("entry {number:,} of “{name}” ({entry})", number=number, name=name, entry=_called(entry))
            )


def _decoded(cls: type[Record], plain: object, place: str) -> Record:
    try:
        return codec(cls).decode(plain)
    except PlainError as error:
        raise _Problem(f"{place}: {error}.") from error


def _assemble(records: Iterator[Record]) -> Diagram:
    try:
        return build_diagram(records)
    except InvariantError as error:
        raise _Problem(str(error)) from error


def _in_order(diagram: Diagram) -> Iterator[Record]:
    """Every record after those that it names."""
    yield diagram.sheet
    yield from sorted(diagram.groups.values(), key=lambda group: diagram.depth(group.id))
    for collection in (diagram.nodes, diagram.notes, diagram.edges, diagram.passages):
        yield from collection.values()


def _called(value: object) -> str:
    """A value for a message: the id of a record, or a short number."""
    found = value.get("id") if isinstance(value, dict) else value
    if isinstance(found, str):
        return _quoted(found)
    return str(found) if isinstance(found, int) and abs(found) < MAX_COMMAS else tr("without an id")


def _quoted(text: str) -> str:
    return f"“{text[:80]}”"
