"""Which sides of two rectangles an edge joins, and where on a side its ends lie."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from infrasketch_desktop.diagram.geometry import Point, Rect, Side
from infrasketch_desktop.layout.ports import spread_evenly

ROOM = 24.0
"""The distance two facing sides need for an edge to turn between them."""


def facing_sides(source: Rect, target: Rect) -> tuple[Side, Side]:
    """The sides by which an edge leaves and enters: along the flow where there is room, else across it."""
    along = max(target.top - source.bottom, source.top - target.bottom)
    across = max(target.left - source.right, source.left - target.right)
    if along >= ROOM or along >= across:
        below = target.center.y >= source.center.y
        return (Side.BOTTOM, Side.TOP) if below else (Side.TOP, Side.BOTTOM)
    right = target.center.x >= source.center.x
    return (Side.RIGHT, Side.LEFT) if right else (Side.LEFT, Side.RIGHT)


def side_of(rect: Rect, point: Point) -> Side:
    """The side of `rect` that a point on its border lies on."""
    distances = {
        Side.TOP: abs(point.y - rect.top),
        Side.BOTTOM: abs(point.y - rect.bottom),
        Side.LEFT: abs(point.x - rect.left),
        Side.RIGHT: abs(point.x - rect.right),
    }
    return min(distances, key=distances.__getitem__)


def on_side(rect: Rect, side: Side, distance: float) -> Point:
    """The point of a side that lies `distance` from its left or upper end."""
    match side:
        case Side.TOP:
            return Point(rect.left + distance, rect.top)
        case Side.BOTTOM:
            return Point(rect.left + distance, rect.bottom)
        case Side.LEFT:
            return Point(rect.left, rect.top + distance)
        case Side.RIGHT:
            return Point(rect.right, rect.top + distance)


def along_side(side: Side, point: Point) -> float:
    """The coordinate that runs along a side."""
    return point.x if side in {Side.TOP, Side.BOTTOM} else point.y


def share_side(rect: Rect, side: Side, taken: Sequence[Point], count: int) -> list[Point]:
    """Places for `count` new ends on a side from left to right or top to bottom.

    Alone they are spread evenly, one in the middle; otherwise each takes the middle of the widest gap left.
    """
    length = rect.width if side in {Side.TOP, Side.BOTTOM} else rect.height
    start = along_side(side, Point(rect.left, rect.top))
    if not taken:
        return [on_side(rect, side, spread_evenly(length, number, count)) for number in range(1, count + 1)]
    places = sorted(along_side(side, point) - start for point in taken)
    chosen = []
    for _ in range(count):
        gaps = list(pairwise((0.0, *places, length)))
        low, high = max(gaps, key=lambda gap: (round(gap[1] - gap[0], 3), -abs(gap[0] + gap[1] - length)))
        chosen.append(float(round((low + high) / 2)))
        places = sorted((*places, chosen[-1]))
    return [on_side(rect, side, distance) for distance in sorted(chosen)]
