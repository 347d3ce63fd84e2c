"""The prompt line: sentences change the diagram, questions are asked and answered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from infrasketch_desktop.ui.editor.prompter import answered
from infrasketch_desktop.ui.main_window import MainWindow

Idle = Callable[[MainWindow], None]


@pytest.fixture
def say(sketched: MainWindow, qtbot: QtBot, idle: Idle) -> Callable[[str], None]:
    def type_and_send(sentence: str) -> None:
        edit = sketched.bench.page.prompt.box.edit
        qtbot.keyClicks(edit, sentence)
        qtbot.keyClick(edit, Qt.Key.Key_Return)
        idle(sketched)

    return type_and_send


def test_command_adds_a_node_and_moves_nothing_else(sketched: MainWindow, say: Callable[[str], None]) -> None:
    before = dict(sketched.editor.document.diagram.nodes)
    say("add a CDN in front of the API")
    after = sketched.editor.document.diagram.nodes
    new = [after[i] for i in after.keys() - before.keys()]
    assert [node.kind.value for node in new] == ["cdn"]
    assert all(after[i] == before[i] for i in before)
    assert all(not new[0].rect.intersects(node.rect) for node in before.values())
    assert sketched.editor.selection.ids == (new[0].id,)


def test_answer_has_a_summary_and_a_way_back(sketched: MainWindow, say: Callable[[str], None], qtbot: QtBot) -> None:
    say("remove Redis")
    line = sketched.bench.page.prompt
    assert line.summary
    assert line.box.text == ""
    nodes = len(sketched.editor.document.diagram.nodes)
    qtbot.mouseClick(line._undo, Qt.MouseButton.LeftButton)
    assert len(sketched.editor.document.diagram.nodes) == nodes + 1
    assert line.summary == ""


def test_undo_link_goes_with_the_next_edit(sketched: MainWindow, say: Callable[[str], None]) -> None:
    say("remove Redis")
    sketched.commands.perform("insert.database")
    assert sketched.bench.page.prompt._undo.isHidden()


def test_question_keeps_the_sentence_and_offers_answers(
    sketched: MainWindow, say: Callable[[str], None], qtbot: QtBot, idle: Idle
) -> None:
    say("connect the zorgblatt to Redis")
    line = sketched.bench.page.prompt
    assert line.box.text == "connect the zorgblatt to Redis"
    edges = set(sketched.editor.document.diagram.edges)
    options = [button for button in line.findChildren(QPushButton) if button.property("role") == "chip"]
    choice = next(button for button in options if button.text() == "PostgreSQL")
    qtbot.mouseClick(choice, Qt.MouseButton.LeftButton)
    idle(sketched)
    (new,) = set(sketched.editor.document.diagram.edges) - edges
    assert new.startswith("postgresql--")


def test_up_and_down_recall_sentences(sketched: MainWindow, say: Callable[[str], None], qtbot: QtBot) -> None:
    say("add a queue called Jobs")
    say("add a worker")
    box = sketched.bench.page.prompt.box
    qtbot.keyClick(box.edit, Qt.Key.Key_Up)
    assert box.text == "add a worker"
    qtbot.keyClick(box.edit, Qt.Key.Key_Up)
    assert box.text == "add a queue called Jobs"
    for _ in range(2):
        qtbot.keyClick(box.edit, Qt.Key.Key_Down)
    assert box.text == ""


def test_sentence_on_an_empty_sheet_is_a_description(window: MainWindow, qtbot: QtBot, idle: Idle) -> None:
    window.commands.perform("file.new")
    qtbot.keyClicks(window.bench.page.prompt.box.edit, "nginx -> Django -> MySQL")
    qtbot.keyClick(window.bench.page.prompt.box.edit, Qt.Key.Key_Return)
    idle(window)
    assert len(window.editor.document.diagram.nodes) == 3


@pytest.mark.parametrize(
    ("sentence", "question", "option", "expected"),
    [
        ("remove the cache", "Which “cache” do you mean?", "Session cache", 'remove the "Session cache"'),
        ("Remove DB", "There is no “db” in the diagram. Which?", "Orders", 'Remove "Orders"'),
        ("connect it", "What should it be connected to?", "API", 'connect it "API"'),
    ],
)
def test_answer_takes_the_place_of_what_was_asked_about(
    sentence: str, question: str, option: str, expected: str
) -> None:
    assert answered(sentence, question, option) == expected


def test_undo_in_the_empty_box_takes_the_sentence_back(
    sketched: MainWindow, say: Callable[[str], None], qtbot: QtBot
) -> None:
    before = sketched.editor.document.snapshot()
    say("remove Redis")
    edit = sketched.bench.page.prompt.box.edit
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert sketched.editor.document.diagram.same_records(before)


def test_undo_in_the_box_belongs_to_the_text_as_long_as_there_is_some(
    sketched: MainWindow, say: Callable[[str], None], qtbot: QtBot
) -> None:
    say("remove Redis")
    after = sketched.editor.document.snapshot()
    edit = sketched.bench.page.prompt.box.edit
    edit.setFocus()
    qtbot.keyClicks(edit, "add")
    qtbot.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert edit.toPlainText() == ""
    assert sketched.editor.document.diagram.same_records(after)


def test_ctrl_enter_sends_as_well(sketched: MainWindow, qtbot: QtBot) -> None:
    edit = sketched.bench.page.prompt.box.edit
    qtbot.keyClicks(edit, "add a CDN")
    with qtbot.waitSignal(sketched.bench.page.prompt.sent):
        qtbot.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_the_example_in_a_narrow_box_is_not_cut(sketched: MainWindow, qtbot: QtBot) -> None:
    sketched.show()
    box = sketched.bench.page.prompt.box
    box.setFixedWidth(700)
    qtbot.wait_until(lambda: box.isVisible() and box.edit.height() < 3 * box.edit.fontMetrics().lineSpacing())
    one_line = box.edit.height()
    box.setFixedWidth(260)
    qtbot.wait_until(lambda: box.edit.height() >= one_line + box.edit.fontMetrics().lineSpacing())
