import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.picture.theme import dark_theme, light_theme
from infrasketch_desktop.ui.canvas.minimap import Minimap
from infrasketch_desktop.ui.canvas.view import CanvasView
from infrasketch_desktop.ui.selection import Selection
from tests.support.diagrams import document, node

LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def minimap(qtbot: QtBot) -> Minimap:
    view = CanvasView(document(node("a"), node("b", 3000, 2000)), Selection(), light_theme())
    qtbot.addWidget(view)
    view.resize(800, 600)
    shown = Minimap(view, view)
    with qtbot.waitExposed(view):
        view.show()
    shown.grab()
    return shown


def test_a_click_goes_there(minimap: Minimap) -> None:
    QTest.mouseClick(minimap, LEFT, NO_KEY, minimap.rect().center())
    assert minimap._view.viewport.center == pytest.approx(Point(1590, 1040), abs=25)


def test_a_drag_goes_along(minimap: Minimap) -> None:
    QTest.mousePress(minimap, LEFT, NO_KEY, QPoint(20, 20))
    start = minimap._view.viewport.center
    QTest.mouseMove(minimap, QPoint(60, 20))
    QTest.mouseRelease(minimap, LEFT, NO_KEY, QPoint(60, 20))
    assert minimap._view.viewport.center.x > start.x
    assert minimap._view.viewport.center.y == pytest.approx(start.y)


def test_the_picture_is_kept_while_only_the_view_moves(minimap: Minimap) -> None:
    picture = minimap._picture
    minimap._view.pan(-300, 0)
    minimap.grab()
    assert minimap._picture is picture


def test_the_picture_follows_the_diagram_after_a_rest(minimap: Minimap, qtbot: QtBot) -> None:
    before = minimap.grab().toImage()
    with minimap._view.document.edit("Move") as edit:
        edits.move(edit, ["a"], 1000, 0)
    qtbot.waitUntil(lambda: minimap._picture is None or minimap.grab().toImage() != before)
    assert minimap.grab().toImage() != before


def test_the_picture_follows_the_theme(minimap: Minimap) -> None:
    minimap._view.set_theme(dark_theme())
    assert minimap.grab().toImage().pixelColor(100, 4).lightness() < 100
