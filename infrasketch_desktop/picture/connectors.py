"""Lines between two rectangles: elbows between the middles of sides, straight lines, loops, ways through waypoints."""

from __future__ import annotations

from collections.abc import Sequence

from infrasketch_desktop.diagram.geometry import Point, Rect

_LOOP = 28.0


def elbow(source: Rect, target: Rect, shift: float = 0.0) -> tuple[Point, ...]:
    """At most four points, horizontal and vertical, between the middles of the sides that face each other.

    `shift` moves the line along the sides, to keep parallel ones apart.
    """
    across = max(target.left - source.right, source.left - target.right)
    down = max(target.top - source.bottom, source.top - target.bottom)
    if down >= across:
        below = target.y + target.height / 2 >= source.y + source.height / 2
        x, end_x = (
            _kept(source.center.x + shift, source.left, source.right),
            _kept(target.center.x + shift, target.left, target.right),
        )
        y, end_y = (source.bottom, target.top) if below else (source.top, target.bottom)
        if x == end_x:
            return Point(x, y), Point(end_x, end_y)
        turn = (y + end_y) / 2 + shift
        return Point(x, y), Point(x, turn), Point(end_x, turn), Point(end_x, end_y)
    right = target.x + target.width / 2 >= source.x + source.width / 2
    y, end_y = (
        _kept(source.center.y + shift, source.top, source.bottom),
        _kept(target.center.y + shift, target.top, target.bottom),
    )
    x, end_x = (source.right, target.left) if right else (source.left, target.right)
    if y == end_y:
        return Point(x, y), Point(end_x, end_y)
    turn = (x + end_x) / 2 + shift
    return Point(x, y), Point(turn, y), Point(turn, end_y), Point(end_x, end_y)


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


def _kept(value: float, low: float, high: float) -> float:
    """`value` held a little inside a side, so that a line never leaves at a corner."""
    margin = min(8.0, (high - low) / 4)
    return min(max(value, low + margin), high - margin)
