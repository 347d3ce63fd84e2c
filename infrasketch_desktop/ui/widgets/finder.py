"""A line to find something: type, Enter and Shift+Enter step through what fits, Escape closes."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.numbers import number
from infrasketch_desktop.ui.widgets.roles import icon_button, label, set_role
from infrasketch_desktop.ui.widgets.writing import follow_writing


class Finder(QFrame):
    """Hidden until it is opened. Kinds of it know what they look through, and how what is found is shown."""

    def __init__(self, icons: Icons, role: str, where: str) -> None:
        """`where` is what an empty line says, such as “Find in this file”."""
        super().__init__()
        set_role(self, role)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(where)
        self.edit.setAccessibleName(where)
        self.edit.installEventFilter(self)
        follow_writing(self.edit)
        self.count = label("", "hint", live=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 4, 4)
        row.setSpacing(4)
        row.addWidget(self.edit, 1)
        row.addWidget(self.count)
        row.addWidget(icon_button(icons, "chevron-up", tr("Previous (Shift+Enter)"), lambda: self.step(-1)))
        row.addWidget(icon_button(icons, "chevron-down", tr("Next (Enter)"), lambda: self.step(1)))
        row.addWidget(icon_button(icons, "close", tr("Close (Escape)"), self.leave))
        self.edit.textChanged.connect(lambda _text: self.search())
        self.hide()

    @abstractmethod
    def search(self) -> None:
        """Look anew for what is typed."""

    @abstractmethod
    def step(self, way: int) -> None:
        """Go on by one that fits, or back by one: 1 or -1."""

    @abstractmethod
    def leave(self) -> None:
        """Close, and give the focus back."""

    def open_finder(self) -> None:
        self.show()
        self.edit.selectAll()
        self.edit.setFocus()
        self.search()

    def tell(self, at: int, count: int, unvisited: str = "") -> None:
        """Which of `count` is gone to, from 0 on; `unvisited` is said while it is none of them, -1."""
        if not self.edit.text().strip():
            self.count.setText("")
        elif not count:
            self.count.setText(tr("Nothing"))
        elif at < 0 and unvisited:
            self.count.setText(unvisited)
        else:
            self.count.setText(tr("{at} of {count}", at=number(at + 1), count=number(count)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
        return super().eventFilter(watched, event)
