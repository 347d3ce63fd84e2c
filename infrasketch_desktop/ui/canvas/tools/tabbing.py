"""Tab and Shift+Tab walk through all that the canvas shows, in reading order, before the focus leaves it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.reading import shown_in_order
from infrasketch_desktop.ui.canvas.view import CanvasView


class TabWalk(QObject):
    """Installed on a view for as long as it lives. After the last record, and before the first, Tab goes on as ever."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        found = following(
            self._view.document.diagram, self._view.selection.current, backwards=event.key() == Qt.Key.Key_Backtab
        )
        if found is None:
            self._view.selection.clear()
            return False
        self._view.selection.set([found])
        self._view.reveal([found])
        return True


def following(diagram: Diagram, record_id: str | None, *, backwards: bool) -> str | None:
    """The record after, or before, `record_id` in reading order; None beyond the end. Without one, the first."""
    order = list(shown_in_order(diagram))
    if backwards:
        order.reverse()
    if record_id not in order:
        return order[0] if order else None
    place = order.index(record_id) + 1
    return order[place] if place < len(order) else None
