"""Where rectangles go when they are aligned or spread out; questions only, `edits.align` moves them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from infrasketch_desktop.diagram.geometry import Point, Rect, union


class Alignment(StrEnum):
    """Which edge or middle line rectangles share."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


class Axis(StrEnum):
    """The direction along which rectangles are spread out."""

    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"


def aligned(rects: Mapping[str, Rect], how: Alignment) -> dict[str, Point]:
    """The top-left corner of each rectangle once all share one line of the rectangle around them."""
    around = union(rects.values())
    if around is None:
        return {}
    return {key: _aligned_corner(rect, around, how) for key, rect in rects.items()}


def _aligned_corner(rect: Rect, around: Rect, how: Alignment) -> Point:
    match how:
        case Alignment.LEFT:
            return Point(around.left, rect.y)
        case Alignment.CENTER:
            return Point(around.center.x - rect.width / 2, rect.y)
        case Alignment.RIGHT:
            return Point(around.right - rect.width, rect.y)
        case Alignment.TOP:
            return Point(rect.x, around.top)
        case Alignment.MIDDLE:
            return Point(rect.x, around.center.y - rect.height / 2)
        case Alignment.BOTTOM:
            return Point(rect.x, around.bottom - rect.height)


def distributed(rects: Mapping[str, Rect], axis: Axis) -> dict[str, Point]:
    """The top-left corner of each rectangle once the gaps between neighbours are equal, to the nearest unit.

    The two outermost stay. Fewer than three rectangles stay where they are. Gaps may be negative when the rectangles
    do not fit between the outermost two.
    """
    horizontal = axis is Axis.HORIZONTAL
    order = sorted(rects.items(), key=lambda item: (_center(item[1], horizontal=horizontal), item[0]))
    if len(order) < 3:  # noqa: PLR2004 - two have a single gap
        return {key: Point(rect.x, rect.y) for key, rect in order}
    lengths = [rect.width if horizontal else rect.height for _, rect in order]
    first, last = order[0][1], order[-1][1]
    start = first.left if horizontal else first.top
    end = last.right if horizontal else last.bottom
    gap = (end - start - sum(lengths)) / (len(order) - 1)
    places: dict[str, Point] = {}
    position = start
    for (key, rect), length in zip(order, lengths, strict=True):
        places[key] = Point(round(position), rect.y) if horizontal else Point(rect.x, round(position))
        position += length + gap
    for key, rect in (order[0], order[-1]):
        places[key] = Point(rect.x, rect.y)
    return places


def _center(rect: Rect, *, horizontal: bool) -> float:
    return rect.center.x if horizontal else rect.center.y
