"""Which record comes next when one walks along edges by keyboard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Side


def neighbour(diagram: Diagram, record_id: str, side: Side) -> str | None:
    """The record to select next from `record_id` towards `side`.

    From a node or group: of those joined to it, the one that lies nearest in that direction, if any lies there at all.
    From an edge: the end that lies further in that direction.
    """
    edge = diagram.edges.get(record_id)
    if edge is not None:
        return max(_shown(diagram, (edge.source, edge.target)), key=lambda i: _along(diagram, i, side), default=None)
    if diagram.placed(record_id) is None:
        return None
    here = _along(diagram, record_id, side)
    ahead = [i for i in _joined(diagram, record_id) if _along(diagram, i, side) > here]
    return min(ahead, key=lambda i: (_distance(diagram, record_id, i, side), i), default=None)


def _joined(diagram: Diagram, record_id: str) -> Iterator[str]:
    ends = (end for i in diagram.incident(record_id) for end in (diagram.edges[i].source, diagram.edges[i].target))
    return (i for i in _shown(diagram, ends) if i != record_id)


def _shown(diagram: Diagram, ids: Iterable[str]) -> Iterator[str]:
    return (diagram.shown(i) for i in dict.fromkeys(ids))


def _along(diagram: Diagram, record_id: str, side: Side) -> float:
    dx, dy = side.step
    center = diagram.bounds(record_id).center
    return center.x * dx + center.y * dy


def _distance(diagram: Diagram, start: str, end: str, side: Side) -> float:
    """How far to go, with a detour to the side counted double."""
    dx, dy = side.step
    a, b = diagram.bounds(start).center, diagram.bounds(end).center
    ahead = (b.x - a.x) * dx + (b.y - a.y) * dy
    aside = abs((b.x - a.x) * dy) + abs((b.y - a.y) * dx)
    return ahead + 2 * aside
