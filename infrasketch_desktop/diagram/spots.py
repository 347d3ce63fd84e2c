"""Free places on the sheet for new records."""

from __future__ import annotations

from itertools import count

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Point, Rect, Side, Size, rect_around
from infrasketch_desktop.diagram.subsets import require_edge

REACH = 100.0
"""Distance between a node and the one that grows out of it."""
CLEARANCE = 20.0
"""Least distance to what lies there already: one step of the grid."""


def beside(diagram: Diagram, record_id: str, side: Side, size: Size) -> Rect:
    """A free rectangle of `size` on one side of a record, as near to the middle of that side as possible."""
    frame = diagram.bounds(diagram.shown(record_id))
    dx, dy = side.step
    wanted = Rect(
        frame.center.x - size.width / 2 + dx * (frame.width / 2 + REACH + size.width / 2),
        frame.center.y - size.height / 2 + dy * (frame.height / 2 + REACH + size.height / 2),
        size.width,
        size.height,
    )
    return free_near(diagram, wanted, horizontally=dx == 0)


def free_near(diagram: Diagram, wanted: Rect, *, horizontally: bool) -> Rect:
    """`wanted`, moved along one axis in alternating direction until it meets no shown node or note."""
    taken = _obstacles(diagram)
    stride = (wanted.width if horizontally else wanted.height) + CLEARANCE
    places = (_stepped(wanted, stride, number, horizontally=horizontally) for number in count())
    return next(place for place in places if not any(place.inflated(CLEARANCE / 2).intersects(r) for r in taken))


def _stepped(rect: Rect, stride: float, number: int, *, horizontally: bool) -> Rect:
    """The rectangle 0, 1, -1, 2, -2, … strides away for number 0, 1, 2, 3, 4, …"""
    shift = stride * ((number + 1) // 2) * (1 if number % 2 else -1)
    return rect.translated(shift, 0) if horizontally else rect.translated(0, shift)


def _obstacles(diagram: Diagram) -> list[Rect]:
    shown = {diagram.shown(i) for i in (*diagram.nodes, *diagram.notes)}
    return [diagram.bounds(i) for i in sorted(shown)]


def middle_of_edge(diagram: Diagram, edge_id: str) -> Point:
    """A point halfway between the two ends of an edge. Raises InvariantError when there is no such edge."""
    edge = require_edge(diagram, edge_id)
    ends = (diagram.bounds(diagram.shown(end)).center for end in (edge.source, edge.target))
    around = rect_around(ends)
    assert around is not None
    return around.center
