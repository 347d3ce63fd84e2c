"""The simple ways between two facing sides: straight, or with one turn in the room between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from infrasketch_desktop.diagram.geometry import Point, Side
from infrasketch_desktop.layout.routing.surroundings import Route, Stretch
from infrasketch_desktop.layout.spacing import EDGE_GAP

LEAST_LEAD = 10.0
"""The least length of the first and last stretch, so that an arrow head fits."""
_STEPS = (0, 1, -1, 2, -2, 3, -3)
_OVERLAP_COST = 100.0
_CROSSING_COST = 1.0


def simple_ways(start: Point, goal: Point, side: Side) -> Iterator[Route]:
    """Lines of at most three stretches that leave through `side` and enter the facing side; the plainest first."""
    upright = side in {Side.TOP, Side.BOTTOM}
    a, b = (start, goal) if upright else (_swapped(start), _swapped(goal))
    for way in _upright_ways(a, b):
        yield way if upright else tuple(map(_swapped, way))


def _upright_ways(start: Point, goal: Point) -> Iterator[Route]:
    if start.x == goal.x:
        yield start, goal
        return
    low, high = sorted((start.y, goal.y))
    middle = round((low + high) / 2)
    for step in _STEPS:
        y = middle + step * EDGE_GAP
        if step == 0 or low + LEAST_LEAD <= y <= high - LEAST_LEAD:
            yield start, Point(start.x, y), Point(goal.x, y), goal


def _swapped(point: Point) -> Point:
    return Point(point.y, point.x)


def disturbance(route: Route, lines: Sequence[Stretch]) -> float:
    """How much a route meets other lines: running along one is far worse than crossing it."""
    return sum(_meeting(mine, other) for mine in pairwise(route) for other in lines)


def _meeting(mine: Stretch, other: Stretch) -> float:
    (ax, ay), (bx, by) = mine
    (cx, cy), (dx, dy) = other
    level, other_level = ay == by, cy == dy
    if level == other_level:
        distance = abs(ay - cy) if level else abs(ax - cx)
        first, second = (sorted((ax, bx)), sorted((cx, dx))) if level else (sorted((ay, by)), sorted((cy, dy)))
        apart = distance >= EDGE_GAP / 2 or first[1] <= second[0] or second[1] <= first[0]
        return 0.0 if apart else _OVERLAP_COST
    across, along = (other, mine) if level else (mine, other)
    x, y = across[0].x, along[0].y
    crosses = min(along[0].x, along[1].x) < x < max(along[0].x, along[1].x)
    return _CROSSING_COST if crosses and min(across[0].y, across[1].y) < y < max(across[0].y, across[1].y) else 0.0
