"""What is dragged snaps to what lies near: to edges, centres and equal gaps before the grid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.ui.canvas.preview import Guide
from infrasketch_desktop.ui.canvas.tools.guides import Snapper, transposed

CARD = Rect(100, 100, 180, 80)
REACH = 8


@pytest.mark.parametrize(
    ("x", "snapped"),
    [
        (105, 100),  # left on left
        (93, 100),
        (285, 280),  # left on right
        (-76, -80),  # right on left
        (187, 190),  # left on the middle
        (109, 109),  # out of reach, and no grid
    ],
)
def test_lines_attract_within_reach(x: float, snapped: float):
    snap = Snapper([CARD], grid=None).snap(Rect(x, 500, 180, 80), REACH)
    assert x + snap.dx == snapped


def test_centres_attract_rectangles_of_other_widths():
    snap = Snapper([CARD], grid=None).snap(Rect(143, 500, 100, 80), REACH)
    assert 143 + snap.dx + 50 == CARD.center.x
    assert snap.guides == (Guide(Point(190, 100), Point(190, 580)),)


def test_both_directions_snap_at_once():
    snap = Snapper([CARD, Rect(500, 300, 180, 80)], grid=None).snap(Rect(103, 304, 180, 80), REACH)
    assert (snap.dx, snap.dy) == (-3, -4)
    assert {guide.start.x == guide.end.x for guide in snap.guides} == {True, False}


def test_the_grid_attracts_where_no_line_does():
    snap = Snapper([CARD], grid=20).snap(Rect(1007, 1013, 180, 80), REACH)
    assert (1007 + snap.dx, 1013 + snap.dy) == (1000, 1020)
    assert snap.guides == ()


def test_a_line_wins_over_the_grid():
    snap = Snapper([Rect(103, 100, 181, 80)], grid=20).snap(Rect(100, 500, 180, 80), REACH)
    assert 100 + snap.dx in {103, 104}


ROW = [Rect(0, 0, 100, 80), Rect(150, 0, 100, 80)]


def test_the_same_gap_again_on_the_right():
    snap = Snapper(ROW, grid=None).snap(Rect(304, 0, 100, 80), REACH)
    assert 304 + snap.dx == 300
    gaps = [guide for guide in snap.guides if guide.label]
    assert [(g.start.x, g.end.x, g.label) for g in gaps] == [(100, 150, "50"), (250, 300, "50")]


def test_the_same_gap_again_on_the_left():
    snap = Snapper(ROW, grid=None).snap(Rect(-153, 0, 100, 80), REACH)
    assert -153 + snap.dx == -150


def test_the_middle_between_two():
    snap = Snapper([Rect(0, 0, 100, 80), Rect(400, 0, 100, 80)], grid=None).snap(Rect(195, 33, 110, 80), REACH)
    assert 195 + snap.dx == 195
    assert [g.label for g in snap.guides if g.label] == ["95", "95"]


def test_the_frame_around_is_no_neighbour():
    frame = Rect(-20, -20, 540, 120)
    snap = Snapper([Rect(0, 0, 100, 80), Rect(400, 0, 100, 80), frame], grid=None).snap(Rect(196, 0, 110, 80), REACH)
    assert 196 + snap.dx == 195
    assert [g.label for g in snap.guides if g.label] == ["95", "95"]


def test_equal_gaps_work_downwards_too():
    snap = Snapper(map(transposed, ROW), grid=None).snap(Rect(0, 304, 80, 100), REACH)
    assert snap.dy == -4


def test_a_corner_snaps_to_lines_and_grid():
    snapper = Snapper([CARD], grid=20)
    assert snapper.snap_point(Point(277, 183), REACH).dx == 3
    assert snapper.snap_point(Point(777, 783), REACH).dy == -3


def test_what_is_in_no_row_makes_no_gap():
    snap = Snapper([Rect(0, 500, 100, 80), Rect(150, 500, 100, 80)], grid=None).snap(Rect(304, 0, 100, 80), REACH)
    assert not [guide for guide in snap.guides if guide.label]


sides = st.integers(1, 300)
places = st.integers(-1000, 1000)
rects = st.builds(Rect, places, places, sides, sides)


@given(others=st.lists(rects, max_size=12), rect=rects, reach=st.integers(0, 20))
def test_a_snap_stays_within_reach_and_snapping_again_changes_nothing(others: list[Rect], rect: Rect, reach: int):
    snapper = Snapper(others, grid=None)
    snap = snapper.snap(rect, reach)
    assert abs(snap.dx) <= reach
    assert abs(snap.dy) <= reach
    again = snapper.snap(rect.translated(snap.dx, snap.dy), 0)
    assert (again.dx, again.dy) == pytest.approx((0, 0), abs=1e-6)
    assert again.guides == snap.guides
