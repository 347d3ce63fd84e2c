from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.records import Note
from infrasketch_desktop.picture.theme import light_theme
from infrasketch_desktop.ui.canvas.label_editor import LabelEditor
from infrasketch_desktop.ui.canvas.view import CanvasView
from infrasketch_desktop.ui.selection import Selection
from tests.support.diagrams import document, edge, group, node

CTRL = Qt.KeyboardModifier.ControlModifier


class Typing:
    """An editor over a shown canvas, and what it committed."""

    def __init__(self, qtbot: QtBot) -> None:
        self.committed: list[tuple[str, str]] = []
        records = (
            node("a", 100, 100, label="Orders"),
            node("b", 500, 100, group="g"),
            group("g"),
            edge("a", "b", label="SQL"),
            Note(id="memo", text="Ask Dana", x=100, y=300),
        )
        self.view = CanvasView(document(*records), Selection(), light_theme())
        qtbot.addWidget(self.view)
        self.view.resize(900, 600)
        with qtbot.waitExposed(self.view):
            self.view.show()
        self.view.activateWindow()
        self.view.setFocus()
        self.editor = LabelEditor(self.view, lambda record_id, text: self.committed.append((record_id, text)))

    def type(self, text: str) -> None:
        QTest.keyClicks(self.editor, text)

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.editor, key, keys)


@pytest.fixture
def typing(qtbot: QtBot) -> Typing:
    return Typing(qtbot)


def test_enter_commits_what_was_typed(typing: Typing) -> None:
    typing.editor.open("a")
    assert typing.editor.toPlainText() == "Orders"
    typing.type("Order service")
    typing.key(Qt.Key.Key_Return)
    assert typing.committed == [("a", "Order service")]
    assert typing.editor.isHidden()


def test_escape_leaves_the_label_as_it_was(typing: Typing) -> None:
    typing.editor.open("a")
    typing.type("Nonsense")
    typing.key(Qt.Key.Key_Escape)
    assert typing.committed == []
    assert typing.editor.record_id is None


def test_an_unchanged_label_is_no_edit(typing: Typing) -> None:
    typing.editor.open("a")
    typing.key(Qt.Key.Key_Return)
    assert typing.committed == []


def test_enter_in_a_note_is_a_new_line(typing: Typing) -> None:
    typing.editor.open("memo")
    typing.key(Qt.Key.Key_End, CTRL)
    typing.key(Qt.Key.Key_Return)
    typing.type("first")
    typing.key(Qt.Key.Key_Return, CTRL)
    assert typing.committed == [("memo", "Ask Dana\nfirst")]


def test_a_pasted_line_break_becomes_a_space_in_a_label(typing: Typing) -> None:
    typing.editor.open("a")
    typing.editor.setPlainText("Order\nservice ")
    typing.editor.finish()
    assert typing.committed == [("a", "Order service")]


def test_opening_another_label_commits_the_first(typing: Typing) -> None:
    typing.editor.open("a")
    typing.type("One")
    typing.editor.open("a--b")
    assert typing.committed == [("a", "One")]
    assert typing.editor.record_id == "a--b"


@pytest.mark.parametrize("record_id", ["a", "g", "a--b", "memo"])
def test_the_field_lies_over_the_label_and_follows_the_view(typing: Typing, record_id: str) -> None:
    typing.editor.open(record_id)
    before = typing.editor.geometry()
    bounds = typing.view.viewport.rect_to_view(typing.view.bounds(record_id))
    assert bounds.inflated(70).contains(typing.view.viewport.to_view(typing.view.viewport.to_scene(bounds.center)))
    assert abs(before.center().y() - bounds.center.y) <= bounds.height / 2 + 20
    typing.view.pan(30, -20)
    assert typing.editor.geometry() == before.translated(30, -20)


@pytest.mark.parametrize("zoom", [0.1, 4.0])
def test_one_can_type_at_any_zoom(typing: Typing, zoom: float) -> None:
    typing.view.zoom_to(zoom)
    typing.editor.open("a")
    assert typing.editor.font().pixelSize() >= 12
    assert typing.editor.width() >= 100


def test_a_record_that_goes_away_closes_the_field(typing: Typing) -> None:
    typing.editor.open("a")
    typing.type("Half")
    with typing.view.document.edit("Remove") as edit:
        edits.remove(edit, ["a"])
    assert typing.editor.isHidden()
    assert typing.committed == []


def test_what_does_not_exist_or_is_hidden_cannot_be_typed_at(typing: Typing) -> None:
    typing.editor.open("gone")
    assert typing.editor.record_id is None
    with typing.view.document.edit("Fold") as edit:
        edits.collapse(edit, ["g"])
    typing.editor.open("b")
    assert typing.editor.record_id is None
