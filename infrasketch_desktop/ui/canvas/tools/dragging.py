"""Dragging records: they follow the mouse, snap, change groups, or leave copies where they came from."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.geometry import Point, Rect, union
from infrasketch_desktop.diagram.subsets import held, outermost, require_placed, with_descendants
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.canvas.pointer import Pointer
from infrasketch_desktop.ui.canvas.preview import Preview
from infrasketch_desktop.ui.canvas.tools.attraction import Attraction
from infrasketch_desktop.ui.canvas.tools.drops import DropTargets
from infrasketch_desktop.ui.canvas.tools.gesture import Attempt
from infrasketch_desktop.ui.canvas.tools.guides import NO_SNAP, REACH, Snap
from infrasketch_desktop.ui.canvas.tools.host import ToolHost
from infrasketch_desktop.ui.canvas.tools.titles import names_of

MOST_LIVE = 120
"""Beyond so many records a drag shows their common frame only: trying the edit, some 0.08 ms a record, would take
longer than a frame."""


@dataclass(frozen=True, slots=True)
class Drag:
    """Where a drag has come to: what moves how far, who of it joins which group, and whether copies move instead."""

    ids: tuple[str, ...]
    dx: float
    dy: float
    joining: tuple[str, ...] = ()
    group: str | None = None
    duplicates: bool = False

    def run(self, edit: Edit) -> tuple[str, ...]:
        """Make the edit; the ids of what was moved."""
        moved = {i: i for i in self.ids}
        if self.duplicates:
            moved = edits.duplicate(edit, self.ids, Point(self.dx, self.dy), pin=True)
        if self.joining:
            edits.set_group(edit, [moved[i] for i in self.joining], self.group)
        if not self.duplicates:  # after leaving a group, so that an emptied one stays where it was
            edits.move(edit, self.ids, self.dx, self.dy, pin=True)
        return tuple(moved[i] for i in self.ids)


class DragRecords:
    """Drags what is selected, taken at `grabbed`. Alt duplicates, Shift keeps to one axis, Ctrl suspends snapping."""

    def __init__(self, host: ToolHost, press: Pointer, grabbed: str) -> None:
        diagram = host.document.diagram
        self._host = host
        self._press = press.scene
        chosen = outermost(diagram, (i for i in host.selection.ids if i in diagram))
        self._ids = tuple(i for i in chosen if not held(diagram, i))
        self._frame = union(diagram.bounds(i) for i in self._ids) or Rect(*press.scene, 0, 0)
        self._home = require_placed(diagram, grabbed).group
        # Only those beside the grabbed one join another group with it; the rest keep theirs.
        self._beside = tuple(i for i in self._ids if require_placed(diagram, i).group == self._home)
        self._drops = DropTargets(diagram, self._ids)
        self._attraction = Attraction(host, self._ids)
        self._attempt = Attempt(host)
        self._is_small = len(with_descendants(diagram, self._ids)) <= MOST_LIVE

    def move(self, pointer: Pointer) -> None:
        drag, snap = self._drag(pointer)
        target = drag.group if drag.joining else None
        if self._is_small:
            self._attempt.show(drag.run, guides=snap.guides, target=target)
        else:
            band = self._frame.translated(drag.dx, drag.dy)
            self._host.show_preview(Preview(band=band, guides=snap.guides, target=target))

    def release(self, pointer: Pointer) -> None:
        drag, _ = self._drag(pointer)
        names = names_of(self._host.document.diagram, self._ids)
        title = tr("Duplicate {names}", names=names) if drag.duplicates else tr("Move {names}", names=names)
        moved = self._attempt.commit(title, drag.run)
        if moved and drag.duplicates:
            self._host.selection.set(moved)

    def cancel(self) -> None:
        self._host.clear_preview()

    def _drag(self, pointer: Pointer) -> tuple[Drag, Snap]:
        dx, dy = float(round(pointer.scene.x - self._press.x)), float(round(pointer.scene.y - self._press.y))
        upright = abs(dy) > abs(dx)
        straight = pointer.has(Qt.KeyboardModifier.ShiftModifier)
        if straight:
            dx, dy = (0.0, dy) if upright else (dx, 0.0)
        snap = self._snap(pointer, self._frame.translated(dx, dy))
        dx += 0.0 if straight and upright else snap.dx
        dy += 0.0 if straight and not upright else snap.dy
        group = self._drops.at(pointer.scene)
        joining = self._beside if group != self._home else ()
        duplicates = pointer.has(Qt.KeyboardModifier.AltModifier)
        return Drag(self._ids, dx, dy, joining, group, duplicates), snap

    def _snap(self, pointer: Pointer, rect: Rect) -> Snap:
        if pointer.has(Qt.KeyboardModifier.ControlModifier):
            return NO_SNAP
        return self._attraction.snap(rect, REACH / pointer.zoom)
