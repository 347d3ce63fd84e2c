"""Who looks different when a record changes: the frames around it and the edges at either."""

from __future__ import annotations

from collections.abc import Iterable

from infrasketch_desktop.diagram.changes import Change
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.records import Edge, Group, Passage, Record, Sheet


def affected(diagram: Diagram, changes: Iterable[Change]) -> set[str]:
    """Ids of all records that may look different after `changes`, which `diagram` may hold already or not yet."""
    touched: set[str] = set()
    for change in changes:
        for record in (change.before, change.after):
            if record is not None:
                _touch(diagram, record, touched)
        before, after = change.before, change.after
        if isinstance(before, Group) and isinstance(after, Group) and _changes_inside(before, after):
            touched.update(diagram.descendants(after.id))
            _touch_edges_inside(diagram, after.id, touched)
        if isinstance(before, Sheet) and isinstance(after, Sheet) and before.edge_style != after.edge_style:
            touched.update(diagram.edges)
    return touched


def _changes_inside(before: Group, after: Group) -> bool:
    """Folding hides what is inside; another parent shades the frames inside differently."""
    return (before.collapsed, before.group) != (after.collapsed, after.group)


def _touch(diagram: Diagram, record: Record, touched: set[str]) -> None:
    if isinstance(record, Sheet | Passage):
        return
    touched.add(record.id)
    if isinstance(record, Edge):
        # Parallel edges keep to lanes, which shift when one comes or goes.
        touched.update(set(diagram.incident(record.source)) & set(diagram.incident(record.target)))
        return
    touched.update(diagram.incident(record.id))
    parent = diagram.groups.get(record.group or "")
    while parent is not None:
        touched.add(parent.id)
        touched.update(diagram.incident(parent.id))
        if parent.collapsed:
            _touch_edges_inside(diagram, parent.id, touched)
        parent = diagram.groups.get(parent.group or "")


def _touch_edges_inside(diagram: Diagram, group_id: str, touched: set[str]) -> None:
    """Edges that end at the card of a folded group because they end at something inside."""
    for member in diagram.descendants(group_id):
        touched.update(diagram.incident(member))
