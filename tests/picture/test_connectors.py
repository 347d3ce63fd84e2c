from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.picture.connectors import border_point, elbow, loop, straight, through_waypoints
from infrasketch_desktop.picture.edge_path import joins

LEFT = Rect(0, 0, 100, 40)
RIGHT = Rect(300, 200, 100, 40)
BELOW = Rect(20, 300, 100, 40)

whole = st.integers(-1000, 1000).map(float)
sides = st.integers(20, 300).map(float)
rects = st.builds(Rect, whole, whole, sides, sides)


def upright_or_level(points: tuple[Point, ...]) -> bool:
    return all(a.x == b.x or a.y == b.y for a, b in pairwise(points))


def test_records_beside_each_other_are_joined_at_their_sides() -> None:
    points = elbow(LEFT, RIGHT)
    assert points == (Point(100, 20), Point(200, 20), Point(200, 220), Point(300, 220))


def test_records_below_each_other_are_joined_top_to_bottom() -> None:
    assert elbow(LEFT, BELOW) == (Point(50, 40), Point(50, 170), Point(70, 170), Point(70, 300))


def test_records_in_line_need_no_corner() -> None:
    assert elbow(LEFT, Rect(200, 0, 100, 40)) == (Point(100, 20), Point(200, 20))


@given(rects, rects, st.sampled_from([-28.0, -14.0, 0.0, 14.0]))
def test_an_elbow_is_square_and_joins_the_borders(source: Rect, target: Rect, shift: float) -> None:
    points = elbow(source, target, shift)
    assert upright_or_level(points)
    assert joins(points, source, target)


@given(rects, rects)
def test_a_straight_line_ends_at_the_borders(source: Rect, target: Rect) -> None:
    if not source.intersects(target):
        assert joins(straight(source, target), source, target)


def test_a_line_to_nowhere_stays_where_it_is() -> None:
    assert border_point(LEFT, LEFT.center, LEFT.center) == LEFT.center


def test_a_loop_leaves_and_comes_back() -> None:
    points = loop(LEFT)
    assert joins(points, LEFT, LEFT)
    assert all(not LEFT.inflated(-1).contains(point) for point in points)


@given(rects, rects, st.lists(st.builds(Point, whole, whole), min_size=1, max_size=4), st.booleans())
def test_a_line_passes_its_waypoints(source: Rect, target: Rect, waypoints: list[Point], square: bool) -> None:
    points = through_waypoints(source, target, waypoints, orthogonal=square)
    assert set(waypoints) <= set(points)
    assert not square or upright_or_level(points)
