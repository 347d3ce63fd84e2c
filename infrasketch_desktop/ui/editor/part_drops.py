"""Lets parts of the palette be dropped onto the canvas."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragMoveEvent, QDropEvent

from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.panels.parts.part import MIME, from_mime


class PartDrops(QObject):
    """An event filter of the canvas of one editor; what is no part is left to the canvas itself."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self._editor = editor
        editor.canvas.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            return self._drop(event)
        if isinstance(event, QDragMoveEvent) and event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()
            return True
        return False

    def _drop(self, event: QDropEvent) -> bool:
        part = from_mime(event.mimeData())
        if part is None:
            return False
        event.acceptProposedAction()
        place = self._editor.canvas.scene_point(event.position())
        self._editor.insert(part.kind, part.label, part.technology, place)
        self._editor.canvas.setFocus()
        return True
