"""Resizing a node or note by a corner."""

from __future__ import annotations

from PySide6.QtCore import Qt

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.canvas.pointer import Pointer
from infrasketch_desktop.ui.canvas.preview import Guide
from infrasketch_desktop.ui.canvas.tools.attraction import Attraction
from infrasketch_desktop.ui.canvas.tools.gesture import Attempt
from infrasketch_desktop.ui.canvas.tools.guides import NO_SNAP, REACH
from infrasketch_desktop.ui.canvas.tools.host import ToolHost
from infrasketch_desktop.ui.canvas.tools.titles import name_of

LEAST_WIDTH, LEAST_HEIGHT = 80.0, 40.0


class ResizeRecord:
    """Drags one corner, counted from the top left clockwise; the opposite one stays. Shift keeps the proportions."""

    def __init__(self, host: ToolHost, record_id: str, corner: int) -> None:
        self._host = host
        self._id = record_id
        self._corner = corner
        self._rect = host.document.diagram.bounds(record_id)
        self._attraction = Attraction(host, [record_id])
        self._attempt = Attempt(host)

    def move(self, pointer: Pointer) -> None:
        rect, guides = self._resized(pointer)
        self._attempt.show(lambda edit: self._run(edit, rect), guides=guides)

    def release(self, pointer: Pointer) -> None:
        rect, _ = self._resized(pointer)
        title = tr("Resize {name}", name=name_of(self._host.document.diagram, self._id))
        self._attempt.commit(title, lambda edit: self._run(edit, rect))

    def cancel(self) -> None:
        self._host.clear_preview()

    def _run(self, edit: Edit, rect: Rect) -> None:
        edits.resize(edit, self._id, rect, pin=True)

    def _resized(self, pointer: Pointer) -> tuple[Rect, tuple[Guide, ...]]:
        free = pointer.has(Qt.KeyboardModifier.ControlModifier)
        corner = Point(round(pointer.scene.x), round(pointer.scene.y))
        snap = NO_SNAP if free else self._attraction.snap_point(corner, REACH / pointer.zoom)
        keep = pointer.has(Qt.KeyboardModifier.ShiftModifier)
        rect = resized(self._rect, self._corner, corner.moved(snap.dx, snap.dy), keep_proportions=keep)
        return rect, () if keep else snap.guides


def resized(rect: Rect, corner: int, to: Point, *, keep_proportions: bool) -> Rect:
    """`rect` with one corner, counted from the top left clockwise, moved to a point, at least of the least size."""
    is_left, is_top = corner in {0, 3}, corner in {0, 1}
    width = max(rect.right - to.x if is_left else to.x - rect.left, LEAST_WIDTH)
    height = max(rect.bottom - to.y if is_top else to.y - rect.top, LEAST_HEIGHT)
    if keep_proportions:
        factor = max(width / rect.width, height / rect.height)
        width, height = rect.width * factor, rect.height * factor
    return Rect(
        rect.right - width if is_left else rect.left, rect.bottom - height if is_top else rect.top, width, height
    )
