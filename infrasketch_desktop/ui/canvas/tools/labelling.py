"""Dragging the label of an edge along its line, or aside."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from PySide6.QtCore import Qt

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.canvas.pointer import Pointer
from infrasketch_desktop.ui.canvas.tools.gesture import Attempt
from infrasketch_desktop.ui.canvas.tools.guides import REACH
from infrasketch_desktop.ui.canvas.tools.host import ToolHost
from infrasketch_desktop.ui.canvas.tools.titles import name_of


class DragLabel:
    """The label follows the mouse and slides along its line while near it; Ctrl suspends that."""

    def __init__(self, host: ToolHost, press: Pointer, edge_id: str) -> None:
        self._host = host
        self._id = edge_id
        self._line = host.line(edge_id)
        label = host.label_point(edge_id)
        self._offset = Point(label.x - press.scene.x, label.y - press.scene.y)
        self._attempt = Attempt(host)

    def move(self, pointer: Pointer) -> None:
        at = self._place(pointer)
        self._attempt.show(lambda edit: self._run(edit, at))

    def release(self, pointer: Pointer) -> None:
        at = self._place(pointer)
        title = tr("Move the label of {name}", name=name_of(self._host.document.diagram, self._id))
        self._attempt.commit(title, lambda edit: self._run(edit, at))

    def cancel(self) -> None:
        self._host.clear_preview()

    def _run(self, edit: Edit, at: Point) -> None:
        edits.place_label(edit, self._id, at)

    def _place(self, pointer: Pointer) -> Point:
        wanted = pointer.scene.moved(*self._offset)
        near = nearest_on(self._line, wanted)
        slides = not pointer.has(Qt.KeyboardModifier.ControlModifier)
        if slides and near and hypot(near.x - wanted.x, near.y - wanted.y) * pointer.zoom <= REACH:
            wanted = near
        return Point(float(round(wanted.x)), float(round(wanted.y)))


def nearest_on(line: Sequence[Point], point: Point) -> Point | None:
    """The place of a polyline that is nearest to a point; None when it has no stretches."""
    places = [_nearest_on_stretch(a, b, point) for a, b in pairwise(line)]
    return min(places, key=lambda p: hypot(p.x - point.x, p.y - point.y), default=None)


def _nearest_on_stretch(a: Point, b: Point, point: Point) -> Point:
    dx, dy = b.x - a.x, b.y - a.y
    square = dx * dx + dy * dy
    share = ((point.x - a.x) * dx + (point.y - a.y) * dy) / square if square else 0.0
    share = min(max(share, 0.0), 1.0)
    return Point(a.x + dx * share, a.y + dy * share)
