"""New routes for a few edges of a diagram of any size, quickly enough for every single edit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Rect, union
from infrasketch_desktop.diagram.records import Edge
from infrasketch_desktop.layout.axes import Axes
from infrasketch_desktop.layout.labels import LabelSize, estimated_size
from infrasketch_desktop.layout.loops import draw_loop, loop_label
from infrasketch_desktop.layout.planting import label_extent, loops_at
from infrasketch_desktop.layout.routing.maze import DETOUR, QUICK
from infrasketch_desktop.layout.routing.router import Errand, Routed, route_edges
from infrasketch_desktop.layout.routing.surroundings import Surroundings


def reroute(diagram: Diagram, edge_ids: Iterable[str], *, label_size: LabelSize = estimated_size) -> dict[str, Routed]:
    """Routes and label places for the given edges; all other edges and everything with a place stay.

    Only what lies near the straight way of an edge is looked at, and where that is too crowded the edge gets a plain
    elbow. Hidden edges and those with waypoints, whose way their user has drawn, are not in the result.
    """
    asked = [diagram.edges[i] for i in sorted(set(edge_ids)) if i in diagram.edges and not diagram.edges[i].waypoints]
    locale = _Locale(diagram, Axes(diagram.sheet.direction), label_size)
    routed = {edge.id: locale.loop(edge) for edge in asked if edge.source == edge.target == diagram.shown(edge.source)}
    errands = [errand for edge in asked if edge.id not in routed and (errand := locale.errand(edge))]
    if errands:
        routed.update(route_edges(errands, locale.surroundings(errands), QUICK))
    return {edge_id: locale.on_sheet(found) for edge_id, found in routed.items()}


@dataclass(slots=True)
class _Locale:
    """What of the diagram matters for a few edges, in drawing space; rectangles are worked out once."""

    diagram: Diagram
    axes: Axes
    label_size: LabelSize
    _rects: dict[str, Rect] = field(default_factory=dict)

    def errand(self, edge: Edge) -> Errand | None:
        ends = self.diagram.shown(edge.source), self.diagram.shown(edge.target)
        if ends[0] == ends[1]:
            return None
        return Errand(edge.id, ends, label_extent(edge, self.axes, self.label_size))

    def loop(self, edge: Edge) -> Routed:
        rect = self.rect(edge.source)
        loops = loops_at(self.diagram, edge.source)
        number = loops.index(edge)
        label = label_extent(edge, self.axes, self.label_size)
        return Routed(
            draw_loop(rect, number, len(loops)), loop_label(rect, label, number, len(loops)) if edge.label else None
        )

    def on_sheet(self, routed: Routed) -> Routed:
        route = tuple(self.axes.point(*point) for point in routed.route)
        return Routed(route, self.axes.point(*routed.label) if routed.label else None)

    def rect(self, shown_id: str) -> Rect:
        if shown_id not in self._rects:
            self._rects[shown_id] = self.axes.rect(self.diagram.bounds(shown_id))
        return self._rects[shown_id]

    def surroundings(self, errands: Sequence[Errand]) -> Surroundings:
        """What stands near the errands, the groups around it, and the routes that begin or end there."""
        near: set[str] = set()
        open_windows = []
        for window in map(self._window, errands):
            found = self._shown_in(self.axes.rect(window))
            if len(found) <= QUICK.obstacles:
                near.update(found)
                open_windows.append(window)
        ends = {end for errand in errands for end in errand.ends}
        solids = sorted(near | {end for end in ends if not self._is_frame(end)})
        frames = {group for solid in solids for group in self.diagram.ancestors(solid)} | ends.difference(solids)
        around = Surroundings(
            [(i, self.rect(i)) for i in solids], [(i, self.rect(i)) for i in sorted(frames)], self.diagram.ancestors
        )
        asked = {errand.edge for errand in errands}
        self._add_lines(around, [*solids, *sorted(frames)], asked, union(open_windows) or Rect(0, 0, 0, 0))
        return around

    def _window(self, errand: Errand) -> Rect:
        a, b = (self.rect(end) for end in errand.ends)
        return a.united(b).inflated(DETOUR)

    def _is_frame(self, shown_id: str) -> bool:
        group = self.diagram.groups.get(shown_id)
        return bool(group and not group.collapsed and self.diagram.members(shown_id))

    def _shown_in(self, window: Rect) -> set[str]:
        """What is shown in a window, looked for no longer than it can matter.

        Written flat because it looks at all nodes after every edit.
        """
        left, top, right, bottom = window.left, window.top, window.right, window.bottom
        found = (
            record.id
            for records in (self.diagram.nodes, self.diagram.notes)
            for record in records.values()
            if record.x < right
            and record.y < bottom
            and record.x + record.width > left
            and record.y + record.height > top
        )
        return {self.diagram.shown(record_id) for record_id in islice(found, QUICK.obstacles + 1)}

    def _add_lines(self, around: Surroundings, records: Sequence[str], asked: set[str], window: Rect) -> None:
        edges = {edge_id for record_id in records for edge_id in self.diagram.incident(record_id)} - asked
        for edge_id in sorted(edges):
            edge = self.diagram.edges[edge_id]
            stored = self.on_sheet(Routed(edge.route, edge.label_at))  # the exchange of axes is its own inverse
            ends = self.diagram.shown(edge.source), self.diagram.shown(edge.target)
            around.add_route(edge_id, ends, stored.route, within=window)
            if stored.label:
                size = label_extent(edge, self.axes, self.label_size)
                x, y = stored.label
                around.add_label(edge_id, Rect(x - size.width / 2, y - size.height / 2, size.width, size.height))
