"""The properties panel edits what is selected, one undo step for each field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Node
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.panels.properties.fields import ChoiceField, Field, LineField, SwitchField, TextField


def node_called(window: MainWindow, technology: str) -> Node:
    return next(n for n in window.editor.document.diagram.nodes.values() if n.technology == technology)


def field(window: MainWindow, name: str) -> Field:
    return window.bench.panels.properties.field(name)


@pytest.fixture
def redis(sketched: MainWindow) -> str:
    record_id = node_called(sketched, "Redis").id
    sketched.editor.selection.set([record_id])
    return record_id


def test_typed_label_is_one_undo_step(sketched: MainWindow, redis: str, qtbot: QtBot) -> None:
    line = field(sketched, "label")
    assert isinstance(line, LineField)
    before = sketched.editor.document.diagram.nodes[redis].label
    line.edit.setFocus()
    line.edit.selectAll()
    qtbot.keyClicks(line.edit, "Session cache")
    qtbot.keyClick(line.edit, Qt.Key.Key_Return)
    assert sketched.editor.document.diagram.nodes[redis].label == "Session cache"
    sketched.commands.perform("edit.undo")
    assert sketched.editor.document.diagram.nodes[redis].label == before
    assert line.edit.text() == before


def test_pause_in_typing_commits(sketched: MainWindow, redis: str, qtbot: QtBot) -> None:
    text = field(sketched, "description")
    assert isinstance(text, TextField)
    qtbot.keyClicks(text.edit, "Holds sessions")
    qtbot.waitUntil(lambda: sketched.editor.document.diagram.nodes[redis].description == "Holds sessions")


def test_selecting_another_node_commits_to_the_first(sketched: MainWindow, redis: str, qtbot: QtBot) -> None:
    text = field(sketched, "notes")
    assert isinstance(text, TextField)
    qtbot.keyClicks(text.edit, "ask Kim")
    other = node_called(sketched, "PostgreSQL").id
    sketched.editor.selection.set([other])
    assert sketched.editor.document.diagram.nodes[redis].notes == "ask Kim"
    assert sketched.editor.document.diagram.nodes[other].notes == ""


def test_kind_is_chosen_from_a_list(sketched: MainWindow, redis: str, qtbot: QtBot) -> None:
    kind = field(sketched, "kind")
    assert isinstance(kind, ChoiceField)
    assert kind.box.currentText() == "Cache"
    kind.box.setFocus()
    qtbot.keyClick(kind.box, Qt.Key.Key_Down)
    assert sketched.editor.document.diagram.nodes[redis].kind is NodeKind.QUEUE


def test_inputs_are_one_on_each_line(sketched: MainWindow, redis: str, qtbot: QtBot) -> None:
    inputs = field(sketched, "inputs")
    assert isinstance(inputs, TextField)
    qtbot.keyClicks(inputs.edit, "key")
    qtbot.keyClick(inputs.edit, Qt.Key.Key_Return)
    qtbot.keyClicks(inputs.edit, "value")
    sketched.editor.canvas.setFocus()
    inputs.flush()
    assert sketched.editor.document.diagram.nodes[redis].inputs == ("key", "value")


def test_technology_is_completed_from_the_lexicon(sketched: MainWindow, redis: str) -> None:
    technology = field(sketched, "technology")
    assert isinstance(technology, LineField)
    completer = technology.edit.completer()
    completer.setCompletionPrefix("memcach")
    assert completer.currentCompletion() == "Memcached"


def test_several_nodes_share_fields_and_a_change_reaches_all(sketched: MainWindow, qtbot: QtBot) -> None:
    nodes = tuple(sketched.editor.document.diagram.nodes)
    sketched.editor.selection.set(nodes)
    label = field(sketched, "label")
    assert isinstance(label, LineField)
    assert label.edit.placeholderText() == "Several values"
    locked = field(sketched, "locked")
    assert isinstance(locked, SwitchField)
    qtbot.mouseClick(locked.box, Qt.MouseButton.LeftButton, pos=QPoint(14, locked.box.height() // 2))
    assert all(node.locked for node in sketched.editor.document.diagram.nodes.values())
    sketched.commands.perform("edit.undo")
    assert not any(node.locked for node in sketched.editor.document.diagram.nodes.values())


def test_node_and_edge_share_only_what_both_have(sketched: MainWindow, redis: str) -> None:
    edge = next(iter(sketched.editor.document.diagram.edges))
    sketched.editor.selection.set([redis, edge])
    assert set(sketched.bench.panels.properties._fields) == {"label", "kind"}


def test_without_selection_the_sheet_is_shown(sketched: MainWindow, qtbot: QtBot) -> None:
    sketched.editor.selection.clear()
    title = field(sketched, "title")
    assert isinstance(title, LineField)
    title.edit.setFocus()
    qtbot.keyClicks(title.edit, "Shop")
    qtbot.keyClick(title.edit, Qt.Key.Key_Return)
    assert sketched.editor.document.diagram.sheet.title == "Shop"
    assert sketched.windowTitle().startswith("Shop")
