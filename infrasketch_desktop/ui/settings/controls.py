"""What a setting is changed with: a switch, a menu, a number, a line of text, or a door to a dialog of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget

from infrasketch_desktop.ui.preferences import Preferences
from infrasketch_desktop.ui.widgets.roles import button, set_role
from infrasketch_desktop.ui.widgets.writing import follow_writing

_BEFORE = 8
"""Pixels between the border of a field and its text, as in the style sheet."""


class _Menu(QComboBox):
    """The wheel scrolls the page below the pointer; it must not change a setting on its way."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _Number(QSpinBox):
    """As the menu."""

    def __init__(self) -> None:
        super().__init__()
        self.lineEdit().setTextMargins(_BEFORE, 0, _BEFORE, 0)  # Qt leaves the padding out where buttons have a style

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def switch(preferences: Preferences, name: str) -> QWidget:
    """On or off."""
    made = QCheckBox()
    set_role(made, "bare")

    def follow() -> None:
        made.setChecked(getattr(preferences.current, name))

    follow()
    made.toggled.connect(lambda on: preferences.change(**{name: on}))
    _keep_following(made, preferences, follow)
    return made


def menu(preferences: Preferences, name: str, values: Sequence[Any], written: Callable[[Any], str]) -> QWidget:
    """One of a few values, each as it is `written`; one that was set elsewhere and is none of them joins them."""
    made = _Menu()
    for value in values:
        made.addItem(written(value), value)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def follow() -> None:
        value = getattr(preferences.current, name)
        if made.findData(value) < 0:
            made.addItem(written(value), value)
        made.setCurrentIndex(made.findData(value))

    follow()
    made.activated.connect(lambda _index: preferences.change(**{name: made.currentData()}))
    _keep_following(made, preferences, follow)
    return made


def whole_number(preferences: Preferences, name: str, least: int, most: int, suffix: str) -> QWidget:
    """A number between two bounds; `suffix` is its unit."""
    made = _Number()
    made.setRange(least, most)
    made.setSuffix(suffix)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def follow() -> None:
        if not made.hasFocus():
            made.setValue(round(getattr(preferences.current, name)))

    follow()
    made.valueChanged.connect(lambda value: preferences.change(**{name: float(value)}))
    _keep_following(made, preferences, follow)
    return made


def text(preferences: Preferences, name: str, placeholder: str) -> QWidget:
    """A line that counts when Enter is pressed or the focus leaves it."""
    made = QLineEdit()
    follow_writing(made)
    made.setPlaceholderText(placeholder)
    made.setClearButtonEnabled(True)

    def follow() -> None:
        if not made.hasFocus():
            made.setText(getattr(preferences.current, name))

    follow()
    made.editingFinished.connect(lambda: preferences.change(**{name: made.text().strip()}))
    _keep_following(made, preferences, follow)
    return made


def door(title: str, go: Callable[[], object]) -> QWidget:
    """Leads to what is set somewhere else."""
    return button(title, go)


def _keep_following(widget: QWidget, preferences: Preferences, follow: Callable[[], None]) -> None:
    """As long as the widget lives: a setting may be changed in another window or by an action."""
    preferences.changed.connect(follow)
    widget.destroyed.connect(lambda: preferences.changed.disconnect(follow))
