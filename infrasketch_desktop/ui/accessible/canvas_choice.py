"""The selection of the canvas as a screen reader asks for it and changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import ref

from PySide6.QtGui import QAccessibleInterface, QAccessibleSelectionInterface

from infrasketch_desktop.ui.accessible.record_face import RecordFace
from infrasketch_desktop.ui.selection import Selection

if TYPE_CHECKING:
    from infrasketch_desktop.ui.accessible.canvas_face import CanvasFace


class CanvasChoice(QAccessibleSelectionInterface):
    """Everything selected at any depth, in the order in which it was."""

    def __init__(self, owner: CanvasFace) -> None:
        super().__init__()
        self._owner = ref(owner)

    @property
    def _selection(self) -> Selection | None:
        owner = self._owner()
        canvas = owner.canvas if owner is not None else None
        return canvas.selection if canvas is not None else None

    def selectedItems(self) -> list[QAccessibleInterface]:
        owner, selection = self._owner(), self._selection
        if owner is None or owner.canvas is None or selection is None:
            return []
        return [owner.face(i) for i in selection if i in owner.canvas.document.diagram]

    def selectedItemCount(self) -> int:
        return len(self.selectedItems())

    def isSelected(self, child: QAccessibleInterface) -> bool:
        selection = self._selection
        return selection is not None and isinstance(child, RecordFace) and child.record_id in selection

    def select(self, child: QAccessibleInterface) -> bool:
        selection = self._selection
        if selection is None or not isinstance(child, RecordFace):
            return False
        selection.add([child.record_id])
        return True

    def unselect(self, child: QAccessibleInterface) -> bool:
        selection = self._selection
        if selection is None or not isinstance(child, RecordFace):
            return False
        selection.discard([child.record_id])
        return True

    def selectAll(self) -> bool:
        owner, selection = self._owner(), self._selection
        if owner is None or selection is None:
            return False
        selection.set(owner.tree.children(None))
        return True

    def clear(self) -> bool:
        selection = self._selection
        if selection is None:
            return False
        selection.clear()
        return True
