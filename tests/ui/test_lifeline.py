"""An answer that comes too late finds out that its dialog has gone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from infrasketch_desktop.ui.lifeline import lifeline


def test_a_dialog_that_was_closed_has_gone(qtbot: QtBot) -> None:
    dialog = QDialog()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    is_there = lifeline(dialog)
    dialog.show()
    assert is_there()
    dialog.close()
    qtbot.waitUntil(lambda: not is_there())
