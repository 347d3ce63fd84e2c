"""From the first paint to a diagram: describing, templates, what was not understood."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from infrasketch_desktop.ui.main_window import MainWindow


def test_program_opens_on_home_page(window: MainWindow) -> None:
    assert window.shows_home
    assert window.home.box.edit.hasFocus()
    assert window.editor is None


def test_home_page_shows_every_template_as_a_picture(window: MainWindow) -> None:
    cards = window.home.template_cards
    assert len(cards) == 12
    assert all(card.has_picture for card in cards)


def test_sentence_and_enter_show_a_laid_out_diagram(sketched: MainWindow) -> None:
    diagram = sketched.editor.document.diagram
    assert {node.technology for node in diagram.nodes.values()} >= {"Redis", "PostgreSQL"}
    assert diagram.edges
    assert len({(node.x, node.y) for node in diagram.nodes.values()}) == len(diagram.nodes)


def test_undo_takes_the_whole_sketch_back(sketched: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(sketched.editor.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not sketched.editor.document.diagram.nodes


def test_text_without_a_system_stays_in_the_box(
    window: MainWindow, qtbot: QtBot, idle: Callable[[MainWindow], None]
) -> None:
    qtbot.keyClicks(window.home.box.edit, "lorem ipsum dolor")
    qtbot.keyClick(window.home.box.edit, "\r")
    idle(window)
    assert window.shows_home
    assert window.home.box.text == "lorem ipsum dolor"


def test_template_opens_as_a_new_diagram(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(window.home.template_cards[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.shows_home)
    assert len(window.editor.document.diagram.nodes) > 5
    assert window.editor.session.path is None
    assert not window.isWindowModified()


def test_home_page_leads_back_to_the_open_diagram(sketched: MainWindow, qtbot: QtBot) -> None:
    editor = sketched.editor
    sketched.commands.perform("file.home")
    assert sketched.shows_home
    qtbot.mouseClick(sketched.home._back, Qt.MouseButton.LeftButton)
    assert sketched.editor is editor
