"""The canvas by real events of the window system."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.picture.theme import dark_theme, light_theme
from infrasketch_desktop.ui.canvas.pointer import Part, Pointer
from infrasketch_desktop.ui.canvas.view import KIND_MIME, CanvasView
from infrasketch_desktop.ui.selection import Selection
from tests.support.diagrams import document, edge, node
from tests.support.mouse import Mouse

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
NO_KEY, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@dataclass
class RecordingTool:
    """Writes down what it is told."""

    told: list[tuple[str, Pointer]] = field(default_factory=list)
    busy: bool = False
    cursor: Qt.CursorShape = Qt.CursorShape.CrossCursor

    def press(self, pointer: Pointer) -> None:
        self.told.append(("press", pointer))

    def move(self, pointer: Pointer) -> None:
        self.told.append(("move", pointer))

    def release(self, pointer: Pointer) -> None:
        self.told.append(("release", pointer))

    def double_click(self, pointer: Pointer) -> None:
        self.told.append(("double click", pointer))

    def cancel(self) -> bool:
        was_busy, self.busy = self.busy, False
        return was_busy


@pytest.fixture
def view(qtbot: QtBot) -> CanvasView:
    sketch = document(node("a", 100, 100), node("b", 500, 100), edge("a", "b", label="SQL"))
    shown = CanvasView(sketch, Selection(), light_theme())
    qtbot.addWidget(shown)
    shown.resize(800, 600)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


@pytest.fixture
def tool(view: CanvasView) -> RecordingTool:
    recording = RecordingTool()
    view.tool = recording
    return recording


def wheel(view: CanvasView, dx: int, dy: int, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    at = QPointF(200, 150)
    event = QWheelEvent(
        at,
        view.mapToGlobal(at),
        QPoint(),
        QPoint(dx, dy),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def test_the_wheel_scrolls(view: CanvasView) -> None:
    wheel(view, 0, -120)
    assert view.viewport.offset == Point(0, -60)
    wheel(view, 0, -120, SHIFT)
    assert view.viewport.offset == Point(-60, -60)


def test_ctrl_and_wheel_zoom_to_the_pointer(view: CanvasView) -> None:
    under = view.scene_point(QPointF(200, 150))
    wheel(view, 0, 120, CTRL)
    assert view.zoom == pytest.approx(1.197, abs=0.001)
    assert view.scene_point(QPointF(200, 150)) == pytest.approx(under)


def test_the_middle_button_pans(view: CanvasView, tool: RecordingTool) -> None:
    QTest.mousePress(view, MIDDLE, NO_KEY, QPoint(300, 300))
    QTest.mouseMove(view, QPoint(340, 290))
    QTest.mouseRelease(view, MIDDLE, NO_KEY, QPoint(340, 290))
    assert view.viewport.offset == Point(40, -10)
    assert [name for name, _ in tool.told if name != "move"] == []


def test_space_and_the_left_button_pan(view: CanvasView, tool: RecordingTool) -> None:
    QTest.keyPress(view, Qt.Key.Key_Space)
    assert view.cursor().shape() == Qt.CursorShape.OpenHandCursor
    QTest.mousePress(view, LEFT, NO_KEY, QPoint(300, 300))
    assert view.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    QTest.mouseMove(view, QPoint(310, 320))
    QTest.mouseRelease(view, LEFT, NO_KEY, QPoint(310, 320))
    QTest.keyRelease(view, Qt.Key.Key_Space)
    assert view.viewport.offset == Point(10, 20)
    assert view.cursor().shape() == tool.cursor
    assert "press" not in [name for name, _ in tool.told]


def test_the_tool_is_told_where_and_on_what(view: CanvasView, tool: RecordingTool) -> None:
    Mouse(view).click(150, 140)
    (name, pointer), *_ = [told for told in tool.told if told[0] == "press"]
    assert name == "press"
    assert pointer.scene == Point(150, 140)
    assert pointer.hit is not None
    assert (pointer.hit.id, pointer.hit.part, pointer.button) == ("a", Part.BODY, LEFT)


def test_hovering_is_announced_and_shows_connectors(view: CanvasView) -> None:
    hits: list[object] = []
    view.hovered.connect(hits.append)
    mouse = Mouse(view)
    mouse.move(150, 140)
    mouse.move(295, 140)
    assert [getattr(hit, "part", None) for hit in hits] == [Part.BODY, Part.CONNECTOR]
    view.show_connectors(False)
    mouse.move(150, 140)
    mouse.move(295, 145)
    assert getattr(hits[-1], "part", None) is not Part.CONNECTOR


def test_escape_goes_to_the_gesture_and_then_to_the_window(view: CanvasView, tool: RecordingTool) -> None:
    tool.busy = True
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not tool.busy
    assert not tool.cancel()


def test_taking_up_another_tool_ends_the_gesture(view: CanvasView, tool: RecordingTool) -> None:
    tool.busy = True
    view.tool = RecordingTool(cursor=Qt.CursorShape.IBeamCursor)
    assert not tool.busy
    assert view.cursor().shape() == Qt.CursorShape.IBeamCursor


def test_the_context_menu_selects_what_it_is_about(view: CanvasView) -> None:
    asked: list[object] = []
    view.context_menu_requested.connect(lambda hit, _place: asked.append(hit))
    for place in (QPoint(150, 140), QPoint(20, 500)):
        QApplication.sendEvent(view, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, place))
    assert view.selection.ids == ("a",)
    assert [getattr(hit, "id", None) for hit in asked] == ["a", None]


def test_a_kind_can_be_dropped(view: CanvasView) -> None:
    dropped: list[tuple[str, Point]] = []
    view.kind_dropped.connect(lambda kind, at: dropped.append((kind, at)))
    data, other = QMimeData(), QMimeData()  # an event does not keep them alive
    data.setData(KIND_MIME, b"queue")
    place = QPointF(300, 200)
    view.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, data, LEFT, NO_KEY))
    view.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, other, LEFT, NO_KEY))
    assert dropped == [("queue", Point(300, 200))]


def test_fitting_before_the_view_is_shown_waits_for_its_size(qtbot: QtBot) -> None:
    sketch = document(node("a"), node("b", 4000, 0))
    early = CanvasView(sketch, Selection(), light_theme())
    qtbot.addWidget(early)
    early.fit_all()
    early.resize(1000, 500)
    with qtbot.waitExposed(early):
        early.show()
    assert early.visible.encloses(Rect(0, 0, 4180, 80))
    assert early.zoom > 0.2


def test_fitting_shows_all_or_the_selection(view: CanvasView) -> None:
    view.fit_all()
    assert view.visible.encloses(Rect(100, 100, 580, 80))
    view.selection.set(["b", "gone"])
    view.fit_selection()
    assert view.viewport.center == pytest.approx(Point(590, 140))


def test_revealing_pans_only_when_needed(view: CanvasView) -> None:
    before = view.viewport
    view.reveal(["a"])
    assert view.viewport == before
    view.pan(-2000, 0)
    view.reveal(["a"])
    assert view.visible.encloses(Rect(100, 100, 180, 80))


def test_an_edit_is_seen_at_once(view: CanvasView) -> None:
    seen: list[object] = []
    view.content_changed.connect(seen.append)
    with view.document.edit("Move") as edit:
        edits.move(edit, ["a"], 0, 200)
    assert len(seen) == 1
    assert view.hit(Point(150, 140)) is None
    assert view.hit(Point(150, 340)) is not None
    assert view.bounds("a") == Rect(100, 300, 180, 80)


def test_a_detached_view_follows_no_more(view: CanvasView) -> None:
    seen: list[object] = []
    view.content_changed.connect(seen.append)
    view.detach()
    with view.document.edit("Move") as edit:
        edits.move(edit, ["a"], 0, 200)
    assert seen == []


def test_lines_and_records_can_be_asked_for(view: CanvasView) -> None:
    assert view.line("a--b") == (Point(280, 140), Point(500, 140))
    assert view.label_point("a--b") == Point(390, 140)
    assert view.bounds("a--b") == Rect(280, 140, 220, 0)
    assert view.records_in(Rect(0, 0, 150, 150)) == ["a"]
    with pytest.raises(KeyError):
        view.bounds("gone")


def test_another_theme_is_announced(view: CanvasView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.theme_changed):
        view.set_theme(dark_theme())
    assert view.grab().toImage().pixelColor(5, 5).name().upper() == dark_theme().canvas


def test_the_view_has_a_name(view: CanvasView) -> None:
    assert view.accessibleName() == "Diagram"


def test_the_grid_can_be_hidden(view: CanvasView) -> None:
    with_dots = view.grab().toImage()
    view.show_grid(False)
    assert not view.grid_shown
    assert view.grab().toImage() != with_dots
