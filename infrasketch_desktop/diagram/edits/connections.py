"""Verbs on edges: connect, reconnect, reverse, bend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.ids import edge_id as new_edge_id
from infrasketch_desktop.diagram.kinds import EdgeKind
from infrasketch_desktop.diagram.records import Edge
from infrasketch_desktop.diagram.routes import without_route
from infrasketch_desktop.diagram.subsets import require_edge


class End(StrEnum):
    """One of the two ends of an edge."""

    SOURCE = "source"
    TARGET = "target"


def connect(
    edit: Edit,
    source: str,
    target: str,
    *,
    label: str = "",
    kind: EdgeKind = EdgeKind.REQUEST,
    record_id: str | None = None,
) -> Edge:
    """Add an edge, or return the one that already says the same.

    Raises:
        InvariantError: an end does not exist, or one end is a group around the other.
    """
    if record_id is None:
        existing = find_edge(edit.diagram, source, target, label=label, kind=kind)
        if existing is not None:
            return existing
        record_id = new_edge_id(source, target, edit.diagram)
    edge = Edge(id=record_id, source=source, target=target, label=label, kind=kind)
    edit.put(edge)
    return edge


def find_edge(diagram: Diagram, source: str, target: str, *, label: str, kind: EdgeKind) -> Edge | None:
    """The first edge from `source` to `target` with this label and kind."""
    for candidate in diagram.incident(source):
        edge = diagram.edges[candidate]
        if (edge.source, edge.target, edge.label, edge.kind) == (source, target, label, kind):
            return edge
    return None


def reconnect(edit: Edit, edge_id: str, end: End, record_id: str) -> Edge:
    """Let one end of an edge meet another node or group; waypoints stay, a label placed by hand does not.

    Raises:
        InvariantError: there is no such edge, or it cannot end there.
    """
    edge = require_edge(edit.diagram, edge_id)
    source, target = (record_id, edge.target) if end is End.SOURCE else (edge.source, record_id)
    if (source, target) == (edge.source, edge.target):
        return edge
    return _put(edit, without_route(replace(edge, source=source, target=target, label_pinned=False)))


def reverse_edge(edit: Edit, edge_id: str) -> Edge:
    """Let the edge flow the other way along the same line. Raises InvariantError."""
    edge = require_edge(edit.diagram, edge_id)
    return _put(
        edit,
        replace(
            edge,
            source=edge.target,
            target=edge.source,
            waypoints=edge.waypoints[::-1],
            route=edge.route[::-1],
        ),
    )


def set_waypoints(edit: Edit, edge_id: str, waypoints: Iterable[Point]) -> Edge:
    """Lead the edge through these points; none gives it back to the layout. Raises InvariantError."""
    edge = require_edge(edit.diagram, edge_id)
    wanted = tuple(waypoints)
    if wanted == edge.waypoints:
        return edge
    return _put(edit, without_route(replace(edge, waypoints=wanted)))


def place_label(edit: Edit, edge_id: str, at: Point) -> Edge:
    """Put the middle of an edge's label at `at`, where no layout moves it. Raises InvariantError."""
    edge = require_edge(edit.diagram, edge_id)
    return _put(edit, replace(edge, label_at=at, label_pinned=True))


def free_label(edit: Edit, edge_id: str) -> Edge:
    """Give the place of an edge's label, and with it a computed route, back to the layout. Raises InvariantError."""
    edge = require_edge(edit.diagram, edge_id)
    return _put(edit, without_route(replace(edge, label_pinned=False))) if edge.label_pinned else edge


def _put(edit: Edit, edge: Edge) -> Edge:
    edit.put(edge)
    return edge
