"""A drag held at the border scrolls the view and goes on there, until its release or Escape."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from infrasketch_desktop.ui.canvas.tools.border_scroll import FASTEST, ZONE, scroll_step
from tests.support.desk import Desk
from tests.support.diagrams import document, node

FAR = 1060


@pytest.fixture
def desk(qtbot) -> Iterator[Desk]:
    """Two nodes, one of them far to the right of what is shown; no snapping."""
    desk = Desk(document(node("a", 0, 0), node("b", FAR, 0)))
    desk.grid = None
    qtbot.addWidget(desk.view)
    return desk


def at_right_border(desk: Desk) -> tuple[float, float]:
    return desk.visible.right - 1, 40


def until_scrolled(desk: Desk, qtbot, beyond: float) -> None:
    qtbot.waitUntil(lambda: desk.visible.right > beyond, timeout=10_000)


@pytest.mark.parametrize(
    ("at", "pressed", "step"),
    [
        (500, 500, 0),
        (ZONE, 500, 0),
        (0, 500, -FASTEST / 2),
        (-5000, 500, -FASTEST),
        (1000, 500, FASTEST / 2),
        (5000, 500, FASTEST),
        (995, 998, 0),
        (4, 4, 0),
        (1000 + ZONE, 1000, FASTEST / 2),
    ],
)
def test_the_further_out_the_faster_but_never_where_the_button_was_pressed(at: float, pressed: float, step: float):
    assert scroll_step(at, pressed, 1000) == step


def test_a_moved_node_is_carried_on(desk: Desk, qtbot):
    desk.mouse.keys = Qt.KeyboardModifier.ControlModifier  # no snapping
    desk.mouse.pull((90, 40), (200, 40), at_right_border(desk))
    until_scrolled(desk, qtbot, FAR)
    x = desk.visible.right - 1
    assert abs(desk.preview.records["a"].x + 90 - x) <= 1
    desk.mouse.release(x, 40)
    assert not desk.border_scroll.is_scrolling
    assert desk.diagram.nodes["a"].x > 920
    assert desk.document.undo_title == "Move A"


def test_a_band_grows_over_what_comes_into_sight(desk: Desk, qtbot):
    desk.mouse.pull((-50, -50), (300, 100), at_right_border(desk))
    until_scrolled(desk, qtbot, FAR + 200)
    desk.mouse.release(desk.visible.right - 1, 40)
    assert set(desk.selection.ids) == {"a", "b"}


def test_a_connection_reaches_what_comes_into_sight(desk: Desk, qtbot):
    desk.mouse.move(90, 40)
    desk.mouse.pull((195, 40), (400, 40), at_right_border(desk))
    until_scrolled(desk, qtbot, FAR + 200)
    desk.mouse.move(FAR + 90, 40, held=True)
    assert not desk.border_scroll.is_scrolling
    desk.mouse.release(FAR + 90, 40)
    assert "a--b" in desk.diagram.edges


def test_guides_come_from_what_is_in_sight_now(desk: Desk, qtbot):
    desk.mouse.pull((90, 40), (200, 40), at_right_border(desk))
    until_scrolled(desk, qtbot, FAR + 200)
    desk.mouse.move(FAR + 93, 160, held=True)
    assert desk.preview.records["a"].x == FAR


def test_escape_ends_the_drag_and_the_scrolling(desk: Desk, qtbot):
    desk.mouse.pull((90, 40), (200, 40), at_right_border(desk))
    start = desk.visible.right
    until_scrolled(desk, qtbot, start)
    qtbot.keyClick(desk.view, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not desk.border_scroll.is_scrolling, timeout=10_000)
    desk.mouse.move(*at_right_border(desk), held=True)
    qtbot.waitUntil(lambda: not desk.border_scroll.is_scrolling, timeout=10_000)
    desk.mouse.release(*at_right_border(desk))
    assert desk.document.undo_title is None


@pytest.mark.parametrize("tool", ["hand", "node"])
def test_tools_without_a_reaching_gesture_do_not_scroll(desk: Desk, qtbot, tool: str):
    desk.choose_tool(tool)
    desk.mouse.pull((500, 300), at_right_border(desk))
    corner = desk.visible
    qtbot.waitUntil(lambda: not desk.border_scroll.is_scrolling, timeout=10_000)
    assert desk.visible == corner
