"""Labels that are being typed: begun where a name is wanted, and taken over by whatever comes next."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from infrasketch_desktop.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def labels(window: MainWindow) -> set[str]:
    assert window.editor is not None
    return {node.label for node in window.editor.document.diagram.nodes.values()}


def choose(window: MainWindow, label: str) -> None:
    assert window.editor is not None
    nodes = window.editor.document.diagram.nodes.values()
    window.editor.selection.set([next(node.id for node in nodes if node.label == label)])


def test_a_node_that_was_grown_is_named_at_once(sketched: MainWindow, qtbot: QtBot) -> None:
    choose(sketched, "API")
    sketched.commands.perform("connect.new-right")
    assert sketched.bench is not None
    editor = sketched.bench.page.label_editor
    qtbot.keyClicks(editor, "Payments")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert "Payments" in labels(sketched)


def test_an_action_finds_the_label_in_place(sketched: MainWindow, qtbot: QtBot) -> None:
    choose(sketched, "API")
    sketched.commands.perform("edit.label")
    assert sketched.bench is not None
    editor = sketched.bench.page.label_editor
    qtbot.keyClicks(editor, "Front door")
    sketched.commands.perform("arrange.group")
    assert editor.record_id is None
    assert "Front door" in labels(sketched)


def test_tidying_is_done_by_enter_and_left_by_escape(sketched: MainWindow, qtbot: QtBot) -> None:
    assert sketched.bench is not None
    tidy = sketched.bench.tidy
    sketched.commands.perform("arrange.tidy")
    qtbot.waitUntil(lambda: not sketched.tasks.busy, timeout=20_000)
    assert tidy.hasFocus()
    qtbot.keyClick(tidy, Qt.Key.Key_Escape)
    assert tidy.isHidden()
