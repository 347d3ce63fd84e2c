"""Paths in a short notation, and paths for the round things: circles, rounded corners, smooth curves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import hypot

from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.picture.shapes import Step, Verb

ROUND = 0.5523
"""Length of the handles of a cubic curve, in radii, that makes it a quarter circle (error below 0.03 %)."""

_MOVE, _LINE, _CURVE = Verb.MOVE, Verb.LINE, Verb.CURVE

_ARITY = {"M": 2, "L": 2, "C": 6, "Z": 0, "O": 4, "B": 5}


def parse_path(notation: str) -> tuple[Step, ...]:
    """The steps of a path in SVG's absolute `M L C Z`, and two letters of our own.

    `O cx cy rx ry` is an ellipse, `B x y width height radius` a rounded box.
    """
    words = notation.split()
    steps: list[Step] = []
    place = 0
    while place < len(words):
        letter = words[place]
        numbers = [float(word) for word in words[place + 1 : place + 1 + _ARITY[letter]]]
        steps.extend(_steps(letter, numbers))
        place += 1 + len(numbers)
    return tuple(steps)


def _steps(letter: str, numbers: Sequence[float]) -> Iterator[Step]:
    match letter:
        case "O":
            yield from ellipse(*numbers)
        case "B":
            yield from rounded_box(*numbers)
        case _:
            points = tuple(Point(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True))
            yield Step(Verb(letter), points)


def ellipse(cx: float, cy: float, rx: float, ry: float) -> tuple[Step, ...]:
    """A closed ellipse around (cx, cy)."""
    kx, ky = rx * ROUND, ry * ROUND
    return (
        Step(Verb.MOVE, (Point(cx + rx, cy),)),
        _curve(cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry),
        _curve(cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy),
        _curve(cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry),
        _curve(cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy),
        Step(Verb.CLOSE),
    )


def rounded_box(x: float, y: float, width: float, height: float, radius: float) -> tuple[Step, ...]:
    """A closed rectangle by its top-left corner."""
    right, bottom, k = x + width, y + height, radius * (1 - ROUND)
    return (
        Step(Verb.MOVE, (Point(x + radius, y),)),
        Step(Verb.LINE, (Point(right - radius, y),)),
        _curve(right - k, y, right, y + k, right, y + radius),
        Step(Verb.LINE, (Point(right, bottom - radius),)),
        _curve(right, bottom - k, right - k, bottom, right - radius, bottom),
        Step(Verb.LINE, (Point(x + radius, bottom),)),
        _curve(x + k, bottom, x, bottom - k, x, bottom - radius),
        Step(Verb.LINE, (Point(x, y + radius),)),
        _curve(x, y + k, x + k, y, x + radius, y),
        Step(Verb.CLOSE),
    )


def straight_path(points: Sequence[Point]) -> tuple[Step, ...]:
    """Straight lines through `points`."""
    return (Step(Verb.MOVE, (points[0],)), *(Step(Verb.LINE, (point,)) for point in points[1:]))


def rounded_path(points: Sequence[Point], radius: float) -> tuple[Step, ...]:
    """Straight lines through `points` with corners rounded by `radius`, or by half a side where that is shorter."""
    steps = [Step(_MOVE, (points[0],))]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        steps.extend(_rounded_corner(before, corner, after, radius))
    steps.append(Step(_LINE, (points[-1],)))
    return tuple(steps)


def _rounded_corner(before: Point, corner: Point, after: Point, radius: float) -> tuple[Step, ...]:
    """The line to where a corner begins, and the curve around it. Written flat: half of drawing a line is this."""
    x, y = corner
    in_x, in_y = before[0] - x, before[1] - y
    out_x, out_y = after[0] - x, after[1] - y
    length_in, length_out = hypot(in_x, in_y), hypot(out_x, out_y)
    reach = min(radius, length_in / 2, length_out / 2)
    if reach <= 0:
        return ()
    share_in, share_out = reach / length_in, reach / length_out
    first, second = share_in * (1 - ROUND), share_out * (1 - ROUND)
    start, end = Point(x + in_x * share_in, y + in_y * share_in), Point(x + out_x * share_out, y + out_y * share_out)
    handles = Point(x + in_x * first, y + in_y * first), Point(x + out_x * second, y + out_y * second)
    return Step(_LINE, (start,)), Step(_CURVE, (*handles, end))


def flatten(steps: Sequence[Step], pieces: int = 8) -> tuple[Point, ...]:
    """The points of an open path with every curve cut into `pieces` straight ones."""
    points: list[Point] = []
    for step in steps:
        if step.verb is Verb.CURVE:
            start = points[-1]
            points.extend(_on_curve(start, step.points, i / pieces) for i in range(1, pieces + 1))
        elif step.points:
            points.append(step.points[0])
    return tuple(points)


def _on_curve(start: Point, rest: Sequence[Point], t: float) -> Point:
    first, second, end = rest
    a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
    return Point(
        a * start.x + b * first.x + c * second.x + d * end.x,
        a * start.y + b * first.y + c * second.y + d * end.y,
    )


def _curve(*numbers: float) -> Step:
    """A curve by the coordinates of its two handles and its end."""
    x1, y1, x2, y2, x, y = numbers
    return Step(Verb.CURVE, (Point(x1, y1), Point(x2, y2), Point(x, y)))
