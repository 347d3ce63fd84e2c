from math import hypot

import pytest

from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.picture.paths import ellipse, flatten, parse_path, rounded_path, straight_path
from infrasketch_desktop.picture.shapes import Step, Verb

BEND = (Point(0, 0), Point(100, 0), Point(100, 50))


def test_a_notation_becomes_steps() -> None:
    assert parse_path("M 1 2 L 3 4 C 5 6 7 8 9 10 Z") == (
        Step(Verb.MOVE, (Point(1, 2),)),
        Step(Verb.LINE, (Point(3, 4),)),
        Step(Verb.CURVE, (Point(5, 6), Point(7, 8), Point(9, 10))),
        Step(Verb.CLOSE),
    )


def test_an_ellipse_is_round() -> None:
    for point in flatten(ellipse(10, 20, 5, 5), pieces=16):
        assert hypot(point.x - 10, point.y - 20) == pytest.approx(5, abs=0.01)


def test_a_box_touches_its_four_sides() -> None:
    points = flatten(parse_path("B 2 3 10 6 1"))
    assert (min(p.x for p in points), max(p.x for p in points)) == (2, 12)
    assert (min(p.y for p in points), max(p.y for p in points)) == (3, 9)


def test_corners_are_rounded_and_ends_stay() -> None:
    points = flatten(rounded_path(BEND, 10))
    assert (points[0], points[-1]) == (BEND[0], BEND[-1])
    assert BEND[1] not in points
    assert min(hypot(p.x - 100, p.y) for p in points) < 10


def test_a_short_stretch_gets_a_smaller_corner() -> None:
    points = flatten(rounded_path((Point(0, 0), Point(4, 0), Point(4, 100)), 10))
    assert all(0 <= p.x <= 4 and 0 <= p.y <= 100 for p in points)


def test_points_on_top_of_each_other_are_passed_over() -> None:
    twice = (Point(0, 0), Point(50, 0), Point(50, 0), Point(50, 50))
    assert flatten(rounded_path(twice, 5))[-1] == Point(50, 50)


def test_straight_lines_keep_every_corner() -> None:
    assert flatten(straight_path(BEND)) == BEND
