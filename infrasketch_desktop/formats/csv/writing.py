"""Writes a diagram as one table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.plain import plain_number
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Sheet
from infrasketch_desktop.formats.csv.columns import COLUMNS, guarded
from infrasketch_desktop.formats.names import clean_label
from infrasketch_desktop.formats.result import Written
from infrasketch_desktop.formats.unwritten import Fields, unwritten

_CARRIED: Fields = {
    Node: ("kind", "technology", "description", "notes", "x", "y", "width", "height"),
    Edge: ("kind",),
    Note: ("text", "x", "y", "width", "height", "group"),
    Sheet: ("title",),
}
_Row = dict[str, str]


def write(diagram: Diagram) -> Written:
    """`diagram` as rows, groups before what is in them and edges last, and what a table has no columns for."""
    text = io.StringIO(newline="")
    rows = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\r\n")
    rows.writeheader()
    rows.writerows(_rows(diagram))
    return Written(text.getvalue().encode("utf-8-sig", "replace"), unwritten(diagram, "CSV", carried=_CARRIED))


def _rows(diagram: Diagram) -> Iterator[_Row]:
    if diagram.sheet.title:
        yield _row("diagram", "", diagram.sheet.title)
    for group in sorted(diagram.groups.values(), key=lambda group: (diagram.depth(group.id), group.id)):
        yield _row("group", group.id, group.label) | _placed(group)
    for _, node in sorted(diagram.nodes.items()):
        about = _texts(technology=node.technology, description=node.description, notes=node.notes)
        yield _row("node", node.id, node.label) | {"kind": node.kind.value} | about | _placed(node)
    for _, note in sorted(diagram.notes.items()):
        yield _row("note", note.id, note.text) | _placed(note)
    for _, edge in sorted(diagram.edges.items()):
        ends = _texts(source=edge.source, target=edge.target)
        yield _row("edge", edge.id, edge.label) | {"kind": edge.kind.value} | ends


def _row(sort: str, record_id: str, label: str) -> _Row:
    return {"type": sort, **_texts(id=record_id, label=label)}


def _placed(record: Node | Group | Note) -> _Row:
    group = _texts(group=record.group or "")
    if isinstance(record, Group):
        return group
    sides = {name: str(plain_number(getattr(record, name))) for name in ("x", "y", "width", "height")}
    return group | sides


def _texts(**texts: str) -> _Row:
    return {name: guarded(clean_label(text)) for name, text in texts.items()}
