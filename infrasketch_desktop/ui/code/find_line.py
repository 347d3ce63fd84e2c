"""The line to find text in a source view."""

from __future__ import annotations

from PySide6.QtCore import Signal

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.code.source_view import SourceView
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.widgets.finder import Finder


class FindLine(Finder):
    """Belongs to one view; `closed` follows Escape."""

    closed = Signal()

    def __init__(self, view: SourceView, icons: Icons) -> None:
        super().__init__(icons, "bar", tr("Find in this file"))
        self._view = view
        self._count, self._at = 0, -1

    def open_finder(self) -> None:
        chosen = self._view.textCursor().selectedText()
        if chosen and "\u2029" not in chosen:
            self.edit.setText(chosen)
        super().open_finder()

    def leave(self) -> None:
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
        self.tell(self._at, self._count)

    def step(self, way: int) -> None:
        if self._count:
            self._at = (self._at + way) % self._count
            self._view.go_to_found(self._at)
        self.tell(self._at, self._count)
