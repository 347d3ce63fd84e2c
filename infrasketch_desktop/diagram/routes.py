"""What becomes of an edge's line and label: routed, given back to the layout, moved along with its ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import hypot

from infrasketch_desktop.diagram.changes import Change
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.records import Edge
from infrasketch_desktop.diagram.store import DiagramStore


def with_route(edge: Edge, route: Sequence[Point], label_at: Point | None) -> Edge:
    """The edge along a computed route with its label at a computed place; one placed by hand stays."""
    return replace(edge, route=tuple(route), label_at=edge.label_at if edge.label_pinned else label_at)


def without_route(edge: Edge) -> Edge:
    """The edge given back to the layout, but for a label placed by hand."""
    return with_route(edge, (), None)


def translated(edge: Edge, dx: float, dy: float) -> Edge:
    """The edge with everything drawn of it moved."""
    return replace(
        edge,
        waypoints=tuple(p.moved(dx, dy) for p in edge.waypoints),
        route=tuple(p.moved(dx, dy) for p in edge.route),
        label_at=edge.label_at.moved(dx, dy) if edge.label_at else None,
    )


def following(edge: Edge, before: tuple[Rect, Rect], after: tuple[Rect, Rect]) -> Edge:
    """The edge with a label placed by hand moved as its ends, source and target, moved.

    The label goes most with the end it is near: each end's step counts by how far away the other one is.
    """
    label = edge.label_at
    if label is None or not edge.label_pinned:
        return edge
    (x, y), (end_x, end_y) = before[0].center, before[1].center
    to_source, to_target = hypot(label.x - x, label.y - y), hypot(label.x - end_x, label.y - end_y)
    share = to_source / (to_source + to_target) if to_source + to_target else 0.5
    (new_x, new_y), (new_end_x, new_end_y) = after[0].center, after[1].center
    dx = (new_x - x) * (1 - share) + (new_end_x - end_x) * share
    dy = (new_y - y) * (1 - share) + (new_end_y - end_y) * share
    return replace(edge, label_at=Point(float(round(label.x + dx)), float(round(label.y + dy))))


def with_fitting_routes(diagram: Diagram, sources: Iterable[Diagram]) -> Diagram:
    """`diagram` put together from records of `sources`, without the routes that lead to where no end lies any more.

    A route fits when one of the sources has it between ends that lie as they do here.
    """
    sources = tuple(sources)
    stale = [e for e in diagram.edges.values() if e.route and not any(_fits(e, diagram, s) for s in sources)]
    if not stale:
        return diagram
    mended = DiagramStore(diagram)
    for edge in stale:
        mended.apply(Change(edge.id, edge, without_route(edge)))
    return mended.copy()


def _fits(edge: Edge, diagram: Diagram, source: Diagram) -> bool:
    drawn = source.edges.get(edge.id)
    if drawn is None or (drawn.route, drawn.waypoints) != (edge.route, edge.waypoints):
        return False
    ends = ((edge.source, drawn.source), (edge.target, drawn.target))
    return all(here == there and _seen(diagram, here) == _seen(source, there) for here, there in ends)


def _seen(diagram: Diagram, record_id: str) -> Rect:
    return diagram.bounds(diagram.shown(record_id))
