"""The three ways to choose one of a few: a menu, round buttons below each other, and a row of segments."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QRadioButton, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.widgets.roles import label, set_role

Named = Sequence[tuple[str, str]]
"""Values with what they are called."""


class Menu(QWidget):
    """A heading over a menu. `changed` follows what a person chooses."""

    changed = Signal()

    def __init__(self, title: str, named: Named) -> None:
        super().__init__()
        self.box = QComboBox()
        self.box.setAccessibleName(title)
        layout = _column(self, title, self.box)
        for value, name in named:
            self.box.addItem(name, value)
        layout.addWidget(self.box)
        self.box.activated.connect(lambda _index: self.changed.emit())

    @property
    def value(self) -> str:
        return str(self.box.currentData())

    def choose(self, value: str) -> None:
        """Show a value; the first where it is none of ours."""
        self.box.setCurrentIndex(max(self.box.findData(value), 0))


class Radios(QWidget):
    """A heading over round buttons. `changed` follows what a person chooses."""

    changed = Signal()

    def __init__(self, title: str, named: Named) -> None:
        super().__init__()
        layout = _column(self, title)
        self.buttons = {value: QRadioButton(name) for value, name in named}
        self._group = QButtonGroup(self)
        for made in self.buttons.values():
            self._group.addButton(made)
            layout.addWidget(made)
        self.choose("")
        self._group.buttonClicked.connect(lambda _button: self.changed.emit())

    @property
    def value(self) -> str:
        return next(value for value, made in self.buttons.items() if made.isChecked())

    def choose(self, value: str) -> None:
        """Show a value; the first where it is none of ours."""
        self.buttons.get(value, next(iter(self.buttons.values()))).setChecked(True)

    def show_option(self, value: str, *, shown: bool) -> None:
        """Offer a value or not; one that is chosen and goes gives way to the first."""
        self.buttons[value].setVisible(shown)
        if not shown and self.buttons[value].isChecked():
            self.choose("")


class Segments(QWidget):
    """A heading over a row of buttons. `changed` follows what a person chooses."""

    changed = Signal()

    def __init__(self, title: str, named: Named) -> None:
        super().__init__()
        layout = _column(self, title)
        row = QHBoxLayout()
        row.setSpacing(6)
        self.buttons = {value: _segment(name) for value, name in named}
        self._group = QButtonGroup(self)
        for made in self.buttons.values():
            made.setAccessibleName(tr("{name}: {text}", name=title, text=made.text()))
            self._group.addButton(made)
            row.addWidget(made, 1)
        layout.addLayout(row)
        self.choose("")
        self._group.buttonClicked.connect(lambda _button: self.changed.emit())

    @property
    def value(self) -> str:
        return next(value for value, made in self.buttons.items() if made.isChecked())

    def choose(self, value: str) -> None:
        """Show a value; the first where it is none of ours."""
        self.buttons.get(value, next(iter(self.buttons.values()))).setChecked(True)


def _column(widget: QWidget, title: str, named: QWidget | None = None) -> QVBoxLayout:
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    heading = label(title, "section")
    if named is not None:
        heading.setBuddy(named)
    layout.addWidget(heading)
    return layout


def _segment(text: str) -> QPushButton:
    made = QPushButton(text)
    made.setCheckable(True)
    made.setAutoExclusive(True)  # as its group has it; a screen reader takes it from here
    made.setAutoDefault(False)
    set_role(made, "segment")
    return made
