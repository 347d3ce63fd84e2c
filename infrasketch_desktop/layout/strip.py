"""Opens an empty strip across the sheet, so that a group that is closed in gets room for one more member.

Everything beyond the strip moves by its width, lines included, so nothing comes to overlap and no line loses its way.
Of the four sides of the group the one is taken where least has to move.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from infrasketch_desktop.diagram.geometry import Point, Rect, Side
from infrasketch_desktop.layout.routing.surroundings import Route
from infrasketch_desktop.layout.spacing import GRID, ceil_to

GAP = 20
"""Between the new member and the others beside it."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Everything on the far side of the line at `place`, seen towards `side`, moves on by `width`."""

    side: Side
    place: float
    width: float

    def moves(self, rect: Rect) -> bool:
        match self.side:
            case Side.BOTTOM:
                return rect.top >= self.place
            case Side.TOP:
                return rect.bottom <= self.place
            case Side.RIGHT:
                return rect.left >= self.place
            case Side.LEFT:
                return rect.right <= self.place

    def moved(self, rect: Rect) -> Rect:
        dx, dy = self.side.step
        return rect.translated(dx * self.width, dy * self.width) if self.moves(rect) else rect

    def moved_route(self, route: Route) -> Route:
        return tuple(self.moved_point(point) for point in route)

    def moved_point(self, point: Point) -> Point:
        moved = self.moved(Rect(point.x, point.y, 0, 0))
        return Point(moved.x, moved.y)


def best_strip(inner: Rect, size: Rect, rects: Mapping[str, Rect], fixed: frozenset[str]) -> Strip | None:
    """The strip beside `inner`, the part of a group that its members take, that moves least and nothing `fixed`."""
    strips = [
        Strip(Side.BOTTOM, inner.bottom, ceil_to(size.height + GAP, GRID)),
        Strip(Side.TOP, inner.top, ceil_to(size.height + GAP, GRID)),
        Strip(Side.RIGHT, inner.right, ceil_to(size.width + GAP, GRID)),
        Strip(Side.LEFT, inner.left, ceil_to(size.width + GAP, GRID)),
    ]
    costs = []
    for number, strip in enumerate(strips):
        moving = [i for i, rect in rects.items() if strip.moves(rect)]
        if fixed.isdisjoint(moving):
            costs.append((len(moving) * strip.width, number))
    return strips[min(costs)[1]] if costs else None


def place_in_strip(inner: Rect, size: Rect, strip: Strip, wanted: Point) -> Rect:
    """Where the new member goes once the strip is open: as near to `wanted` as the side of the group is long."""
    x = min(max(wanted.x, inner.left), max(inner.left, inner.right - size.width))
    y = min(max(wanted.y, inner.top), max(inner.top, inner.bottom - size.height))
    match strip.side:
        case Side.BOTTOM:
            y = inner.bottom + GAP
        case Side.TOP:
            y = inner.top - GAP - size.height
        case Side.RIGHT:
            x = inner.right + GAP
        case Side.LEFT:
            x = inner.left - GAP - size.width
    return Rect(round(x), round(y), size.width, size.height)
