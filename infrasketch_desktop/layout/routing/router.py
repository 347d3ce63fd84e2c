"""Routes a few edges among things that stay: sides and ends first, then a simple way, then a way around."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from infrasketch_desktop.diagram.geometry import Point, Rect, Side, Size, rect_around
from infrasketch_desktop.layout.labels import NO_LABEL
from infrasketch_desktop.layout.routing.connectors import disturbance, simple_ways
from infrasketch_desktop.layout.routing.maze import MARGIN, Area, Effort, Mouth, Purse, find_way
from infrasketch_desktop.layout.routing.sides import along_side, facing_sides, share_side, side_of
from infrasketch_desktop.layout.routing.surroundings import Route, Stretch, Surroundings

_END_CLEARANCE = 1.0


@dataclass(frozen=True, slots=True)
class Errand:
    """An edge that needs a route between two different records; `label` is of no size without one."""

    edge: str
    ends: tuple[str, str]
    label: Size = NO_LABEL


@dataclass(frozen=True, slots=True)
class Routed:
    """`label` is the centre of the label; None without one."""

    route: Route
    label: Point | None


def route_edges(
    errands: Sequence[Errand], around: Surroundings, effort: Effort, check: Callable[[], None] = lambda: None
) -> dict[str, Routed]:
    """Routes for `errands`, in their order; each goes around the ones before, which are added to `around`.

    `check` is called before each and may stop the work by raising.
    """
    mouths = _share_sides(errands, around)
    found: dict[str, Routed] = {}
    purse = Purse(effort)
    for errand in errands:
        check()
        start, goal = mouths[errand.edge]
        route, simple = _simple_way(errand, start, goal, around)
        if not simple:
            route = _way_around(errand, start, goal, around, purse) or route
        around.add_route(errand.edge, errand.ends, route)
        label = place_label(route, errand.label, around) if errand.label.width else None
        if label:
            around.add_label(errand.edge, _centred(label, errand.label))
        found[errand.edge] = Routed(route, label)
    return found


def _share_sides(errands: Sequence[Errand], around: Surroundings) -> dict[str, tuple[Mouth, Mouth]]:
    """Both ends of every edge, those on one side of a record in the order of where they lead."""
    guests: dict[tuple[str, Side], list[tuple[float, str, int]]] = {}
    for errand in errands:
        rects = [around.rect(end) for end in errand.ends]
        for number, side in enumerate(facing_sides(rects[0], rects[1])):
            toward = along_side(side, rects[1 - number].center)
            guests.setdefault((errand.ends[number], side), []).append((toward, errand.edge, number))
    mouths: dict[tuple[str, int], Mouth] = {}
    for (record, side), wanted in guests.items():
        rect = around.rect(record)
        taken = [point for point in around.ends_at(record) if side_of(rect, point) is side]
        places = share_side(rect, side, taken, len(wanted))
        for (_, edge, number), place in zip(sorted(wanted), places, strict=True):
            mouths[edge, number] = Mouth(place, side)
    return {errand.edge: (mouths[errand.edge, 0], mouths[errand.edge, 1]) for errand in errands}


def _simple_way(errand: Errand, start: Mouth, goal: Mouth, around: Surroundings) -> tuple[Route, bool]:
    """The least disturbing of the simple ways with nothing in it, and true; or the plainest one, and false."""
    ways = list(simple_ways(start.point, goal.point, start.side))
    clear = [way for way in ways if _is_open(way, start, goal) and not around.in_the_way(errand.ends, way, MARGIN - 1)]
    if not clear:
        return ways[0], False
    lines = around.lines(_between(start, goal).inflated(MARGIN))
    return _least_disturbing(clear, lines), True


def _least_disturbing(ways: Sequence[Route], lines: Sequence[Stretch]) -> Route:
    best, least = ways[0], inf
    for way in ways:
        found = disturbance(way, lines)
        if found < least:
            best, least = way, found
        if not least:
            break
    return best


def _way_around(errand: Errand, start: Mouth, goal: Mouth, around: Surroundings, purse: Purse) -> Route | None:
    """A way around everything; where groups close all ways, one through them, but around what they hold."""
    detours = purse.effort.detours
    for detour, through_groups in (*((detour, False) for detour in detours), (detours[-1], True)):
        if purse.left <= 0:
            return None
        near = _between(start, goal).inflated(detour)
        obstacles = around.obstacles(errand.ends, near, with_groups=not through_groups)
        way = find_way(start, goal, Area(near, obstacles, around.lines(near)), purse)
        if way:
            return _tidied(way)
    return None


def _between(start: Mouth, goal: Mouth) -> Rect:
    return rect_around((start.point, goal.point)) or Rect(0, 0, 0, 0)


def _is_open(way: Route, start: Mouth, goal: Mouth) -> bool:
    """Whether a way leaves and enters outwards, not back through the rectangles at its ends."""
    for mouth, neighbour in ((start, way[1]), (goal, way[-2])):
        dx, dy = mouth.side.step
        if (neighbour.x - mouth.point.x) * dx + (neighbour.y - mouth.point.y) * dy < _END_CLEARANCE:
            return False
    return True


def _tidied(route: Route) -> Route:
    """The same way without corners on a straight."""
    kept: list[Point] = []
    for point in route:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and (kept[-2].x == kept[-1].x == point.x or kept[-2].y == kept[-1].y == point.y):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def place_label(route: Route, size: Size, around: Surroundings) -> Point:
    """Where a label lies free on its route: on the longest stretches first, in their middle first."""
    stretches = sorted(pairwise(route), key=lambda ab: -(abs(ab[0].x - ab[1].x) + abs(ab[0].y - ab[1].y)))
    places = [
        Point(round(a.x + (b.x - a.x) * share), round(a.y + (b.y - a.y) * share))
        for share in (0.5, 0.3, 0.7)
        for a, b in stretches
    ]
    free = (place for place in places if not around.covers(_centred(place, size)))
    return next(free, places[0])


def _centred(point: Point, size: Size) -> Rect:
    return Rect(point.x - size.width / 2, point.y - size.height / 2, size.width, size.height)
