"""The tools that put something new where one clicks: a node, a note."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.edits.creation import NODE_SIZE, NOTE_SIZE
from infrasketch_desktop.diagram.geometry import Point, Rect, Size
from infrasketch_desktop.diagram.records import Node, Note
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.canvas.pointer import Pointer
from infrasketch_desktop.ui.canvas.tools.attraction import Attraction
from infrasketch_desktop.ui.canvas.tools.drops import DropTargets
from infrasketch_desktop.ui.canvas.tools.gesture import Attempt
from infrasketch_desktop.ui.canvas.tools.guides import NO_SNAP, REACH, Snap
from infrasketch_desktop.ui.canvas.tools.host import ToolHost

Creation = Callable[[Edit, Point, str | None], Node | Note]
"""Adds the record with its top-left corner at a point, into a group."""


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What a new record snaps to and falls into; good while the document does not change."""

    revision: int
    attraction: Attraction
    drops: DropTargets
    attempt: Attempt

    @classmethod
    def of(cls, host: ToolHost) -> _Surroundings:
        return cls(host.document.revision, Attraction(host), DropTargets(host.document.diagram), Attempt(host))


class PlacingTool:
    """Shows what a click would place; after the click its label can be typed. Shift keeps the tool for another one."""

    def __init__(self, host: ToolHost, size: Size, title: Callable[[], str], create: Creation) -> None:
        self._host = host
        self._size = size
        self._title = title
        self._create = create
        self._surroundings: _Surroundings | None = None
        self._pressed = False

    @property
    def cursor(self) -> Qt.CursorShape:
        return Qt.CursorShape.CrossCursor

    @property
    def is_reaching(self) -> bool:
        return False

    def press(self, pointer: Pointer) -> None:
        self._pressed = True
        self.move(pointer)

    def move(self, pointer: Pointer) -> None:
        corner, group, snap = self._spot(pointer)
        attempt = self._around().attempt
        attempt.show(lambda edit: self._create(edit, corner, group), guides=snap.guides, target=group)

    def release(self, pointer: Pointer) -> None:
        pressed, self._pressed = self._pressed, False
        if not pressed:  # Escape came in between
            return
        corner, group, _ = self._spot(pointer)
        made = self._around().attempt.commit(self._title(), lambda edit: self._create(edit, corner, group))
        self._surroundings = None
        if made is None:
            return
        self._host.selection.set([made.id])
        if not pointer.has(Qt.KeyboardModifier.ShiftModifier):
            self._host.choose_tool("select")
            self._host.edit_label(made.id)

    def double_click(self, pointer: Pointer) -> None:
        self.press(pointer)

    def cancel(self) -> bool:
        shown, self._surroundings, self._pressed = self._surroundings is not None, None, False
        if shown:
            self._host.clear_preview()
        return shown

    def _around(self) -> _Surroundings:
        known = self._surroundings
        if known is None or known.revision != self._host.document.revision:
            known = self._surroundings = _Surroundings.of(self._host)
        return known

    def _spot(self, pointer: Pointer) -> tuple[Point, str | None, Snap]:
        """The corner of a record in the middle of the pointer, the group it falls into, and what it snaps to."""
        around = self._around()
        x, y = round(pointer.scene.x - self._size.width / 2), round(pointer.scene.y - self._size.height / 2)
        free = pointer.has(Qt.KeyboardModifier.ControlModifier)
        snap = NO_SNAP if free else around.attraction.snap(Rect(x, y, *self._size), REACH / pointer.zoom)
        return Point(x + snap.dx, y + snap.dy), around.drops.at(pointer.scene), snap


def node_tool(host: ToolHost) -> PlacingTool:
    """Draws nodes of the host's current kind."""

    def create(edit: Edit, at: Point, group: str | None) -> Node:
        kind = host.node_kind
        return edits.add_node(edit, kind, kind.display_name, at, group=group, pinned=True)

    return PlacingTool(host, NODE_SIZE, lambda: tr("Add {name}", name=host.node_kind.display_name), create)


def note_tool(host: ToolHost) -> PlacingTool:
    """Writes notes."""

    def create(edit: Edit, at: Point, group: str | None) -> Note:
        return edits.add_note(edit, tr("Note"), at, group=group)

    return PlacingTool(host, NOTE_SIZE, lambda: tr("Add note"), create)
