"""The tool that draws a group around what lies in a frame."""

from __future__ import annotations

from PySide6.QtCore import Qt

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.records import Group
from infrasketch_desktop.diagram.subsets import outermost
from infrasketch_desktop.language import tr, tr_in
from infrasketch_desktop.ui.canvas.pointer import Pointer
from infrasketch_desktop.ui.canvas.preview import Preview
from infrasketch_desktop.ui.canvas.tools.band import band_between
from infrasketch_desktop.ui.canvas.tools.boxes import Box, boxes, enclosed
from infrasketch_desktop.ui.canvas.tools.drops import DropTargets
from infrasketch_desktop.ui.canvas.tools.gesture import Attempt, is_drag
from infrasketch_desktop.ui.canvas.tools.host import ToolHost


class GroupTool:
    """Drags a frame: what it encloses becomes a group. A frame around nothing, or a click, makes an empty group."""

    def __init__(self, host: ToolHost) -> None:
        self._host = host
        self._press: Pointer | None = None
        self._before: tuple[str, ...] = ()
        self._boxes: list[Box] = []

    @property
    def cursor(self) -> Qt.CursorShape:
        return Qt.CursorShape.CrossCursor

    @property
    def is_reaching(self) -> bool:
        return self._press is not None

    def press(self, pointer: Pointer) -> None:
        self._press = pointer
        self._before = self._host.selection.ids
        self._boxes = boxes(self._host.document.diagram)

    def move(self, pointer: Pointer) -> None:
        if self._press is not None and is_drag(self._press, pointer):
            frame = band_between(self._press.scene, pointer.scene)
            self._host.show_preview(Preview(band=frame))
            self._host.selection.set(self._enclosed(frame))

    def release(self, pointer: Pointer) -> None:
        press, self._press = self._press, None
        if press is None:
            return
        frame = band_between(press.scene, pointer.scene)
        members = self._enclosed(frame) if is_drag(press, pointer) else ()
        diagram = self._host.document.diagram
        around = DropTargets(diagram).at(Point(frame.x, frame.y))

        def verb(edit: Edit) -> Group:
            if members:
                return edits.group(edit, members, tr_in("noun", "Group"))
            return edits.add_group(edit, tr_in("noun", "Group"), Point(round(frame.x), round(frame.y)), group=around)

        made = Attempt(self._host).commit(tr("Draw a group"), verb)
        self._host.selection.set([made.id] if made else self._before)
        if made is not None:
            self._host.choose_tool("select")
            self._host.edit_label(made.id)

    def double_click(self, pointer: Pointer) -> None:
        self.press(pointer)

    def cancel(self) -> bool:
        if self._press is None:
            return False
        self._press = None
        self._host.clear_preview()
        self._host.selection.set(self._before)
        return True

    def _enclosed(self, frame: Rect) -> tuple[str, ...]:
        """The outermost nodes, groups and notes that lie wholly in a frame."""
        diagram = self._host.document.diagram
        return outermost(diagram, (box.id for box in enclosed(self._boxes, frame) if box.id in diagram))
