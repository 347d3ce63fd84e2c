"""Turns one state of a diagram into another within an open edit, record by record, so that undo knows each."""

from __future__ import annotations

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.records import Record


def transform(edit: Edit, target: Diagram) -> None:
    """Make the diagram of `edit` equal to `target`.

    The order keeps every moment valid: edges go first and come last, groups are put outer before inner, and what a
    removed group held has left it before it goes.

    Raises:
        InvariantError: `target` itself does not hold together.
    """
    source = edit.diagram
    for edge_id in [i for i in source.edges if source.edges[i] != target.edges.get(i)]:
        edit.remove(edge_id)
    for group in sorted(target.groups.values(), key=lambda group: len(target.ancestors(group.id))):
        edit.put(group)
    records: tuple[Record, ...] = (
        *target.nodes.values(),
        *target.notes.values(),
        *target.passages.values(),
        target.sheet,
    )
    for record in records:
        edit.put(record)
    for record_id in [i for i in (*source.nodes, *source.notes, *source.passages) if i not in target]:
        edit.remove(record_id)
    gone = [i for i in source.groups if i not in target.groups]
    for group_id in sorted(gone, key=lambda i: -len(source.ancestors(i))):
        edit.remove(group_id)
    for edge in target.edges.values():
        edit.put(edge)
