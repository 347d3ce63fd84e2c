"""Notices that another program changed the open file, when the window is entered and now and then."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from infrasketch_desktop.storage.disk_copy import DiskState
from infrasketch_desktop.storage.session import SketchSession

EVERY_MS = 4000


class DiskWatch(QObject):
    """Calls `changed` once for each time the file becomes another than the one that was read or written here."""

    def __init__(self, session: SketchSession, changed: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._changed = changed
        self._told = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Compare now."""
        differs = self._session.disk_state() is DiskState.CHANGED
        if differs and not self._told:
            self._changed()
        self._told = differs

    def close(self) -> None:
        self._timer.stop()
