"""The order in which a person reads a diagram: row by row, what is inside a group right after it."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.diagram.diagram import Diagram


def members_in_order(diagram: Diagram, group: str | None) -> list[str]:
    """The members of a group, or the top level with None, from top to bottom and left to right."""
    places = {i: diagram.bounds(i) for i in diagram.members(group)}
    return sorted(places, key=lambda i: (places[i].y, places[i].x, i))


def shown_in_order(diagram: Diagram, group: str | None = None) -> Iterator[str]:
    """Everything on the canvas: each record, the edges that leave it, then what is inside it."""
    for record_id in members_in_order(diagram, group):
        yield record_id
        for edge_id in diagram.incident(record_id):
            if diagram.edges[edge_id].source == record_id:
                yield edge_id
        record = diagram.groups.get(record_id)
        if record is not None and not record.collapsed:
            yield from shown_in_order(diagram, record_id)
