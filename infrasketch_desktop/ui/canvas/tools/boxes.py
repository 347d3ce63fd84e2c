"""What is shown as a rectangle; looked at once at the beginning of a gesture, and flat, because there may be many."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nsmallest
from typing import NamedTuple

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.diagram.subsets import with_descendants

MOST_ATTRACTING = 1000
_EVERYWHERE = Rect(-1e9, -1e9, 2e9, 2e9)


class Box(NamedTuple):
    """A node, group or note on the canvas by its sides; `is_frame` tells a group that is open."""

    id: str
    left: float
    top: float
    right: float
    bottom: float
    is_frame: bool

    @property
    def rect(self) -> Rect:
        return Rect(self.left, self.top, self.right - self.left, self.bottom - self.top)


def open_groups(diagram: Diagram) -> set[str]:
    """The groups that are shown as frames: neither folded nor inside a folded one."""
    return {i for i, group in diagram.groups.items() if not group.collapsed and diagram.shown(i) == i}


def boxes(diagram: Diagram, within: Rect = _EVERYWHERE) -> list[Box]:
    """All that is shown and meets `within`; members of folded groups are not."""
    left, top, right, bottom = within.left, within.top, within.right, within.bottom
    frames = open_groups(diagram)
    found = [
        Box(r.id, r.x, r.y, r.x + r.width, r.y + r.height, False)
        for records in (diagram.nodes, diagram.notes)
        for r in records.values()
        if r.x < right and r.y < bottom and left < r.x + r.width and top < r.y + r.height
        if r.group is None or r.group in frames
    ]
    for group in diagram.groups.values():
        if group.group is None or group.group in frames:
            rect = diagram.bounds(group.id)
            if rect.intersects(within):
                found.append(Box(group.id, rect.left, rect.top, rect.right, rect.bottom, group.id in frames))
    return found


def meeting(found: Iterable[Box], rect: Rect) -> list[Box]:
    """Those whose interior has something in common with that of `rect`."""
    left, top, right, bottom = rect.left, rect.top, rect.right, rect.bottom
    return [box for box in found if box[1] < right and left < box[3] and box[2] < bottom and top < box[4]]


def enclosed(found: Iterable[Box], rect: Rect) -> list[Box]:
    """Those that lie wholly in `rect`."""
    left, top, right, bottom = rect.left, rect.top, rect.right, rect.bottom
    return [box for box in found if left <= box[1] and box[3] <= right and top <= box[2] and box[4] <= bottom]


def attracting(diagram: Diagram, visible: Rect, moving: Iterable[str] = ()) -> list[Rect]:
    """The rectangles in sight that attract what is dragged: not it, nor what is inside or around it.

    When very many are in sight they are the ones nearest to the middle: so small, the others cannot be aimed at.
    """
    dragged = set(with_descendants(diagram, moving))
    excluded = dragged.union(*(diagram.ancestors(i) for i in dragged))
    found = [box.rect for box in boxes(diagram, visible) if box.id not in excluded]
    if len(found) <= MOST_ATTRACTING:
        return found
    middle = visible.center
    return nsmallest(MOST_ATTRACTING, found, key=lambda rect: abs(rect.x - middle.x) + abs(rect.y - middle.y))
