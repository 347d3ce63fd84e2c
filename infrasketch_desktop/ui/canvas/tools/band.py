"""The rubber band: selects what it touches, or with Alt what it encloses."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt

from infrasketch_desktop.diagram.geometry import Point, Rect, rect_around
from infrasketch_desktop.diagram.subsets import inner_edges
from infrasketch_desktop.ui.canvas.pointer import Pointer
from infrasketch_desktop.ui.canvas.preview import Preview
from infrasketch_desktop.ui.canvas.tools.boxes import boxes, enclosed, meeting
from infrasketch_desktop.ui.canvas.tools.host import ToolHost


class RubberBand:
    """Selects live while it is drawn; Shift or Ctrl adds to what was selected. Edges follow at the release."""

    def __init__(self, host: ToolHost, press: Pointer) -> None:
        self._host = host
        self._start = press.scene
        self._before = host.selection.ids
        adds = press.has(Qt.KeyboardModifier.ShiftModifier) or press.has(Qt.KeyboardModifier.ControlModifier)
        self._kept = self._before if adds else ()
        self._boxes = boxes(host.document.diagram)

    def move(self, pointer: Pointer) -> None:
        band = band_between(self._start, pointer.scene)
        self._host.show_preview(Preview(band=band))
        self._host.selection.set((*self._kept, *self._caught(band, pointer)))

    def release(self, pointer: Pointer) -> None:
        self._host.clear_preview()
        band = band_between(self._start, pointer.scene)
        caught = self._caught(band, pointer)
        edges = edges_in(self._host, band, caught)
        self._host.selection.set((*self._kept, *caught, *edges))

    def cancel(self) -> None:
        self._host.clear_preview()
        self._host.selection.set(self._before)

    def _caught(self, band: Rect, pointer: Pointer) -> list[str]:
        """What the band selects; members of a group that it selects are not listed beside it."""
        whole = enclosed(self._boxes, band)
        if not pointer.has(Qt.KeyboardModifier.AltModifier):
            whole = [b for b in whole if b.is_frame] + [b for b in meeting(self._boxes, band) if not b.is_frame]
        found = dict.fromkeys(box.id for box in whole)
        diagram = self._host.document.diagram
        if found.keys().isdisjoint(diagram.groups):
            return list(found)
        return [i for i in found if found.keys().isdisjoint(diagram.ancestors(i))]


def band_between(start: Point, end: Point) -> Rect:
    """The rectangle between two corners."""
    band = rect_around((start, end))
    assert band is not None
    return band


def edges_in(host: ToolHost, band: Rect, caught: Collection[str]) -> Sequence[str]:
    """The edges that a band selects: those between caught records, or all it touches when it caught nothing else."""
    diagram = host.document.diagram
    if caught:
        return inner_edges(diagram, (i for top in caught for i in (top, *diagram.descendants(top))))
    return [i for i in host.records_in(band) if i in diagram.edges and crosses(band, host.line(i))]


def crosses(rect: Rect, line: Sequence[Point]) -> bool:
    """Whether a polyline passes through a rectangle."""
    return any(_stretch_crosses(rect, a, b) for a, b in pairwise(line))


def _stretch_crosses(rect: Rect, a: Point, b: Point) -> bool:
    """Liang and Barsky, 1984: clip the stretch at each side and see whether anything is left."""
    first, last = 0.0, 1.0
    dx, dy = b.x - a.x, b.y - a.y
    sides = ((-dx, a.x - rect.left), (dx, rect.right - a.x), (-dy, a.y - rect.top), (dy, rect.bottom - a.y))
    for toward, room in sides:
        if toward == 0:
            if room < 0:
                return False
        elif toward < 0:
            first = max(first, room / toward)
        else:
            last = min(last, room / toward)
    return first <= last
