"""The line of an edge: as laid out, through waypoints set by hand, or a default between the nearest sides."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.kinds import EdgeStyle
from infrasketch_desktop.diagram.records import Edge
from infrasketch_desktop.picture.connectors import elbow, loop, straight, through_waypoints
from infrasketch_desktop.picture.paths import flatten, rounded_path, straight_path
from infrasketch_desktop.picture.shapes import Step, Verb

CORNER = 6.0
SOFT_CORNER = 28.0
LANE_GAP = 14.0
_TOLERANCE = 1.5
_MOST_SIBLINGS = 24
"""Beyond so many edges at a record its parallel ones are no longer told apart by default; a layout does."""


@dataclass(frozen=True, slots=True)
class EdgePath:
    """The corners of an edge from border to border, and how they are joined. Without points the edge is hidden.

    `label` is where the centre of its label stands.
    """

    points: tuple[Point, ...]
    style: EdgeStyle
    label: Point

    def __bool__(self) -> bool:
        return bool(self.points)

    def steps(self, cut_start: float = 0.0, cut_end: float = 0.0) -> tuple[Step, ...]:
        """The line as a path, shortened at its ends to leave room for arrow heads."""
        return joined(trimmed(self.points, cut_start, cut_end), self.style)

    def flattened(self) -> tuple[Point, ...]:
        """The line as drawn, curves cut into short straight pieces; for hit-testing."""
        return flatten(self.steps())


def edge_path(diagram: Diagram, edge: Edge) -> EdgePath:
    """The line of `edge` in `diagram`.

    An end inside a collapsed group is drawn at the group's card; with both ends in the same one the edge is hidden.
    A route counts only while it begins and ends on the borders of what the edge joins: one that was left behind by a
    moved record is passed over until the next layout.
    """
    style = diagram.sheet.edge_style
    source_id, target_id = diagram.shown(edge.source), diagram.shown(edge.target)
    if source_id == target_id and edge.source != edge.target:
        return EdgePath((), style, Point(0, 0))
    source, target = diagram.bounds(source_id), diagram.bounds(target_id)
    points, laid_out = _points(diagram, edge, source, target)
    label = edge.label_at if edge.label_at and (laid_out or edge.label_pinned) else middle(points)
    return EdgePath(points, style, label)


def _points(diagram: Diagram, edge: Edge, source: Rect, target: Rect) -> tuple[tuple[Point, ...], bool]:
    """The corners, and whether `label_at` was meant for them."""
    style = diagram.sheet.edge_style
    if edge.waypoints:
        return through_waypoints(source, target, edge.waypoints, orthogonal=style is not EdgeStyle.STRAIGHT), True
    if edge.route and style is not EdgeStyle.STRAIGHT and joins(edge.route, source, target):
        return edge.route, True
    if edge.source == edge.target:
        return loop(source), False
    shift = _lane(diagram, edge) * LANE_GAP
    if style is EdgeStyle.STRAIGHT:
        return straight(source, target, shift), False
    return elbow(source, target, shift), not edge.route


def joins(route: tuple[Point, ...], source: Rect, target: Rect) -> bool:
    """Whether a route begins on the border of `source` and ends on that of `target`."""
    return _on_border(route[0], source) and _on_border(route[-1], target)


def joined(points: tuple[Point, ...], style: EdgeStyle) -> tuple[Step, ...]:
    """A path through `points` as the sheet's style wants it."""
    if style is EdgeStyle.CURVED:
        if len(points) == len(("start", "first handle", "second handle", "end")):
            return (Step(Verb.MOVE, points[:1]), Step(Verb.CURVE, points[1:]))
        return rounded_path(points, SOFT_CORNER)
    return rounded_path(points, CORNER) if style is EdgeStyle.ORTHOGONAL else straight_path(points)


def trimmed(points: tuple[Point, ...], start: float, end: float) -> tuple[Point, ...]:
    """`points` with the first and last one moved inwards, at most to half of their stretch."""
    if len(points) < 2:  # noqa: PLR2004 a line has two ends
        return points
    first = _moved(points[0], points[1], start)
    last = _moved(points[-1], points[-2], end)
    return (first, *points[1:-1], last)


def middle(points: tuple[Point, ...]) -> Point:
    """The middle of the stretch that holds half of the line's length: a label there never lies on a corner."""
    lengths = [hypot(b.x - a.x, b.y - a.y) for a, b in pairwise(points)]
    rest = sum(lengths) / 2
    for (a, b), length in zip(pairwise(points), lengths, strict=True):
        if rest <= length:
            return Point((a.x + b.x) / 2, (a.y + b.y) / 2)
        rest -= length
    return points[-1]


def _moved(point: Point, toward: Point, by: float) -> Point:
    length = hypot(toward.x - point.x, toward.y - point.y)
    if not by or not length:
        return point
    share = min(by / length, 0.5)
    return Point(point.x + (toward.x - point.x) * share, point.y + (toward.y - point.y) * share)


def _on_border(point: Point, rect: Rect) -> bool:
    return rect.inflated(_TOLERANCE).contains(point) and not (
        rect.left + _TOLERANCE < point.x < rect.right - _TOLERANCE
        and rect.top + _TOLERANCE < point.y < rect.bottom - _TOLERANCE
    )


def _lane(diagram: Diagram, edge: Edge) -> float:
    """The place of an edge among those that join the same two records: 0 when alone, else steps around 0."""
    siblings = min(diagram.incident(edge.source), diagram.incident(edge.target), key=len)
    if not 1 < len(siblings) <= _MOST_SIBLINGS:
        return 0.0
    edges, ends = diagram.edges, {edge.source, edge.target}
    parallel = [i for i in siblings if {edges[i].source, edges[i].target} == ends]
    return parallel.index(edge.id) - (len(parallel) - 1) / 2 if edge.id in parallel else 0.0
