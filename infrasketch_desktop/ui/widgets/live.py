"""A line of text that is said aloud as it changes: errors in place, counts of what was found, how far something is."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QWidget

from infrasketch_desktop.ui.accessible.announcing import announce

_URGENT = "danger"
"""The role of what may interrupt."""


class Live(QLabel):
    """Said through a screen reader once it is seen, and again when it says something else; the same twice is said once.

    It is said when control is back at the event loop: whoever changes text, role and place gets one announcement.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._said = ""

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's own
        """Show `text` from now on."""
        changed = text != self.text()
        super().setText(text)
        if changed:
            self._soon()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._said = ""

    def _soon(self) -> None:
        if QAccessible.isActive():
            QTimer.singleShot(0, self, self._tell)

    def _tell(self) -> None:
        text = self.text() if self.isVisible() else ""
        if text != self._said:
            self._said = text
            announce(self, text, urgent=self.property("role") == _URGENT)
