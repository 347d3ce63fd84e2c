"""Labels of connections are moved by keys too, and given back to the layout by an action."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.records import Edge
from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.main_window import MainWindow

FREE = "connect.free-label"


@pytest.fixture
def editor(sketched: MainWindow) -> Editor:
    """With the connection from the API to PostgreSQL labelled and selected."""
    editor = sketched.editor
    assert editor is not None
    edge_id = next(iter(editor.document.diagram.edges))
    editor.edit("Label", lambda edit: edits.rename(edit, edge_id, "reads"))
    editor.selection.set([edge_id])
    editor.canvas.setFocus()
    return editor


def current(editor: Editor) -> Edge:
    assert editor.selection.current is not None
    return editor.document.diagram.edges[editor.selection.current]


def test_arrows_move_the_label_of_a_selected_connection(editor: Editor, sketched: MainWindow, qtbot: QtBot) -> None:
    before = editor.canvas.label_point(current(editor).id)
    qtbot.keyClick(editor.canvas, Qt.Key.Key_Down)
    qtbot.keyClick(editor.canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert editor.canvas.label_point(current(editor).id) == before.moved(20, 1)
    assert current(editor).label_pinned


def test_a_label_is_given_back_to_the_layout(editor: Editor, sketched: MainWindow) -> None:
    commands = sketched.commands
    commands.refresh()
    assert not commands.is_enabled(FREE)
    before = current(editor)
    commands.perform("arrange.nudge-down-grid")
    commands.refresh()
    assert commands.is_enabled(FREE)
    commands.perform(FREE)
    assert not current(editor).label_pinned
    assert current(editor).route == before.route


def test_a_connection_without_label_has_nothing_to_nudge(editor: Editor, sketched: MainWindow) -> None:
    editor.edit("Unlabel", lambda edit: edits.rename(edit, current(editor).id, ""))
    sketched.commands.refresh()
    assert not sketched.commands.is_enabled("arrange.nudge-up")
