"""Turns one state of a diagram into another within an open edit, record by record, so that undo knows each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.records import Edge, Record


def transform(edit: Edit, target: Diagram) -> None:
    """Make the diagram of `edit` equal to `target`.

    The order keeps every moment valid: edges go first and come last; groups that change their parent leave it before
    any enters another, outer before inner; what a removed group held has left it before it goes. An id may come to
    name a record of another type.

    Raises:
        InvariantError: `target` itself does not hold together.
    """
    source = edit.diagram.copy()
    retyped = {r.id for r in target if type(source.get(r.id)) not in (type(r), type(None))}
    _remove(edit, [e.id for e in source.edges.values() if not _may_stay(e, source, target, retyped)])
    loose = [i for i in (*source.nodes, *source.notes, *source.passages) if i in retyped]
    _remove(edit, loose)
    _put_groups(edit, source, target)
    others: tuple[Record, ...] = (
        *target.nodes.values(),
        *target.notes.values(),
        *target.passages.values(),
        target.sheet,
    )
    _put(edit, [record for record in others if record.id not in source.groups])
    _remove(edit, [i for i in (*source.nodes, *source.notes, *source.passages) if i not in target])
    gone = [i for i in source.groups if i not in target.groups]
    _remove(edit, sorted(gone, key=lambda i: -len(source.ancestors(i))))
    _put(edit, [record for record in others if record.id in source.groups])
    _put(edit, target.edges.values())


def _may_stay(edge: Edge, source: Diagram, target: Diagram, retyped: set[str]) -> bool:
    """Whether an edge is in both states and in the way of nothing; one at a group may be, while members come and go."""
    if edge != target.edges.get(edge.id):
        return False
    return not any(e in retyped or e in source.groups or e in target.groups for e in (edge.source, edge.target))


def _put_groups(edit: Edit, source: Diagram, target: Diagram) -> None:
    for group in source.groups.values():
        after = target.groups.get(group.id)
        if after is not None and after.group != group.group:
            edit.put(replace(group, group=None))
    _put(edit, sorted(target.groups.values(), key=lambda group: len(target.ancestors(group.id))))


def _remove(edit: Edit, ids: Iterable[str]) -> None:
    for record_id in ids:
        edit.remove(record_id)


def _put(edit: Edit, records: Iterable[Record]) -> None:
    for record in records:
        edit.put(record)
