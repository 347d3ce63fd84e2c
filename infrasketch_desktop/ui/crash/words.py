"""What stands in open diagrams, and what they are called: a report must not say any of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Passage, Record, Sheet
from infrasketch_desktop.storage.session import SketchSession


def words_of(sessions: Iterable[SketchSession]) -> Iterator[str]:
    """Names of files, and every text that a person has put into a sketch; long ones line by line."""
    for session in sessions:
        yield session.name
        if session.path is not None:
            yield from (session.path.name, session.path.stem)
        yield from words_in(session.document.diagram)


def words_in(diagram: Diagram) -> Iterator[str]:
    for record in diagram:
        yield record.id
        for text in _texts(record):
            yield from text.splitlines()


def _texts(record: Record) -> Iterable[str]:
    match record:
        case Node():
            return record.label, record.description, *record.inputs, *record.outputs, record.notes, record.origin
        case Group() | Edge():
            return (record.label,)
        case Note():
            return (record.text,)
        case Passage():
            return record.text, record.title
        case Sheet():
            return (record.title,)
