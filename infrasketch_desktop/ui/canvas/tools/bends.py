"""Waypoints that follow from dragging a stretch of an edge, as pure questions about lines."""

from __future__ import annotations

from collections.abc import Sequence

from infrasketch_desktop.diagram.geometry import Point

_STUB = 24.0
"""How far a line keeps its direction at a record before it turns to a stretch that was dragged aside."""


def dragged_stretch(line: Sequence[Point], index: int, to: Point) -> tuple[Point, ...]:
    """The waypoints of a right-angled `line` after its stretch `index` was moved, across its direction, to `to`.

    The corners of the line become waypoints. A stretch that meets a record keeps a stub there.
    """
    a, b = line[index], line[index + 1]
    upright = abs(a.x - b.x) < abs(a.y - b.y)
    start = a if index > 0 else _stub(a, b)
    end = b if index < len(line) - 2 else _stub(b, a)
    moved = [Point(to.x, p.y) if upright else Point(p.x, to.y) for p in (start, end)]
    return tidied((*line[1:index], *moved, *line[index + 2 : -1]))


def inserted_waypoint(line: Sequence[Point], index: int, waypoints: Sequence[Point], at: Point) -> tuple[Point, ...]:
    """`waypoints` with one more at `at`, on the stretch `index` of the `line` that passes all of them."""
    passed = 0
    for point in line[: index + 1]:
        if passed < len(waypoints) and point == waypoints[passed]:
            passed += 1
    return (*waypoints[:passed], at, *waypoints[passed:])


def moved_waypoint(waypoints: Sequence[Point], index: int, to: Point) -> tuple[Point, ...]:
    return (*waypoints[:index], to, *waypoints[index + 1 :])


def removed_waypoint(waypoints: Sequence[Point], index: int) -> tuple[Point, ...]:
    return (*waypoints[:index], *waypoints[index + 1 :])


def tidied(points: Sequence[Point]) -> tuple[Point, ...]:
    """`points` without repetitions and without those in the middle of an upright or level stretch."""
    kept: list[Point] = []
    for point in points:
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and _in_line(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def _in_line(a: Point, b: Point, c: Point) -> bool:
    return (a.x == b.x == c.x) or (a.y == b.y == c.y)


def _stub(end: Point, toward: Point) -> Point:
    """A little way, at most a quarter, along the stretch from where it meets a record."""
    length = abs(toward.x - end.x) + abs(toward.y - end.y)
    share = min(_STUB / length, 0.25) if length else 0.0
    return Point(round(end.x + (toward.x - end.x) * share), round(end.y + (toward.y - end.y) * share))
