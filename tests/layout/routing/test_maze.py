"""Ways around obstacles."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.diagram.geometry import Point, Rect, Side
from infrasketch_desktop.layout.routing.maze import MARGIN, QUICK, THOROUGH, Area, Effort, Mouth, Purse, find_way

WINDOW = Rect(-600, -600, 1800, 1800)
START, GOAL = Mouth(Point(90, 80), Side.BOTTOM), Mouth(Point(90, 500), Side.TOP)
rects = st.builds(Rect, st.integers(-500, 900), st.integers(100, 400), st.integers(10, 400), st.integers(10, 200))


def meets(route: tuple[Point, ...], rect: Rect) -> bool:
    boxes = (Rect(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y)) for a, b in pairwise(route))
    return any(box.inflated(0.1).intersects(rect) for box in boxes)


@given(st.lists(rects, max_size=8))
def test_a_way_keeps_its_distance(obstacles: list[Rect]) -> None:
    way = find_way(START, GOAL, Area(WINDOW, obstacles, ()), Purse(THOROUGH))
    if way is not None:
        assert way[0] == START.point
        assert way[-1] == GOAL.point
        assert all(a.x == b.x or a.y == b.y for a, b in pairwise(way))
        assert not any(meets(way, rect.inflated(MARGIN - 2)) for rect in obstacles)


def test_a_wall_is_gone_around_on_its_shorter_side() -> None:
    wall = Rect(0, 200, 900, 80)
    way = find_way(START, GOAL, Area(WINDOW, [wall], ()), Purse(QUICK))
    assert way is not None
    assert min(point.x for point in way) == -12
    assert max(point.x for point in way) == 90


def test_a_closed_box_has_no_way_out() -> None:
    walls = [Rect(-40, 60, 20, 200), Rect(200, 60, 20, 200), Rect(-40, 240, 260, 20), Rect(-40, 40, 260, 10)]
    assert find_way(START, GOAL, Area(WINDOW, walls, ()), Purse(THOROUGH)) is None


def test_a_line_that_is_already_there_is_not_followed() -> None:
    along = (Point(90, 92), Point(90, 488))
    way = find_way(START, GOAL, Area(WINDOW, [Rect(300, 200, 50, 50)], [along]), Purse(QUICK))
    assert way is not None
    assert any(point.x != 90 for point in way)


def test_a_way_stays_where_all_obstacles_are_known() -> None:
    window = Rect(-50, 60, 300, 460)
    wall = Rect(-900, 200, 1000, 80)
    way = find_way(START, GOAL, Area(window, [wall], ()), Purse(QUICK))
    assert way is not None
    assert all(window.contains(point) for point in way)
    assert find_way(START, GOAL, Area(window, [Rect(-900, 200, 2000, 80)], ()), Purse(QUICK)) is None


def test_too_much_work_is_declined() -> None:
    wall = Rect(0, 200, 900, 80)
    assert (
        find_way(START, GOAL, Area(WINDOW, [wall] * 3, ()), Purse(Effort(obstacles=2, steps=1000, in_all=1000))) is None
    )
    assert find_way(START, GOAL, Area(WINDOW, [wall], ()), Purse(Effort(obstacles=5, steps=3, in_all=1000))) is None
    purse = Purse(Effort(obstacles=5, steps=1000, in_all=30))
    found = [find_way(START, GOAL, Area(WINDOW, [wall], ()), purse) is not None for _ in range(5)]
    assert found == sorted(found, reverse=True)
    assert found[0]
    assert not found[-1]
