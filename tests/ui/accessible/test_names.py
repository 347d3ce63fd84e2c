"""Everything that is shown and can be used has a name and a role, on every page, in every panel and every dialog."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from infrasketch_desktop.ui.main_window import MainWindow
from tests.support.accessible_tree import complaints, walk

PANELS = ("palette", "outline", "library", "properties", "chat", "document", "findings", "code")
DIALOGS = (
    "help.shortcuts",
    "file.export",
    "file.settings",
    "code.all",
    "chat.sources",
    "chat.preview",
    "credits.wallet",
    "credits.buy",
    "credits.account",
    "credits.sign-up",
)

LONGEST_ROUND = 60


@pytest.mark.usefixtures("listening")
def test_the_home_page(window: MainWindow) -> None:
    assert len(list(walk(window))) > 30
    assert not complaints(window)


@pytest.mark.usefixtures("listening")
def test_the_editor_with_every_panel_and_all_that_floats_over_it(
    sketched: MainWindow, idle: Callable[[MainWindow], None]
) -> None:
    diagram = sketched.editor.document.diagram
    for panel in PANELS:
        sketched.panels.reveal(panel)
        idle(sketched)
        assert not complaints(sketched), panel
    sketched.panels.reveal("properties")
    for chosen in (next(iter(diagram.nodes)), next(iter(diagram.edges))):
        sketched.editor.selection.set([chosen])
        assert not complaints(sketched), chosen
    for opened in (sketched.sketch.find, sketched.sketch.edit_label, sketched.show_palette, sketched.sketch.tidy):
        opened()
        assert not complaints(sketched), opened.__name__


@pytest.mark.usefixtures("listening")
def test_every_dialog(sketched: MainWindow, qtbot: QtBot) -> None:
    for action in DIALOGS:
        sketched.commands.perform(action)
        qtbot.waitUntil(lambda: bool(shown_dialogs()))
        for dialog in shown_dialogs():
            assert not complaints(dialog), action
            dialog.activateWindow()
            qtbot.waitUntil(lambda dialog=dialog: dialog.isAncestorOf(QApplication.focusWidget()))
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            forwards, backwards = (round_of(dialog, qtbot, way) for way in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab))
            assert forwards == [forwards[0], *reversed(backwards[1:])], action
            dialog.close()
        qtbot.waitUntil(lambda: not shown_dialogs())


def round_of(dialog: QDialog, qtbot: QtBot, key: Qt.Key) -> list[str]:
    """What one key leads to until it is back where it began; a trap that it does not leave is too long a list."""
    start = now = QApplication.focusWidget()
    seen = []
    while len(seen) < LONGEST_ROUND and not (seen and now is start):
        seen.append(QAccessible.queryAccessibleInterface(now).text(QAccessible.Text.Name) + f" {id(now)}")
        qtbot.keyClick(now, key)
        now = QApplication.focusWidget()
    assert len(seen) < LONGEST_ROUND, (dialog.windowTitle(), seen[-4:])
    return seen


def shown_dialogs() -> list[QDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
