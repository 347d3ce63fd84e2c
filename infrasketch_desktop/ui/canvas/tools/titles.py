"""How undo steps and messages call records."""

from __future__ import annotations

from collections.abc import Collection

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.records import Edge, Note, Passage, Sheet
from infrasketch_desktop.language import chained, tr_count

_LONGEST = 40


def name_of(diagram: Diagram, record_id: str) -> str:
    """The label of a record, the beginning of a note, or both ends of an edge without one."""
    record = diagram.get(record_id)
    match record:
        case None | Sheet() | Passage():
            return record_id
        case Edge() if not record.label:
            return chained(name_of(diagram, i) for i in (record.source, record.target))
        case Note():
            text = record.text
        case _:
            text = record.label
    line = " ".join(text.split())
    return (line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…") or record_id


def names_of(diagram: Diagram, ids: Collection[str]) -> str:
    """The name of a single record, else how many there are: “3 nodes” when all are nodes."""
    if len(ids) == 1:
        return name_of(diagram, next(iter(ids)))
    if all(record_id in diagram.nodes for record_id in ids):
        return tr_count("%n node", "%n nodes", len(ids))
    return tr_count("%n item", "%n items", len(ids))
