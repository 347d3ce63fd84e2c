"""A user who does anything at any time over the real window: nothing may raise, and no invariant may break."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from infrasketch_desktop.storage import sketch_file
from infrasketch_desktop.ui.main_window import MainWindow
from tests.support.diagrams import rebuilt

NOT_FOR_A_MONKEY = frozenset(
    {"file.new", "file.new-window", "file.open", "file.close", "file.quit", "file.home", "view.full-screen"}
    | {"help.shortcuts", "file.save", "file.save-as", "file.export"}
    | {"credits.wallet", "credits.buy", "credits.account", "credits.sign-up", "credits.log-in"}
)
"""They open further windows or dialogs; other tests use them."""
SENTENCES = (
    "add a cache between the API and the database",
    "put a queue in front of everything",
    "remove the cache",
    "connect Redis to PostgreSQL",
    "group the databases",
    "rename API to Gateway",
    "zorgblatt",
)
MODIFIERS = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)


class RandomUser:
    """Draws each step from `chance`; says what it did, so that a failure can be read."""

    def __init__(
        self, window: MainWindow, qtbot: QtBot, chance: random.Random, idle: Callable[[MainWindow], None]
    ) -> None:
        self.window = window
        self.qtbot = qtbot
        self.chance = chance
        self.idle = idle
        self.done: list[str] = []

    def step(self) -> None:
        """One action, gesture, selection, sentence or field, by the dice."""
        kinds = (
            self.act,
            self.act,
            self.act,
            self.drag,
            self.drag,
            self.select,
            self.select,
            self.type_label,
            self.say,
        )
        self.chance.choice(kinds)()

    def act(self) -> None:
        ids = [a.id for a in self.window.commands if a.id not in NOT_FOR_A_MONKEY and not a.id.startswith("view.text")]
        chosen = self.chance.choice(ids)
        self.done.append(chosen)
        self.window.commands.perform(chosen)
        self.window.command_palette.close_popover()
        self.window.bench.page.label_editor.finish()
        self.idle(self.window)
        if self.window.bench.tidy.isVisible() and self.chance.random() < 0.5 and self.window.bench.tidy.go.isEnabled():
            self.window.bench.tidy.go.click()
        self.window.bench.tidy.close_popover()

    def drag(self) -> None:
        canvas = self.window.editor.canvas
        start, end = self._place(), self._place()
        modifier = self.chance.choice(MODIFIERS)
        self.done.append(f"drag {start} {end} {modifier} with {self.window.sketch.tool}")
        self.qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, modifier, start)
        self.qtbot.mouseMove(canvas, (start + end) / 2)
        self.qtbot.mouseMove(canvas, end)
        if self.chance.random() < 0.1:
            self.qtbot.keyClick(canvas, Qt.Key.Key_Escape)
        self.qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, modifier, end)
        self.window.bench.page.label_editor.finish()
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            self.chance.choice(menu.actions()).trigger()
            menu.close()

    def select(self) -> None:
        diagram = self.window.editor.document.diagram
        ids = [*diagram.nodes, *diagram.groups, *diagram.edges, *diagram.notes]
        chosen = self.chance.sample(ids, min(len(ids), self.chance.randint(0, 4)))
        self.done.append(f"select {chosen}")
        self.window.editor.selection.set(chosen)

    def type_label(self) -> None:
        fields = self.window.bench.panels.properties._fields
        if "label" in fields:
            self.done.append("type a label")
            self.qtbot.keyClicks(fields["label"].edit, self.chance.choice(("x", "DB 2", " ", "<b>", "&&")))
            self.window.bench.panels.properties.flush()

    def say(self) -> None:
        sentence = self.chance.choice(SENTENCES)
        self.done.append(sentence)
        self.window.bench.prompter.run(sentence)
        self.idle(self.window)

    def _place(self) -> QPoint:
        canvas = self.window.editor.canvas
        return QPoint(self.chance.randrange(canvas.width()), self.chance.randrange(canvas.height()))


def check(window: MainWindow, steps: list[str]) -> None:
    diagram = window.editor.document.diagram
    story = "\n".join(steps[-12:])
    assert rebuilt(diagram).same_records(diagram), story
    content = sketch_file.write(diagram)
    assert sketch_file.write(sketch_file.read(content)) == content, story
    assert all(diagram.get(i) is not None for i in window.editor.selection.ids), story
    outline = window.bench.panels.outline.model
    assert all(outline.index_of(i).isValid() for i in (*diagram.nodes, *diagram.groups, *diagram.notes)), story


def run(window: MainWindow, qtbot: QtBot, idle: Callable[[MainWindow], None], steps: int, seed: int) -> None:
    user = RandomUser(window, qtbot, random.Random(seed), idle)
    for number in range(steps):
        user.step()
        if number % 10 == 0:
            check(window, user.done)
            QApplication.processEvents()
    check(window, user.done)
    while window.editor.document.undo():
        pass
    check(window, user.done)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_random_user_breaks_nothing(
    sketched: MainWindow, qtbot: QtBot, idle: Callable[[MainWindow], None], seed: int
) -> None:
    run(sketched, qtbot, idle, 60, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", [11, 12])
def test_random_user_breaks_nothing_for_long(
    sketched: MainWindow, qtbot: QtBot, idle: Callable[[MainWindow], None], seed: int
) -> None:
    run(sketched, qtbot, idle, 2000, seed)
