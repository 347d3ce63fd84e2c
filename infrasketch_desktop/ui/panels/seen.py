"""Whether somebody can see a panel: Qt counts a dock behind others as shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDockWidget, QWidget


class SeenPanel(QWidget):
    """A panel that puts work off while it is hidden or behind others, and does it in `catch_up`."""

    def __init__(self) -> None:
        super().__init__()
        self._is_in_front = True

    @property
    def is_seen(self) -> bool:
        return self._is_in_front and self.isVisible()

    def catch_up(self) -> None:
        """Do what was put off; called whenever the panel comes to be seen."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        """The dock says itself when it comes to the front."""
        super().changeEvent(event)
        dock = self.parentWidget()
        if event.type() == QEvent.Type.ParentChange and isinstance(dock, QDockWidget):
            self._is_in_front = not dock.visibleRegion().isEmpty()
            dock.visibilityChanged.connect(self._on_front_changed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up_if_seen()

    def _on_front_changed(self, in_front: bool) -> None:
        self._is_in_front = in_front
        self._catch_up_if_seen()

    def _catch_up_if_seen(self) -> None:
        if self.is_seen:
            self.catch_up()
