"""The tool for what lies under the mouse: select, move, resize, fold, bend, reconnect, connect, place labels."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.edits import End
from infrasketch_desktop.diagram.geometry import Side
from infrasketch_desktop.diagram.subsets import held
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.canvas.pointer import Hit, Part, Pointer
from infrasketch_desktop.ui.canvas.tools.band import RubberBand
from infrasketch_desktop.ui.canvas.tools.bending import bend_stretch, bend_waypoint, remove_waypoint
from infrasketch_desktop.ui.canvas.tools.dragging import DragRecords
from infrasketch_desktop.ui.canvas.tools.gesture import Attempt, Gesture, is_drag
from infrasketch_desktop.ui.canvas.tools.host import ToolHost
from infrasketch_desktop.ui.canvas.tools.labelling import DragLabel
from infrasketch_desktop.ui.canvas.tools.linking import PullEdge
from infrasketch_desktop.ui.canvas.tools.reconnecting import ReconnectEdge
from infrasketch_desktop.ui.canvas.tools.resizing import ResizeRecord
from infrasketch_desktop.ui.canvas.tools.titles import name_of

_CURSORS = {
    Part.CONNECTOR: Qt.CursorShape.CrossCursor,
    Part.SOURCE_END: Qt.CursorShape.CrossCursor,
    Part.TARGET_END: Qt.CursorShape.CrossCursor,
    Part.WAYPOINT: Qt.CursorShape.SizeAllCursor,
    Part.FOLD: Qt.CursorShape.PointingHandCursor,
}
_CORNER_CURSORS = (Qt.CursorShape.SizeFDiagCursor, Qt.CursorShape.SizeBDiagCursor)


class SelectTool:
    """A press chooses; the first move beyond a tremble begins the gesture, a release before it is a click."""

    def __init__(self, host: ToolHost) -> None:
        self._host = host
        self._press: Pointer | None = None
        self._gesture: Gesture | None = None
        self._hovered: Hit | None = None

    @property
    def cursor(self) -> Qt.CursorShape:
        if isinstance(self._gesture, DragRecords):
            return Qt.CursorShape.SizeAllCursor
        hit = self._press.hit if self._press else self._hovered
        if hit is not None and hit.part is Part.RESIZE:
            return _CORNER_CURSORS[hit.index % 2]
        return _CURSORS.get(hit.part, Qt.CursorShape.ArrowCursor) if hit else Qt.CursorShape.ArrowCursor

    @property
    def is_reaching(self) -> bool:
        return self._gesture is not None

    def press(self, pointer: Pointer) -> None:
        self._press = pointer
        hit = pointer.hit
        chooses = hit is not None and hit.part in (Part.BODY, Part.LABEL) and not _adds(pointer)
        if chooses and hit is not None and hit.id not in self._host.selection:
            self._host.selection.set([hit.id])

    def move(self, pointer: Pointer) -> None:
        self._hovered = pointer.hit
        if self._press is not None and self._gesture is None and is_drag(self._press, pointer):
            self._gesture = self._begin(self._press)
            if self._gesture is None:
                self._press = None
        if self._gesture is not None:
            self._gesture.move(pointer)

    def release(self, pointer: Pointer) -> None:
        press, gesture = self._press, self._gesture
        self._press = self._gesture = None
        if gesture is not None:
            gesture.release(pointer)
        elif press is not None and (press.hit is None or press.hit.id in self._host.document.diagram):
            self._click(press)

    def double_click(self, pointer: Pointer) -> None:
        hit = pointer.hit
        if hit is None:
            return
        if hit.part is Part.WAYPOINT:
            remove_waypoint(self._host, hit.id, hit.index)
        elif hit.part is Part.FOLD:
            self._fold(hit.id)
        elif hit.part in (Part.BODY, Part.LABEL):
            self._host.edit_label(hit.id)

    def cancel(self) -> bool:
        """Undo what the gesture did so far; False when none was going on."""
        gesture, self._gesture, self._press = self._gesture, None, None
        if gesture is None:
            return False
        gesture.cancel()
        return True

    def _begin(self, press: Pointer) -> Gesture | None:
        """The gesture of a drag from where the mouse was pressed; None when nothing can be dragged there."""
        hit = press.hit
        if hit is None:
            return RubberBand(self._host, press)
        if hit.id not in self._host.document.diagram:  # removed by somebody else since the press
            return None
        beginnings: dict[Part, Callable[[], Gesture | None]] = {
            Part.BODY: lambda: self._begin_on_body(press, hit),
            Part.LABEL: lambda: DragLabel(self._host, press, hit.id),
            Part.CONNECTOR: lambda: PullEdge(self._host, hit.id),
            Part.SOURCE_END: lambda: ReconnectEdge(self._host, hit.id, End.SOURCE),
            Part.TARGET_END: lambda: ReconnectEdge(self._host, hit.id, End.TARGET),
            Part.WAYPOINT: lambda: bend_waypoint(self._host, hit.id, hit.index),
            Part.RESIZE: lambda: ResizeRecord(self._host, hit.id, hit.index),
        }
        begin = beginnings.get(hit.part)
        return begin() if begin else None

    def _begin_on_body(self, press: Pointer, hit: Hit) -> Gesture | None:
        diagram = self._host.document.diagram
        if hit.id in diagram.edges:
            return bend_stretch(self._host, hit.id, hit.index)
        if hit.id not in self._host.selection:
            self._host.selection.add([hit.id])
        if held(diagram, hit.id):
            self._host.say(tr("{name} is locked.", name=name_of(diagram, hit.id)))
            return None
        return DragRecords(self._host, press, hit.id)

    def _click(self, press: Pointer) -> None:
        hit, selection = press.hit, self._host.selection
        if hit is None:
            if not _adds(press):
                selection.clear()
        elif hit.part is Part.FOLD:
            self._fold(hit.id)
        elif hit.part is Part.CONNECTOR and hit.side is not None:
            self._grow(hit.id, hit.side)
        elif hit.part in (Part.BODY, Part.LABEL):
            if _adds(press):
                selection.toggle(hit.id)
            else:
                selection.set([hit.id])

    def _fold(self, group_id: str) -> None:
        diagram = self._host.document.diagram
        name = name_of(diagram, group_id)
        if diagram.groups[group_id].collapsed:
            Attempt(self._host).commit(tr("Expand {name}", name=name), lambda edit: edits.expand(edit, [group_id]))
        else:
            Attempt(self._host).commit(tr("Collapse {name}", name=name), lambda edit: edits.collapse(edit, [group_id]))

    def _grow(self, source: str, side: Side) -> None:
        """A click on a connector: a new node on that side."""
        title = tr("Connect {name} to a new node", name=name_of(self._host.document.diagram, source))
        made = Attempt(self._host).commit(title, lambda edit: edits.connect_to_new(edit, source, side))
        if made is not None:
            self._host.selection.set([made[0].id])
            self._host.edit_label(made[0].id)


def _adds(pointer: Pointer) -> bool:
    return pointer.has(Qt.KeyboardModifier.ShiftModifier) or pointer.has(Qt.KeyboardModifier.ControlModifier)
