"""The line to find text in a source view: Enter and Shift+Enter step, Escape closes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.code.source_view import SourceView
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.numbers import number
from infrasketch_desktop.ui.widgets.roles import icon_button, label, set_role
from infrasketch_desktop.ui.widgets.writing import follow_writing


class FindLine(QFrame):
    """Belongs to one view; `closed` follows Escape."""

    closed = Signal()

    def __init__(self, view: SourceView, icons: Icons) -> None:
        super().__init__()
        self._view = view
        self._count, self._at = 0, -1
        set_role(self, "bar")
        self.edit = QLineEdit()
        follow_writing(self.edit)
        self.edit.setPlaceholderText(tr("Find in this file"))
        self.edit.setAccessibleName(tr("Find in this file"))
        self.edit.installEventFilter(self)
        self.count = label("", "hint", live=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 4, 4)
        row.setSpacing(4)
        row.addWidget(self.edit, 1)
        row.addWidget(self.count)
        row.addWidget(icon_button(icons, "chevron-up", tr("Previous (Shift+Enter)"), lambda: self.step(-1)))
        row.addWidget(icon_button(icons, "chevron-down", tr("Next (Enter)"), lambda: self.step(1)))
        row.addWidget(icon_button(icons, "close", tr("Close (Escape)"), self.close_line))
        self.edit.textChanged.connect(lambda _text: self.search())
        self.hide()

    def open_line(self) -> None:
        chosen = self._view.textCursor().selectedText()
        if chosen and "\u2029" not in chosen:
            self.edit.setText(chosen)
        self.show()
        self.edit.selectAll()
        self.edit.setFocus()
        self.search()

    def close_line(self) -> None:
        self._view.find_all("")
        self._view.setFocus()
        self.hide()
        self.closed.emit()

    def search(self) -> None:
        """Look anew in the text that is shown now."""
        if self.isHidden():
            return
        self._count = self._view.find_all(self.edit.text())
        self._at = -1
        if self._count:
            self._at = self._view.first_found_from_cursor()
            self._view.go_to_found(self._at)
        self._show_count()

    def step(self, way: int) -> None:
        if self._count:
            self._at = (self._at + way) % self._count
            self._view.go_to_found(self._at)
        self._show_count()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_line()
                return True
        return super().eventFilter(watched, event)

    def _show_count(self) -> None:
        if not self.edit.text():
            self.count.setText("")
        elif not self._count:
            self.count.setText(tr("Nothing"))
        else:
            self.count.setText(tr("{at} of {count}", at=number(self._at + 1), count=number(self._count)))
