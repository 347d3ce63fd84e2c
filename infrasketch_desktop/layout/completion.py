"""Keeps routes true: after every edit the edges it touched are routed anew, within the same undo step."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from infrasketch_desktop.diagram.changes import ChangeSet
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.geometry import Rect, rect_around
from infrasketch_desktop.diagram.kinds import EdgeStyle
from infrasketch_desktop.diagram.records import Edge, Node, Note
from infrasketch_desktop.layout.labels import LabelSize, estimated_size
from infrasketch_desktop.layout.reroute import reroute
from infrasketch_desktop.layout.routing.surroundings import stretch_rect

MOST_EDGES = 60
"""Edges that one edit may have routed anew; larger edits (paste, import) leave the default line until a layout."""
MOST_OBSTACLES = 60
"""Moved records that are checked for lying on the routes of others."""


class RerouteCompleter:
    """A completer for `Document`: gives routes to edges that lost theirs, are new, or now have something on them.

    Edges whose route was set in the same edit keep it. Remembers where routes run, by identity of the edge records.
    """

    def __init__(self, label_size: LabelSize = estimated_size) -> None:
        self._label_size = label_size
        self._extents: dict[str, tuple[Edge, Rect | None]] = {}

    def __call__(self, edit: Edit, changes: ChangeSet) -> None:
        diagram = edit.diagram
        if diagram.sheet.edge_style is EdgeStyle.STRAIGHT:
            return
        without = _edges_without_route(diagram, changes)
        wanted = without | self._blocked(diagram, changes)
        if not wanted or len(wanted) > MOST_EDGES:
            return
        for edge_id, routed in reroute(diagram, wanted, label_size=self._label_size).items():
            edit.put(replace(diagram.edges[edge_id], route=routed.route, label_at=routed.label))

    def _blocked(self, diagram: Diagram, changes: ChangeSet) -> set[str]:
        """Edges on whose route something came to lie."""
        placed = {
            diagram.shown(c.id) for c in changes if isinstance(c.after, Node | Note) and _took_place(c.before, c.after)
        }
        if not placed or len(placed) > MOST_OBSTACLES:
            return set()
        rects = {i: diagram.bounds(i) for i in placed}
        around = next(iter(rects.values()))
        for rect in rects.values():
            around = around.united(rect)
        near = [edge for edge in diagram.edges.values() if edge.route and self._passes(edge, around)]
        return {edge.id for edge in near if any(_lies_on(diagram, i, rect, edge) for i, rect in rects.items())}

    def _passes(self, edge: Edge, rect: Rect) -> bool:
        known = self._extents.get(edge.id)
        if known is None or known[0] is not edge:
            known = self._extents[edge.id] = (edge, rect_around(edge.route))
        extent = known[1]
        return extent is not None and extent.inflated(1).intersects(rect)


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
