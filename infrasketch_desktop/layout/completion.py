"""Keeps routes true: after every edit the edges it touched are routed anew, within the same undo step."""

from __future__ import annotations

from itertools import pairwise
from math import inf

from infrasketch_desktop.diagram.changes import ChangeSet
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.geometry import Rect, union
from infrasketch_desktop.diagram.kinds import EdgeStyle
from infrasketch_desktop.diagram.records import Edge, Node, Note
from infrasketch_desktop.diagram.routes import with_route
from infrasketch_desktop.layout.labels import LabelSize, estimated_size
from infrasketch_desktop.layout.reroute import reroute
from infrasketch_desktop.layout.routing.surroundings import stretch_rect

MOST_EDGES = 60
"""Edges that one edit may have routed anew; larger edits (paste, import) leave the default line until a layout."""
MOST_OBSTACLES = 60
"""Moved records that are checked for lying on the routes of others."""


class RerouteCompleter:
    """A completer for `Document`: gives routes to edges that lost theirs, are new, or now have something on them.

    Edges whose route was set in the same edit keep it. Remembers where routes run from edit to edit.
    """

    def __init__(self, label_size: LabelSize = estimated_size) -> None:
        self._label_size = label_size
        self._extents = _RouteExtents()

    def __call__(self, edit: Edit, changes: ChangeSet) -> None:
        diagram = edit.diagram
        if diagram.sheet.edge_style is EdgeStyle.STRAIGHT:
            return
        without = _edges_without_route(diagram, changes)
        wanted = without | self._blocked(diagram, changes)
        if not wanted or len(wanted) > MOST_EDGES:
            return
        for edge_id, routed in reroute(diagram, wanted, label_size=self._label_size).items():
            edit.put(with_route(diagram.edges[edge_id], routed.route, routed.label))

    def _blocked(self, diagram: Diagram, changes: ChangeSet) -> set[str]:
        """Edges on whose route something came to lie."""
        placed = {
            diagram.shown(c.id) for c in changes if isinstance(c.after, Node | Note) and _took_place(c.before, c.after)
        }
        if not placed or len(placed) > MOST_OBSTACLES:
            return set()
        rects = {i: diagram.bounds(i) for i in placed}
        around = union(rects.values()) or Rect(0, 0, 0, 0)
        near = [diagram.edges[i] for i in self._extents.meeting(diagram, around)]
        return {edge.id for edge in near if any(_lies_on(diagram, i, rect, edge) for i, rect in rects.items())}


class _RouteExtents:
    """The rectangles around all routes, kept between edits.

    An edge record never changes, so what is known of it holds as long as it is the one in the diagram; undo and redo
    need no word. Written flat because it looks at every edge after every edit.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[Edge, float, float, float, float]] = {}

    def meeting(self, diagram: Diagram, rect: Rect) -> list[str]:
        """Ids of the edges the rectangle around whose route meets `rect`."""
        self._refresh(diagram)
        left, top, right, bottom = rect.left, rect.top, rect.right, rect.bottom
        return [
            edge.id
            for edge, low_x, low_y, high_x, high_y in self._known.values()
            if low_x < right and high_x > left and low_y < bottom and high_y > top
        ]

    def _refresh(self, diagram: Diagram) -> None:
        known = self._known
        for edge_id, edge in diagram.edges.items():
            entry = known.get(edge_id)
            if entry is None or entry[0] is not edge:
                known[edge_id] = (edge, *_extent(edge))
        if len(known) > len(diagram.edges):
            self._known = {i: entry for i, entry in known.items() if i in diagram.edges}


def _extent(edge: Edge) -> tuple[float, float, float, float]:
    """Lowest and highest x and y; of an edge without a route nothing, far from everything."""
    if not edge.route:
        return inf, inf, inf, inf
    xs, ys = zip(*edge.route, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _took_place(before: object, after: Node | Note) -> bool:
    return not isinstance(before, Node | Note) or before.rect != after.rect or before.group != after.group


def _edges_without_route(diagram: Diagram, changes: ChangeSet) -> set[str]:
    """New edges, and those whose route the edit took away because an end changed."""
    found = set()
    for change in changes:
        edge = change.after
        if isinstance(edge, Edge) and not edge.route and not edge.waypoints and edge.id in diagram.edges:
            before = change.before
            if (
                not isinstance(before, Edge)
                or before.route
                or (before.source, before.target) != (edge.source, edge.target)
            ):
                found.add(edge.id)
    return found


def _lies_on(diagram: Diagram, shown_id: str, rect: Rect, edge: Edge) -> bool:
    if shown_id in {diagram.shown(edge.source), diagram.shown(edge.target)} or edge.waypoints:
        return False
    return any(stretch_rect(a, b).inflated(1).intersects(rect) for a, b in pairwise(edge.route))
