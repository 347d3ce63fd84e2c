"""Finds the dialogs that are on the screen, and uses them as a person does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

Found = TypeVar("Found", bound=QDialog)


def shown(kind: type[Found]) -> Found:
    """The dialog of this kind that is on the screen; fails when there is none or more than one."""
    found = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]
    assert len(found) == 1, f"{len(found)} of {kind.__name__} are shown"
    return found[0]


def is_shown(kind: type[QDialog]) -> bool:
    return any(isinstance(widget, kind) and widget.isVisible() for widget in QApplication.topLevelWidgets())


def press(qtbot: QtBot, button: QAbstractButton) -> None:
    """Click with the mouse, where a person could."""
    assert button.isVisible(), f"“{button.text()}” is not shown"
    assert button.isEnabled(), f"“{button.text()}” cannot be pressed"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def escape(qtbot: QtBot, dialog: QDialog) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def words(widget: QWidget) -> str:
    """Everything that can be read in a widget."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


Rest = Callable[[], None]
