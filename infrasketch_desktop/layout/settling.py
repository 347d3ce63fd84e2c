"""After things moved: which routes still hold, and new ones for those that do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.records import Edge
from infrasketch_desktop.layout.axes import Axes
from infrasketch_desktop.layout.labels import LabelSize
from infrasketch_desktop.layout.loops import draw_loop, loop_label
from infrasketch_desktop.layout.monitor import Monitor
from infrasketch_desktop.layout.planting import label_extent, loops_at
from infrasketch_desktop.layout.routing.maze import MARGIN, THOROUGH
from infrasketch_desktop.layout.routing.router import Errand, Routed, route_edges
from infrasketch_desktop.layout.routing.surroundings import Surroundings
from infrasketch_desktop.layout.view import View


@dataclass(frozen=True, slots=True)
class Stage:
    """A diagram with the places that its records have now; all that follows speaks drawing space."""

    diagram: Diagram
    view: View
    axes: Axes
    label_size: LabelSize

    def rect(self, record_id: str) -> Rect:
        return self.axes.rect(self.view.rects[record_id])

    def edges(self) -> Iterator[tuple[Edge, tuple[str, str]]]:
        """Shown edges that are routed automatically, with what they join, by id."""
        for edge_id in sorted(self.diagram.edges):
            edge = self.diagram.edges[edge_id]
            ends = self.view.ends(edge)
            if ends and not edge.waypoints:
                yield edge, ends

    def stored(self, edge: Edge) -> Routed:
        """The route and label that an edge has."""
        route = tuple(self.axes.point(*point) for point in edge.route)
        return Routed(route, self.axes.point(*edge.label_at) if edge.label_at else None)

    def surroundings(self) -> Surroundings:
        solids = [(i, self.rect(i)) for i in sorted(self.view.rects) if i not in self.view.children]
        frames = [(i, self.rect(i)) for i in sorted(self.view.rects) if i in self.view.children]
        return Surroundings(solids, frames, self.view.ancestors)


def settle_routes(
    stage: Stage, before: Mapping[str, Rect], drawn: Mapping[str, Routed], monitor: Monitor, *, trust: bool
) -> dict[str, Routed]:
    """Routes for all edges that need another one than they have; on the sheet, not in drawing space.

    `before` are the rectangles that records had on the sheet. `drawn`, in drawing space, are routes from the layout;
    without `trust` they count only where nothing is in their way. Any other edge keeps its route unless it has none,
    an end of it changed, or something that changed lies on it.
    """
    changed = {i: rect for i, rect in stage.view.rects.items() if before.get(i) != rect}
    settled = {i: routed for i, routed in drawn.items() if trust}
    if len(settled) < sum(1 for _ in stage.edges()):
        settled.update(_others(stage, changed, drawn, settled, monitor))
    return {edge_id: on_sheet(stage.axes, routed) for edge_id, routed in settled.items()}


def on_sheet(axes: Axes, routed: Routed) -> Routed:
    route = tuple(axes.point(*point) for point in routed.route)
    return Routed(route, axes.point(*routed.label) if routed.label else None)


def _others(
    stage: Stage,
    changed: Mapping[str, Rect],
    drawn: Mapping[str, Routed],
    settled: Mapping[str, Routed],
    monitor: Monitor,
) -> dict[str, Routed]:
    around = stage.surroundings()
    new = _Obstruction(stage, changed)
    found: dict[str, Routed] = {}
    errands = []
    for edge, ends in stage.edges():
        routed = settled.get(edge.id) or drawn.get(edge.id)
        if routed and edge.id not in settled and around.in_the_way(ends, routed.route, MARGIN - 1):
            routed = None
        if routed is None and not new.spoils(edge, ends):
            routed = stage.stored(edge)
        elif routed is None and ends[0] == ends[1]:
            routed = _loop(stage, edge, ends[0])
        if routed:
            found[edge.id] = routed
        if routed:
            _put(around, stage, edge, ends, routed)
        else:
            errands.append(Errand(edge.id, ends, label_extent(edge, stage.axes, stage.label_size)))
    found.update(route_edges(errands, around, THOROUGH, monitor.check))
    return found


class _Obstruction:
    """What changed, and whether an edge still holds in spite of it."""

    def __init__(self, stage: Stage, changed: Mapping[str, Rect]) -> None:
        self._stage = stage
        self._changed = changed
        rects = [(i, stage.axes.rect(rect)) for i, rect in sorted(changed.items())]
        children = stage.view.children
        self._around = Surroundings(
            [(i, rect) for i, rect in rects if i not in children],
            [(i, rect) for i, rect in rects if i in children],
            stage.view.ancestors,
        )

    def spoils(self, edge: Edge, ends: tuple[str, str]) -> bool:
        if not edge.route or not self._changed.keys().isdisjoint(ends):
            return True
        return self._around.in_the_way(ends, self._stage.stored(edge).route, 0.0)


def _loop(stage: Stage, edge: Edge, record_id: str) -> Routed:
    loops = loops_at(stage.diagram, record_id)
    number = loops.index(edge)
    rect = stage.rect(record_id)
    label = label_extent(edge, stage.axes, stage.label_size)
    centre = loop_label(rect, label, number, len(loops)) if edge.label else None
    return Routed(draw_loop(rect, number, len(loops)), centre)


def _put(around: Surroundings, stage: Stage, edge: Edge, ends: tuple[str, str], routed: Routed) -> None:
    around.add_route(edge.id, ends, routed.route)
    if routed.label:
        size = label_extent(edge, stage.axes, stage.label_size)
        x, y = routed.label
        around.add_label(edge.id, Rect(x - size.width / 2, y - size.height / 2, size.width, size.height))


def changes(
    diagram: Diagram, settled: Mapping[str, Routed]
) -> tuple[dict[str, tuple[Point, ...]], dict[str, Point | None]]:
    """What of `settled`, on the sheet, differs from what the edges have: routes, and places of labels."""
    edges = diagram.edges
    routes = {i: routed.route for i, routed in settled.items() if edges[i].route != routed.route}
    labels = {i: routed.label for i, routed in settled.items() if _moves_label(edges[i], routed)}
    return routes, labels


def _moves_label(edge: Edge, routed: Routed) -> bool:
    return not edge.label_pinned and edge.label_at != routed.label
