"""Sides and places on them."""

import pytest

from infrasketch_desktop.diagram.geometry import Point, Rect, Side
from infrasketch_desktop.layout.routing.connectors import disturbance, simple_ways
from infrasketch_desktop.layout.routing.sides import facing_sides, share_side, side_of

BOX = Rect(0, 0, 180, 80)


@pytest.mark.parametrize(
    ("target", "sides"),
    [
        (Rect(0, 200, 180, 80), (Side.BOTTOM, Side.TOP)),
        (Rect(500, 200, 180, 80), (Side.BOTTOM, Side.TOP)),
        (Rect(0, -200, 180, 80), (Side.TOP, Side.BOTTOM)),
        (Rect(300, 0, 180, 80), (Side.RIGHT, Side.LEFT)),
        (Rect(-300, 10, 180, 80), (Side.LEFT, Side.RIGHT)),
    ],
)
def test_edges_leave_along_the_flow_where_there_is_room(target: Rect, sides: tuple[Side, Side]) -> None:
    assert facing_sides(BOX, target) == sides


def test_a_single_end_takes_the_middle_and_several_are_spread() -> None:
    assert share_side(BOX, Side.BOTTOM, [], 1) == [Point(90, 80)]
    assert share_side(BOX, Side.RIGHT, [], 3) == [Point(180, 20), Point(180, 40), Point(180, 60)]


def test_a_new_end_takes_the_widest_gap() -> None:
    assert share_side(BOX, Side.BOTTOM, [Point(120, 80)], 1) == [Point(60, 80)]
    assert share_side(BOX, Side.BOTTOM, [Point(90, 80)], 2) == [Point(45, 80), Point(135, 80)]


def test_the_side_of_an_end_is_known() -> None:
    assert side_of(BOX, Point(30, 80)) is Side.BOTTOM
    assert side_of(BOX, Point(180, 20)) is Side.RIGHT


def test_ways_between_sides_turn_once_at_different_heights() -> None:
    ways = list(simple_ways(Point(90, 80), Point(300, 200), Side.BOTTOM))
    assert ways[0] == (Point(90, 80), Point(90, 140), Point(300, 140), Point(300, 200))
    assert {way[1].y for way in ways} == {140, 152, 128, 164, 116, 176, 104}
    assert list(simple_ways(Point(90, 80), Point(90, 200), Side.BOTTOM)) == [(Point(90, 80), Point(90, 200))]


def test_running_along_a_line_is_worse_than_crossing_many() -> None:
    lines = [(Point(x, 0), Point(x, 300)) for x in range(10, 300, 10)]
    crossing = (Point(0, 100), Point(300, 100))
    following = (Point(10, 0), Point(10, 300))
    assert 0 < disturbance(crossing, lines) < disturbance(following, lines)
