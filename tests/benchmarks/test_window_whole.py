"""How long the window's thread is busy at a stretch while all that is open changes: looks, words, imports, a long talk.

Figures as in `test_window_stalls`. A language is put into force by making the window anew, which may take longer than
50 ms: it is what a person asked for, once.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from infrasketch_desktop.assistant.conversation import Conversation, Exchange
from infrasketch_desktop.diagram import edits
from infrasketch_desktop.storage.settings import Theme
from infrasketch_desktop.ui.chat.log import Log
from infrasketch_desktop.ui.credits.desk import Movement
from infrasketch_desktop.ui.credits.history import HistoryTable
from tests.benchmarks.test_window_stalls import Table
from tests.support.desktop import Desktop, running
from tests.support.heartbeat import as_in_the_program
from tests.support.large_diagrams import large_diagram

MESSAGES = 300
MOVEMENTS = 5_000
RESOURCES = 500
SIZES = (60, 500, 2_000, 5_000)
SENTENCE = ", ".join(f"a service {name} that writes to a PostgreSQL database {name}" for name in "abcdefghijklmnopqrst")

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1200)]


@pytest.mark.parametrize("size", SIZES)
def test_all_that_is_open_changes(size: int, qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    print(f"\n{size} nodes, ms: {'':25} {'own':>8} {'gap':>8} {'own/50':>8} {'gap/50':>8}")
    with running(qapp, qtbot, tmp_path / "profile") as desktop, as_in_the_program():
        desktop.window.resize(1280, 800)
        desktop.window.begin(large_diagram(size))
        desktop.settle()
        table = Table(desktop)
        editor = desktop.editor
        for name in ("findings", "document", "outline"):
            desktop.window.panels.reveal(name)
            desktop.settle()
        preferences = desktop.window.services.preferences
        table.step("everything is laid out anew", lambda: desktop.window.commands.perform("arrange.tidy"))
        table.step("that is undone", editor.undo)
        table.step("and done again", editor.redo)
        table.step("the dark theme", lambda: preferences.change(theme=Theme.DARK))
        table.step("the light theme", lambda: preferences.change(theme=Theme.LIGHT))
        table.step("everything moves", lambda: _move_all(desktop))
        table.step("another language", lambda: preferences.change(language="de"))
        table.step("and back", lambda: preferences.change(language="en"))


def _move_all(desktop: Desktop) -> None:
    every = list(desktop.diagram.nodes)
    desktop.editor.edit("Move", lambda edit: edits.move(edit, every, 20, 20))


def test_much_comes_at_once(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    print(f"\nmuch at once, ms: {'':22} {'own':>8} {'gap':>8} {'own/50':>8} {'gap/50':>8}")
    terraform, compose = tmp_path / "main.tf", tmp_path / "compose.yaml"
    terraform.write_text(
        "\n".join(f'resource "aws_sqs_queue" "q{i}" {{\n  name = "q{i}"\n}}' for i in range(RESOURCES))
    )
    compose.write_text("services:\n" + "".join(f"  s{i}:\n    image: redis\n" for i in range(RESOURCES)))
    with running(qapp, qtbot, tmp_path / "profile") as desktop, as_in_the_program():
        desktop.window.resize(1280, 800)
        desktop.window.begin(large_diagram(20))
        desktop.settle()
        table = Table(desktop)
        window = desktop.window
        table.step("500 resources of Terraform", lambda: window.importer.import_paths([terraform]))
        table.step("they are taken", desktop.bench.review.accept)
        table.step("500 services of Compose", lambda: window.importer.import_paths([compose]))
        table.step("they are refused", desktop.bench.review.refuse)
        table.step("a long sentence", lambda: desktop.bench.page.prompt.box.sent.emit(SENTENCE))
        history = HistoryTable()
        qtbot.addWidget(history)
        history.show()
        moved = [Movement(1_795_000_000 - i, "Export as PNG", -1, i, f"/home/a/file{i}.png") for i in range(MOVEMENTS)]
        history.show_movements(moved[:-200], more=True)
        table.step("5,000 movements, 200 of them new", lambda: history.show_movements(moved, more=False))
        window.assistant.talk()
        desktop.settle()
        said = tuple(Exchange(asked=f"Question {i}", answer=f"Answer **{i}**. " * 20) for i in range(MESSAGES // 2))
        table.step("300 messages", lambda: window.chat.talk.restore(Log.of(Conversation(said))))
