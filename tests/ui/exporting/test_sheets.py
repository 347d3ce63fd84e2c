"""Sheets of paper for a diagram: one, or as many as a scale takes, with nothing left out."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.diagram.geometry import Rect, Size
from infrasketch_desktop.ui.exporting.sheets import MOST_SHEETS, OVERLAP, on_one_sheet, on_several_sheets

ROOM = Size(500, 700)
SIDES = st.floats(1, 20_000)
AREAS = st.builds(Rect, st.floats(-5000, 5000), st.floats(-5000, 5000), SIDES, SIDES)


def test_a_small_diagram_is_not_blown_up() -> None:
    division = on_one_sheet(Rect(0, 0, 100, 100), ROOM)
    assert division.scale == 0.75
    (sheet,) = division.sheets
    assert sheet.center == (50, 50)


@given(AREAS)
def test_one_sheet_shows_all_in_its_middle(area: Rect) -> None:
    (sheet,) = on_one_sheet(area, ROOM).sheets
    assert sheet.inflated(1e-3).encloses(area)
    assert sheet.center.x == pytest.approx(area.center.x)
    assert sheet.width / sheet.height == pytest.approx(ROOM.width / ROOM.height)


@pytest.mark.parametrize(
    ("area", "scale", "count"),
    [
        (Rect(0, 0, 100, 100), 1.0, 1),
        (Rect(0, 0, 666, 933), 1.0, 1),  # 499.5 by 699.75 points
        (Rect(0, 0, 668, 933), 1.0, 2),  # 501 points: a second column
        (Rect(0, 0, 1309, 1842), 1.0, 4),  # 981.75 by 1381.5: two sheets reach 982 and 1382
        (Rect(0, 0, 1310, 1844), 1.0, 9),
        (Rect(0, 0, 1310, 1844), 0.5, 1),
    ],
)
def test_as_many_sheets_as_the_scale_takes(area: Rect, scale: float, count: int) -> None:
    assert len(on_several_sheets(area, ROOM, scale).sheets) == count


@given(AREAS, st.sampled_from([0.5, 0.75, 1.0]))
def test_several_sheets_together_show_all_and_overlap(area: Rect, scale: float) -> None:
    division = on_several_sheets(area, ROOM, scale)
    sheets = division.sheets
    assert len(sheets) <= MOST_SHEETS
    around = sheets[0].united(sheets[-1])
    assert around.inflated(1e-3).encloses(area)
    for first, second in pairwise(sheets):
        if first.y == second.y:
            assert (first.right - second.left) * division.scale == pytest.approx(OVERLAP)
