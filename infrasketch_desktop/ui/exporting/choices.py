"""The three ways to choose one of a few: a menu, round buttons below each other, and a row of segments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

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


class _OneOf(QWidget):
    """Buttons of which one is down. `changed` follows what a person chooses."""

    changed = Signal()

    def __init__(self, buttons: Mapping[str, QAbstractButton]) -> None:
        super().__init__()
        self.buttons = buttons
        self._group = QButtonGroup(self)
        for made in buttons.values():
            self._group.addButton(made)
        self.choose("")
        self._group.buttonClicked.connect(lambda _button: self.changed.emit())

    @property
    def value(self) -> str:
        return next(value for value, made in self.buttons.items() if made.isChecked())

    def choose(self, value: str) -> None:
        """Show a value; the first where it is none of ours."""
        self.buttons.get(value, next(iter(self.buttons.values()))).setChecked(True)


class Radios(_OneOf):
    """A heading over round buttons."""

    def __init__(self, title: str, named: Named) -> None:
        super().__init__({value: QRadioButton(name) for value, name in named})
        layout = _column(self, title)
        for made in self.buttons.values():
            layout.addWidget(made)

    def show_option(self, value: str, *, shown: bool) -> None:
        """Offer a value or not; one that is chosen and goes gives way to the first."""
        self.buttons[value].setVisible(shown)
        if not shown and self.buttons[value].isChecked():
            self.choose("")


class Segments(_OneOf):
    """A heading over a row of buttons."""

    def __init__(self, title: str, named: Named) -> None:
        super().__init__({value: _segment(name) for value, name in named})
        row = QHBoxLayout()
        row.setSpacing(6)
        for made in self.buttons.values():
            made.setAccessibleName(tr("{name}: {text}", name=title, text=made.text()))
            row.addWidget(made, 1)
        _column(self, title).addLayout(row)


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
