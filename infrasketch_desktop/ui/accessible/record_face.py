"""One node, group, note or edge as a screen reader meets it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import ref

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleAttributesInterface, QAccessibleInterface, QWindow
from shiboken6 import VoidPtr

from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Record
from infrasketch_desktop.ui.accessible.record_verbs import RecordVerbs
from infrasketch_desktop.ui.accessible.record_words import described, named
from infrasketch_desktop.ui.canvas.view import CanvasView

if TYPE_CHECKING:
    from infrasketch_desktop.ui.accessible.canvas_face import CanvasFace

_ROLES = {
    Node: QAccessible.Role.ListItem,
    Edge: QAccessible.Role.ListItem,
    Group: QAccessible.Role.Grouping,
    Note: QAccessible.Role.Note,
}
_Relation = tuple[QAccessibleInterface, QAccessible.RelationFlag]


class RecordFace(QAccessibleInterface):
    """Knows only which record of which canvas it stands for; everything is looked up when it is asked."""

    def __init__(self, owner: CanvasFace, record_id: str) -> None:
        super().__init__()
        self._owner = ref(owner)
        self.record_id = record_id
        canvas = owner.canvas
        assert canvas is not None
        self._verbs = RecordVerbs(canvas, record_id)
        self._level = _Level(owner, record_id)

    @property
    def _canvas(self) -> CanvasView | None:
        owner = self._owner()
        return owner.canvas if owner is not None else None

    @property
    def _record(self) -> Record | None:
        canvas = self._canvas
        return canvas.document.diagram.get(self.record_id) if canvas is not None else None

    def isValid(self) -> bool:
        owner = self._owner()
        return owner is not None and owner.known_face(self.record_id) is self

    def object(self) -> QObject | None:  # type: ignore[override]  # Qt: null for what is no QObject
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]  # null before the window was shown
        canvas = self._canvas
        return canvas.window().windowHandle() if canvas is not None else None

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]  # null for one that is gone
        owner = self._owner()
        return owner.face_above(self.record_id) if owner is not None else None

    def childCount(self) -> int:
        owner = self._owner()
        return len(owner.tree.children(self.record_id)) if owner is not None else 0

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # null beyond the end
        owner = self._owner()
        children = owner.tree.children(self.record_id) if owner is not None else ()
        return owner.face(children[index]) if owner is not None and 0 <= index < len(children) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        owner = self._owner()
        if owner is None or not isinstance(child, RecordFace):
            return -1
        return owner.tree.place(child.record_id) if owner.tree.parent(child.record_id) == self.record_id else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # null on empty ground
        owner = self._owner()
        return owner.face_at(self.record_id, x, y) if owner is not None else None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]  # null when it lies elsewhere
        return None

    def text(self, which: QAccessible.Text) -> str:
        canvas, record = self._canvas, self._record
        if canvas is None or record is None:
            return ""
        match which:
            case QAccessible.Text.Name:
                return named(canvas.document.diagram, record)
            case QAccessible.Text.Description:
                return described(record)
            case QAccessible.Text.Identifier:
                return record.id
            case _:
                return ""

    def setText(self, _which: QAccessible.Text, _text: str) -> None:
        """Names are changed by the action that opens the label for typing, so that it can be undone."""

    def rect(self) -> QRect:
        owner = self._owner()
        return owner.rect_of(self.record_id) if owner is not None and self._record is not None else QRect()

    def role(self) -> QAccessible.Role:
        return _ROLES.get(type(self._record), QAccessible.Role.NoRole)

    def state(self) -> QAccessible.State:
        state, canvas, record = QAccessible.State(), self._canvas, self._record
        if canvas is None or record is None:
            state.invalid = 1
            return state
        state.focusable = state.selectable = state.extSelectable = state.multiSelectable = 1
        state.selected = int(record.id in canvas.selection)
        state.focused = int(canvas.hasFocus() and canvas.selection.current == record.id)
        state.readOnly = int(getattr(record, "locked", False))
        state.movable = int(not state.readOnly and not isinstance(record, Edge))
        state.invisible = int(not canvas.isVisible())
        state.offscreen = int(not canvas.visible.intersects(canvas.bounds(record.id)))
        if isinstance(record, Group):
            state.expandable, state.collapsed, state.expanded = 1, int(record.collapsed), int(not record.collapsed)
        return state

    def relations(self, match: QAccessible.RelationFlag = QAccessible.RelationFlag.AllRelations) -> list[_Relation]:
        """Where the flow comes from and goes to: the ends of an edge, the neighbours of a node or group.

        Qt's flags tell what the other one is to this: the source of a flow “flows to” it.
        """
        flags, canvas, record = QAccessible.RelationFlag, self._canvas, self._record
        if canvas is None or record is None:
            return []
        edges = canvas.document.diagram.edges
        near = [record] if isinstance(record, Edge) else [edges[i] for i in canvas.document.diagram.incident(record.id)]
        before = [edge.source for edge in near if edge.source != record.id]
        after = [edge.target for edge in near if edge.target != record.id]
        found = [*self._related(before, flags.FlowsTo), *self._related(after, flags.FlowsFrom)]
        return [relation for relation in found if relation[1] & match]

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        """The object itself, of which PySide6 passes on the address; None would be taken for an error, and crash it."""
        match kind:
            case QAccessible.InterfaceType.ActionInterface:
                return self._verbs
            case QAccessible.InterfaceType.AttributesInterface:
                return self._level
            case _:
                return VoidPtr(0)

    def _related(self, ids: list[str], flag: QAccessible.RelationFlag) -> list[_Relation]:
        owner, canvas = self._owner(), self._canvas
        if owner is None or canvas is None:
            return []
        shown = dict.fromkeys(canvas.document.diagram.shown(i) for i in ids)
        return [(owner.face(i), flag) for i in shown if i != self.record_id]


class _Level(QAccessibleAttributesInterface):
    """How deep in the outline a record stands; 1 is the top."""

    def __init__(self, owner: CanvasFace, record_id: str) -> None:
        super().__init__()
        self._owner = ref(owner)
        self._id = record_id

    def attributeKeys(self) -> list[QAccessible.Attribute]:
        return [QAccessible.Attribute.Level]

    def attributeValue(self, key: QAccessible.Attribute) -> int | None:
        owner = self._owner()
        canvas = owner.canvas if owner is not None else None
        if key is not QAccessible.Attribute.Level or canvas is None or self._id not in canvas.document.diagram:
            return None
        return canvas.document.diagram.depth(self._id) + 1
