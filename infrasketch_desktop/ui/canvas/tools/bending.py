"""Leading an edge by hand: dragging its line or one of its waypoints."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.kinds import EdgeStyle
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.canvas.pointer import Pointer
from infrasketch_desktop.ui.canvas.tools.bends import (
    dragged_stretch,
    inserted_waypoint,
    moved_waypoint,
    removed_waypoint,
    tidied,
)
from infrasketch_desktop.ui.canvas.tools.gesture import Attempt
from infrasketch_desktop.ui.canvas.tools.guides import NO_SNAP, REACH, Snapper
from infrasketch_desktop.ui.canvas.tools.host import ToolHost
from infrasketch_desktop.ui.canvas.tools.titles import name_of

Bend = Callable[[Point], tuple[Point, ...]]
"""The waypoints of an edge when what is dragged is at a point."""


class BendEdge:
    """Drags waypoints as `bend` says. They snap to the grid and to the corners of the line; Ctrl suspends that."""

    def __init__(self, host: ToolHost, edge_id: str, bend: Bend) -> None:
        self._host = host
        self._id = edge_id
        self._bend = bend
        corners = host.line(edge_id)
        self._snapper = Snapper([Rect(p.x, p.y, 0, 0) for p in corners], host.grid)
        self._attempt = Attempt(host)

    def move(self, pointer: Pointer) -> None:
        waypoints = self._bend(self._snapped(pointer))
        self._attempt.show(lambda edit: self._run(edit, waypoints))

    def release(self, pointer: Pointer) -> None:
        waypoints = tidied(self._bend(self._snapped(pointer)))
        title = tr("Bend {name}", name=name_of(self._host.document.diagram, self._id))
        self._attempt.commit(title, lambda edit: self._run(edit, waypoints))

    def cancel(self) -> None:
        self._host.clear_preview()

    def _run(self, edit: Edit, waypoints: tuple[Point, ...]) -> None:
        edits.set_waypoints(edit, self._id, waypoints)

    def _snapped(self, pointer: Pointer) -> Point:
        point = Point(round(pointer.scene.x), round(pointer.scene.y))
        free = pointer.has(Qt.KeyboardModifier.ControlModifier)
        snap = NO_SNAP if free else self._snapper.snap_point(point, REACH / pointer.zoom)
        return point.moved(snap.dx, snap.dy)


def bend_stretch(host: ToolHost, edge_id: str, index: int) -> BendEdge:
    """Drag the stretch `index` of the line: as a whole where lines are right-angled, else by a new waypoint."""
    line = host.line(edge_id)
    if host.document.diagram.sheet.edge_style is EdgeStyle.ORTHOGONAL:
        return BendEdge(host, edge_id, lambda point: dragged_stretch(line, index, point))
    waypoints = host.document.diagram.edges[edge_id].waypoints
    return BendEdge(host, edge_id, lambda point: inserted_waypoint(line, index, waypoints, point))


def bend_waypoint(host: ToolHost, edge_id: str, index: int) -> BendEdge:
    """Drag a waypoint."""
    waypoints = host.document.diagram.edges[edge_id].waypoints
    return BendEdge(host, edge_id, lambda point: moved_waypoint(waypoints, index, point))


def remove_waypoint(host: ToolHost, edge_id: str, index: int) -> None:
    """Take a waypoint out, as one undo step."""
    waypoints = removed_waypoint(host.document.diagram.edges[edge_id].waypoints, index)
    title = tr("Remove bend of {name}", name=name_of(host.document.diagram, edge_id))
    Attempt(host).commit(title, lambda edit: edits.set_waypoints(edit, edge_id, waypoints))
