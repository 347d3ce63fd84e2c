"""The column of options in the export dialog: scrolled where the window is low, wider where the text is larger."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.theme.measures import grown

_WIDTH, _BAR = 260, 12
"""Pixels that the column has at least, and that its scroll bar takes."""


class OptionsColumn(QScrollArea):
    """Scrolls up and down alone, so it is never narrower than the words of its choices."""

    def __init__(self, column: QVBoxLayout) -> None:
        super().__init__()
        content = QWidget()
        content.setLayout(column)
        content.installEventFilter(self)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName(tr("Options"))
        self.setWidget(content)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        content = self.widget()
        if event.type() is QEvent.Type.LayoutRequest and watched is content:
            self.setFixedWidth(max(_WIDTH, _widest(content) + grown(_BAR)))
        return super().eventFilter(watched, event)


def _widest(content: QWidget) -> int:
    """Of what has its words on one line; labels wrap, and the rest can be narrower."""
    choices = [*content.findChildren(QCheckBox), *content.findChildren(QRadioButton), *content.findChildren(QComboBox)]
    return max((each.sizeHint().width() for each in choices if each.isVisibleTo(content)), default=0)
