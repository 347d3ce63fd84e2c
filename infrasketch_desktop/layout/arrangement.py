"""The result of a layout, and how it enters a diagram."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.kinds import Direction
from infrasketch_desktop.diagram.records import Edge, Group
from infrasketch_desktop.diagram.routes import following, with_route, without_route

Route = tuple[Point, ...]
MOST_CORNERS = 500
"""What an edge may carry (see `diagram.validation`); a longer route is left out and the default line drawn."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What changes; everything else stays.

    `positions` are top-left corners of nodes, of notes and empty groups inside groups that move, and of what collapsed
    groups hide. `labels` are centres; None takes a stored place away. `moved` counts the nodes that change place,
    `kept` those in scope that stay because they are pinned or locked.
    """

    positions: Mapping[str, Point]
    routes: Mapping[str, Route]
    labels: Mapping[str, Point | None]
    moved: int = 0
    kept: int = 0
    direction: Direction | None = None

    def __bool__(self) -> bool:
        """Whether anything changes."""
        return bool(self.positions or self.routes or self.labels or self.direction)


def apply_arrangement(edit: Edit, arrangement: Arrangement) -> None:
    """Put the result into an open edit; ids that were removed meanwhile are passed over.

    Nodes pinned or locked since the layout began stay where they are. Labels placed by hand follow what they lie
    between.

    Raises:
        InvariantError: a place is out of bounds.
    """
    diagram = edit.diagram
    if arrangement.direction and arrangement.direction is not diagram.sheet.direction:
        edit.put(replace(diagram.sheet, direction=arrangement.direction))
    before = _ends_of_pinned_labels(diagram)
    for record_id, point in arrangement.positions.items():
        record = diagram.placed(record_id)
        if record and not record.locked and not getattr(record, "pinned", False):
            edit.put(replace(record, x=point.x, y=point.y))
    for edge_id, rects in _ends_of_pinned_labels(diagram).items():
        if rects != before[edge_id]:
            edit.put(following(diagram.edges[edge_id], before[edge_id], rects))
    for edge_id in arrangement.routes.keys() | arrangement.labels.keys():
        edge = diagram.edges.get(edge_id)
        if edge and not edge.waypoints:
            edit.put(_routed(edge, arrangement))


def _ends_of_pinned_labels(diagram: Diagram) -> dict[str, tuple[Rect, Rect]]:
    """Between which rectangles the labels lie that were placed by hand."""
    return {
        edge.id: (diagram.bounds(diagram.shown(edge.source)), diagram.bounds(diagram.shown(edge.target)))
        for edge in diagram.edges.values()
        if edge.label_pinned
    }


def _routed(edge: Edge, arrangement: Arrangement) -> Edge:
    route = arrangement.routes.get(edge.id, edge.route)
    if len(route) > MOST_CORNERS:
        return without_route(edge)
    return with_route(edge, route, arrangement.labels.get(edge.id, edge.label_at))


def moves(diagram: Diagram, shown: str, corner: Point) -> dict[str, Point]:
    """The new corner of a shown record, or of everything that a card stands for."""
    rect = diagram.bounds(shown)
    dx, dy = corner.x - rect.x, corner.y - rect.y
    if (dx, dy) == (0, 0):
        return {}
    moves = {}
    for record_id in (shown, *diagram.descendants(shown)):
        record = diagram.placed(record_id)
        if record and not (isinstance(record, Group) and diagram.members(record_id)):
            moves[record_id] = Point(record.x + dx, record.y + dy)
    return moves
