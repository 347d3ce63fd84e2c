"""What is shown as a rectangle, listed once at the beginning of a gesture."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nsmallest
from typing import NamedTuple

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.diagram.records import Group, Placed
from infrasketch_desktop.diagram.subsets import with_descendants

MOST_ATTRACTING = 1000


class Box(NamedTuple):
    """A node, group or note on the canvas; `is_frame` tells a group that is open."""

    id: str
    rect: Rect
    is_frame: bool


def boxes(diagram: Diagram) -> list[Box]:
    """All that is shown; members of folded groups are not."""
    found: list[Box] = []
    records: tuple[Placed, ...] = (*diagram.groups.values(), *diagram.nodes.values(), *diagram.notes.values())
    for record in records:
        if record.group is None or diagram.shown(record.id) == record.id:
            rect = diagram.bounds(record.id) if isinstance(record, Group) else record.rect
            found.append(Box(record.id, rect, isinstance(record, Group) and not record.collapsed))
    return found


def attracting(diagram: Diagram, shown: Iterable[Box], visible: Rect, moving: Iterable[str] = ()) -> list[Rect]:
    """The rectangles in sight that attract what is dragged: not it, nor what is inside or around it.

    When very many are in sight they are the ones nearest to the middle: so small, the others cannot be aimed at.
    """
    dragged = set(with_descendants(diagram, moving))
    excluded = dragged.union(*(diagram.ancestors(i) for i in dragged))
    found = [box.rect for box in shown if box.id not in excluded and box.rect.intersects(visible)]
    if len(found) <= MOST_ATTRACTING:
        return found
    middle = visible.center
    return nsmallest(MOST_ATTRACTING, found, key=lambda rect: abs(rect.x - middle.x) + abs(rect.y - middle.y))
