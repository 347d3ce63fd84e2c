"""A callout stands inside the window, and over what it speaks of only where there is no room beside."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize

from infrasketch_desktop.ui.tour.placing import EDGE, place

AREA = QRect(0, 0, 1280, 800)
SIZE = QSize(400, 220)
rects = st.builds(QRect, st.integers(0, 1200), st.integers(0, 760), st.integers(1, 900), st.integers(1, 700))


def spot(*targets: QRect, mirrored: bool = False) -> QRect:
    return QRect(place(SIZE, targets, AREA, mirrored=mirrored), SIZE)


@given(targets=st.lists(rects, max_size=3), mirrored=st.booleans())
def test_it_never_leaves_the_window(targets: list[QRect], mirrored: bool) -> None:
    assert AREA.adjusted(EDGE, EDGE, -EDGE, -EDGE).contains(spot(*targets, mirrored=mirrored))


@given(x=st.integers(0, 1000), y=st.integers(0, 700), width=st.integers(1, 280), height=st.integers(1, 100))
def test_a_small_target_is_never_covered(x: int, y: int, width: int, height: int) -> None:
    target = QRect(x, y, width, height)
    assert not spot(target).intersects(target)


def test_it_stands_below_where_there_is_room_and_above_where_there_is_none() -> None:
    target = QRect(100, 100, 600, 50)
    assert spot(target).top() > target.bottom()
    assert spot(target).left() == target.left()
    low = QRect(100, 700, 600, 60)
    assert spot(low).bottom() < low.top()


def test_from_right_to_left_it_begins_at_the_right() -> None:
    target = QRect(100, 100, 600, 50)
    assert spot(target, mirrored=True).right() == target.right()
    tall = QRect(500, 40, 200, 720)
    assert spot(tall).left() > tall.right()
    assert spot(tall, mirrored=True).right() < tall.left()


def test_a_list_of_choices_stays_free_however_little_room_there_is() -> None:
    choices, drawing = QRect(600, 60, 340, 560), QRect(260, 60, 340, 560)
    assert not spot(choices, drawing).intersects(choices)


def test_without_anything_to_speak_of_it_stands_at_the_lower_end() -> None:
    found = spot()
    assert found.bottom() == AREA.bottom() - EDGE
    assert place(QSize(5000, 5000), (), AREA) == QPoint(EDGE, EDGE)
