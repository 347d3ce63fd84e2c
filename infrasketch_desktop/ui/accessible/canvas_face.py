"""The canvas as a screen reader meets it: records below it as in the outline, then the widgets that float over it."""

from __future__ import annotations

from typing import Any
from weakref import ref

from PySide6.QtCore import QPoint, QPointF, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import VoidPtr

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.ui.accessible.canvas_choice import CanvasChoice
from infrasketch_desktop.ui.accessible.record_face import RecordFace
from infrasketch_desktop.ui.accessible.record_tree import RecordTree
from infrasketch_desktop.ui.canvas.view import CanvasView

_LEAST = 2
"""Pixels that anything on the screen is wide and high, so that a straight line can be found too."""


class CanvasFace(QAccessibleWidget):
    """Makes the face of a record when it is first asked for, and keeps it until the record is gone.

    Qt's cache owns every face it knows, and deletes it only when told: `drop` and `close` tell it. A Python object that
    went before would leave a dangling pointer there.
    """

    def __init__(self, canvas: CanvasView) -> None:
        super().__init__(canvas, QAccessible.Role.Canvas)
        self._canvas = ref(canvas)
        self.tree = RecordTree(canvas.document.diagram)
        self._faces: dict[str, tuple[RecordFace, int]] = {}
        self._choice = CanvasChoice(self)

    @property
    def canvas(self) -> CanvasView | None:
        return self._canvas()

    def face(self, record_id: str) -> RecordFace:
        """The face of a record of the diagram, the same one every time."""
        known = self._faces.get(record_id)
        if known is None:
            made = RecordFace(self, record_id)
            known = self._faces[record_id] = (made, QAccessible.registerAccessibleInterface(made))
        return known[0]

    def known_face(self, record_id: str) -> RecordFace | None:
        """The face of a record, if anybody has asked for it yet."""
        known = self._faces.get(record_id)
        return known[0] if known is not None else None

    def face_above(self, record_id: str) -> QAccessibleInterface:
        """What a record stands below: its group, or the canvas."""
        parent = self.tree.parent(record_id)
        return self.face(parent) if parent is not None else self

    def face_at(self, parent: str | None, x: int, y: int) -> QAccessibleInterface | None:
        """The child of `parent` at a point of the screen."""
        canvas = self.canvas
        if canvas is None:
            return None
        hit = canvas.hit(canvas.scene_point(QPointF(canvas.mapFromGlobal(QPoint(x, y)))))
        found = self.tree.child_towards(parent, hit.id) if hit is not None else None
        return self.face(found) if found is not None else None

    def rect_of(self, record_id: str) -> QRect:
        """Where a record lies on the screen, in its pixels; nothing for one that is not drawn."""
        canvas = self.canvas
        if canvas is None:
            return QRect()
        return _on_screen(canvas, canvas.bounds(canvas.document.diagram.shown(record_id)))

    def drop(self, record_id: str) -> None:
        """Forget a record that is gone."""
        known = self._faces.pop(record_id, None)
        if known is not None:
            QAccessible.deleteAccessibleInterface(known[1])

    def close(self) -> None:
        """Forget all records: the canvas goes."""
        for record_id in tuple(self._faces):
            self.drop(record_id)
        self.tree = RecordTree(Diagram())

    # --- what Qt asks

    def childCount(self) -> int:
        return len(self.tree.children(None)) + super().childCount()

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # null beyond the end
        records = self.tree.children(None)
        if 0 <= index < len(records):
            return self.face(records[index])
        return super().child(index - len(records))

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        if isinstance(child, RecordFace):
            return self.tree.place(child.record_id) if self.tree.parent(child.record_id) is None else -1
        place = super().indexOfChild(child)
        return place + len(self.tree.children(None)) if place >= 0 else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # null on empty ground
        floating: QAccessibleInterface | None = super().childAt(x, y)
        return floating if floating is not None else self.face_at(None, x, y)

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]  # null when it lies elsewhere
        canvas = self.canvas
        current = canvas.selection.current if canvas is not None else None
        if canvas is None or current is None or not canvas.hasFocus():
            return super().focusChild()
        return self.face(current) if current in canvas.document.diagram else self

    def state(self) -> QAccessible.State:
        state = super().state()
        state.multiSelectable = state.extSelectable = 1
        return state

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        """The selection, else what every widget has."""
        if kind is QAccessible.InterfaceType.SelectionInterface:
            return self._choice
        usual: Any = super().interface_cast(kind)
        return usual if usual is not None else VoidPtr(0)  # as in RecordFace


def _on_screen(canvas: CanvasView, rect: Rect) -> QRect:
    shown = canvas.viewport.rect_to_view(rect)
    corner = canvas.mapToGlobal(QPoint(round(shown.x), round(shown.y)))
    return QRect(corner.x(), corner.y(), max(_LEAST, round(shown.width)), max(_LEAST, round(shown.height)))
