"""The find bar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from infrasketch_desktop.ui.editor.find_bar import find
from infrasketch_desktop.ui.main_window import MainWindow
from tests.support.diagrams import document, edge, node


def test_typing_finds_and_enter_steps(sketched: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(sketched.editor.canvas, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    bar = sketched.bench.page.find_bar
    assert bar.isVisible()
    qtbot.keyClicks(bar.edit, "red")
    assert bar.count.text() == "1 found"
    qtbot.keyClick(bar.edit, Qt.Key.Key_Return)
    assert bar.count.text() == "1 of 1"
    current = sketched.editor.document.diagram.nodes[sketched.editor.selection.current]
    assert current.technology == "Redis"


def test_escape_closes_and_gives_the_canvas_the_focus(sketched: MainWindow, qtbot: QtBot) -> None:
    sketched.commands.perform("edit.find")
    bar = sketched.bench.page.find_bar
    qtbot.keyClick(bar.edit, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert sketched.editor.canvas.hasFocus()


def test_nothing_found_is_said(sketched: MainWindow, qtbot: QtBot) -> None:
    sketched.commands.perform("edit.find")
    qtbot.keyClicks(sketched.bench.page.find_bar.edit, "zorgblatt")
    assert sketched.bench.page.find_bar.count.text() == "Nothing"


def test_everything_that_is_said_is_searched_in_reading_order() -> None:
    diagram = document(
        node("low", 0, 500, label="Orders"),
        node("high", 0, 0, notes="keeps orders"),
        edge("high", "low", label="ORDERS"),
    ).diagram
    assert find(diagram, "orders") == ("high", "low", "high--low")
    assert find(diagram, "  ") == ()
