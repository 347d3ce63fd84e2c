"""Lines between two rectangles: elbows between the middles of sides, straight lines, loops, ways through waypoints."""

from __future__ import annotations

from collections.abc import Sequence

from infrasketch_desktop.diagram.geometry import Point, Rect

_LOOP = 28.0


def elbow(source: Rect, target: Rect, shift: float = 0.0) -> tuple[Point, ...]:
    """At most four points, horizontal and vertical, between the middles of the sides that face each other.

    `shift` moves the line along the sides, to keep parallel ones apart.
    """
    columns, rows = _span(source.x, source.width), _span(source.y, source.height)
    end_columns, end_rows = _span(target.x, target.width), _span(target.y, target.height)
    across = max(end_columns[0] - columns[1], columns[0] - end_columns[1])
    down = max(end_rows[0] - rows[1], rows[0] - end_rows[1])
    if down >= across:
        return tuple([Point(x, y) for x, y in _bent(columns, rows, end_columns, end_rows, shift)])
    return tuple([Point(x, y) for y, x in _bent(rows, columns, end_rows, end_columns, shift)])


_Span = tuple[float, float]


def _span(start: float, length: float) -> _Span:
    return start, start + length


def _bent(sides: _Span, ways: _Span, end_sides: _Span, end_ways: _Span, shift: float) -> tuple[_Span, ...]:
    """The corners of an elbow as (along the sides, on the way): from one side, around the middle, to the other."""
    onwards = end_ways[0] + end_ways[1] >= ways[0] + ways[1]
    place, end_place = _middle(*sides, shift), _middle(*end_sides, shift)
    way, end_way = (ways[1], end_ways[0]) if onwards else (ways[0], end_ways[1])
    if place == end_place:
        return (place, way), (end_place, end_way)
    turn = (way + end_way) / 2 + shift
    return (place, way), (place, turn), (end_place, turn), (end_place, end_way)


def straight(source: Rect, target: Rect, shift: float = 0.0) -> tuple[Point, ...]:
    """The line between the centres, from border to border; `shift` moves it sideways."""
    start, end = source.center.moved(shift, shift), target.center.moved(shift, shift)
    return border_point(source, start, end), border_point(target, end, start)


def border_point(rect: Rect, inside: Point, outside: Point) -> Point:
    """Where the line from `inside` to `outside` leaves `rect`; `inside` itself when both are the same point."""
    dx, dy = outside.x - inside.x, outside.y - inside.y
    shares = []
    if dx:
        shares.append(((rect.right if dx > 0 else rect.left) - inside.x) / dx)
    if dy:
        shares.append(((rect.bottom if dy > 0 else rect.top) - inside.y) / dy)
    share = max(0.0, min(shares, default=0.0))
    return Point(inside.x + dx * share, inside.y + dy * share)


def loop(rect: Rect) -> tuple[Point, ...]:
    """From the top of a rectangle around its corner into its right side: an edge that ends where it begins."""
    x, y = rect.x + rect.width * 0.75, rect.center.y
    return (
        Point(x, rect.top),
        Point(x, rect.top - _LOOP),
        Point(rect.right + _LOOP, rect.top - _LOOP),
        Point(rect.right + _LOOP, y),
        Point(rect.right, y),
    )


def through_waypoints(source: Rect, target: Rect, waypoints: Sequence[Point], *, orthogonal: bool) -> tuple[Point, ...]:
    """The line that passes every waypoint; orthogonal lines turn as late as the middles of the sides allow."""
    if not orthogonal:
        start = border_point(source, source.center, waypoints[0])
        end = border_point(target, target.center, waypoints[-1])
        return (start, *waypoints, end)
    start, upright = _side_middle(source, waypoints[0])
    end, end_upright = _side_middle(target, waypoints[-1])
    points = [start]
    for point in waypoints:
        upright = _go(points, point, upright=upright)
    _arrive(points, end, upright=end_upright)
    return tuple(points)


def _go(points: list[Point], goal: Point, *, upright: bool) -> bool:
    """Go on to `goal`, around one corner when needed; whether the last stretch was upright."""
    here = points[-1]
    if here.x != goal.x and here.y != goal.y:
        points.append(Point(here.x, goal.y) if upright else Point(goal.x, here.y))
        upright = not upright
    else:
        upright = here.x == goal.x
    if goal != points[-1]:
        points.append(goal)
    return upright


def _arrive(points: list[Point], end: Point, *, upright: bool) -> None:
    """Go on to the side of a record, whose last stretch is upright or level; never back over the way just come."""
    before, last = points[max(0, len(points) - 2)], points[-1]
    if last.x != end.x and last.y != end.y:
        corner = Point(end.x, last.y) if upright else Point(last.x, end.y)
        turns_back = (corner.x - last.x) * (last.x - before.x) < 0 or (corner.y - last.y) * (last.y - before.y) < 0
        if not turns_back:
            points.append(corner)
        elif upright:
            middle = (last.y + end.y) / 2
            points.extend((Point(last.x, middle), Point(end.x, middle)))
        else:
            middle = (last.x + end.x) / 2
            points.extend((Point(middle, last.y), Point(middle, end.y)))
    points.append(end)


def _side_middle(rect: Rect, toward: Point) -> tuple[Point, bool]:
    """The middle of the side that faces a point, and whether a line leaves it upright."""
    center = rect.center
    across = max(toward.x - rect.right, rect.left - toward.x)
    down = max(toward.y - rect.bottom, rect.top - toward.y)
    if down >= across:
        return Point(center.x, rect.bottom if toward.y >= center.y else rect.top), True
    return Point(rect.right if toward.x >= center.x else rect.left, center.y), False


def _middle(low: float, high: float, shift: float) -> float:
    """The middle of a side, moved by `shift`, but held a little inside, so that a line never leaves at a corner."""
    margin = min(8.0, (high - low) / 4)
    return min(max((low + high) / 2 + shift, low + margin), high - margin)
