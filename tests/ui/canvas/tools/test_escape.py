"""Escape in the middle of any gesture: document, selection, view and picture are as before, whatever the mouse does."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt

from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.ui.canvas.preview import NOTHING
from tests.support.desk import Desk
from tests.support.diagrams import document, edge, group, node

Place = tuple[float, float]
ALT = Qt.KeyboardModifier.AltModifier


@dataclass(frozen=True)
class Gesture:
    """A drag with a tool from `start` by `way`, with something selected or pointed at before."""

    start: Place
    way: tuple[Place, ...]
    tool: str = "select"
    selected: tuple[str, ...] = ()
    hovered: Place | None = None
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier


GESTURES = {
    "move": Gesture((90, 40), ((150, 60), (300, 200)), selected=("a",)),
    "move several": Gesture((90, 40), ((150, 60), (300, 200)), selected=("a", "c")),
    "move out of a group": Gesture((690, 80), ((690, 200), (300, 500)), selected=("m",)),
    "move a group": Gesture((640, 5), ((700, 50), (800, 100)), selected=("g",)),
    "duplicate": Gesture((90, 40), ((150, 60), (300, 200)), selected=("a",), keys=ALT),
    "band": Gesture((-100, -100), ((100, 100), (300, 500)), selected=("m",)),
    "pull a connection": Gesture((195, 40), ((400, 100), (690, 80)), hovered=(90, 40)),
    "pull into the open": Gesture((195, 40), ((300, 100), (400, 150)), hovered=(90, 40)),
    "reconnect": Gesture((90, 300), ((300, 300), (690, 80)), selected=("a--b",)),
    "bend a stretch": Gesture((90, 120), ((150, 120), (240, 120)), selected=("a--b",)),
    "bend at a waypoint": Gesture((300, 500), ((320, 480), (360, 440)), selected=("b--c",)),
    "resize": Gesture((180, 80), ((200, 100), (240, 120)), selected=("a",)),
    "place a label": Gesture((90, 190), ((140, 180), (160, 160)), selected=("a--b",)),
    "connect": Gesture((90, 40), ((400, 100), (690, 80)), tool="edge", selected=("m",)),
    "frame": Gesture((-60, -60), ((100, 100), (240, 440)), tool="group", selected=("m",)),
    "hand": Gesture((400, 200), ((450, 230), (430, 260)), tool="hand", selected=("m",)),
    "place a node": Gesture((400, 200), ((450, 230), (430, 260)), tool="node", selected=("m",)),
    "write a note": Gesture((400, 200), ((450, 230), (430, 260)), tool="text", selected=("m",)),
}


@pytest.fixture
def desk(qtbot) -> Desk:
    desk = Desk(
        document(
            node("a", 0, 0),
            node("b", 0, 300),
            node("c", 400, 600),
            group("g"),
            node("m", 600, 40, group="g"),
            edge("a", "b", label="calls"),
            edge("b", "c", waypoints=(Point(300, 500),)),
        )
    )
    qtbot.addWidget(desk.view)
    return desk


def begin(desk: Desk, gesture: Gesture) -> None:
    desk.choose_tool(gesture.tool)
    desk.selection.set(gesture.selected)
    desk.mouse.keys = gesture.keys
    if gesture.hovered:
        desk.mouse.move(*gesture.hovered)
    desk.mouse.pull(gesture.start, *gesture.way)


@pytest.mark.parametrize("gesture", GESTURES.values(), ids=GESTURES.keys())
def test_escape_puts_everything_back(desk: Desk, qtbot, gesture: Gesture):
    visible = desk.visible
    begin(desk, gesture)
    assert desk.preview != NOTHING or desk.visible != visible
    qtbot.keyClick(desk.view, Qt.Key.Key_Escape)
    assert (desk.preview, desk.visible, desk.selection.ids) == (NOTHING, visible, gesture.selected)
    assert not desk.view.tool.is_reaching
    desk.mouse.move(500, 500, held=True)
    desk.mouse.release(500, 500)
    assert desk.visible == visible
    assert desk.document.undo_title is None
    assert not desk.offered


def test_escape_lets_go_of_a_connection_between_its_two_clicks(desk: Desk, qtbot):
    desk.choose_tool("edge")
    desk.mouse.click(90, 40)
    desk.mouse.move(400, 100)
    assert desk.preview.link
    qtbot.keyClick(desk.view, Qt.Key.Key_Escape)
    assert desk.preview == NOTHING
    desk.mouse.click(690, 80)
    assert desk.document.undo_title is None


@pytest.mark.parametrize("name", sorted(GESTURES.keys() - {"hand", "band", "pull into the open"}))
def test_without_it_the_same_gesture_is_one_undo_step(desk: Desk, name: str):
    before = desk.document.snapshot()
    begin(desk, GESTURES[name])
    desk.mouse.release(*GESTURES[name].way[-1])
    assert desk.preview == NOTHING
    assert not desk.diagram.same_records(before)
    desk.document.undo()
    assert desk.diagram.same_records(before)
    assert desk.document.undo_title is None
