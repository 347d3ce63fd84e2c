"""Text of two and a half times its size is still whole where something is chosen."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QDialog, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from infrasketch_desktop.app import Program
from infrasketch_desktop.ui.main_window import MainWindow

DIALOGS = (
    "file.export",
    "file.settings",
    "credits.buy",
    "credits.wallet",
    "credits.sign-up",
    "chat.sources",
    "code.all",
)


def shown_dialogs() -> list[QDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]


def choices(root: QWidget) -> Iterator[QWidget]:
    for kind in (QPushButton, QCheckBox, QRadioButton, QComboBox):
        yield from (each for each in root.findChildren(kind) if each.isVisible())


def test_every_choice_of_a_dialog_has_room_for_its_words(program: Program, sketched: MainWindow, qtbot: QtBot) -> None:
    program.services.preferences.change(text_scale=2.5)
    for action in DIALOGS:
        sketched.commands.perform(action)
        qtbot.waitUntil(lambda: bool(shown_dialogs()))
        (dialog,) = shown_dialogs()
        qtbot.waitUntil(lambda dialog=dialog: not cut(dialog))
        dialog.close()
        qtbot.waitUntil(lambda: not shown_dialogs())


def cut(dialog: QDialog) -> list[str]:
    """The names of what is narrower than its words, or reaches beyond what it stands in."""
    found = []
    for each in choices(dialog):
        parent = each.parentWidget()
        if each.width() < each.sizeHint().width() or (parent is not None and each.geometry().right() > parent.width()):
            found.append(each.accessibleName() or each.metaObject().className())
    return found
