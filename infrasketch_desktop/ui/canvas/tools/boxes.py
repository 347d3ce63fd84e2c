"""What is shown as a rectangle, listed once at the beginning of a gesture."""

from __future__ import annotations

from typing import NamedTuple

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.diagram.records import Group, Placed


class Box(NamedTuple):
    """A node, group or note on the canvas; `is_frame` tells a group that is open."""

    id: str
    rect: Rect
    is_frame: bool


def boxes(diagram: Diagram, area: Rect | None = None) -> list[Box]:
    """All that is shown, or what of it meets `area`; members of folded groups are not shown."""
    found: list[Box] = []
    records: tuple[Placed, ...] = (*diagram.groups.values(), *diagram.nodes.values(), *diagram.notes.values())
    for record in records:
        if record.group is not None and diagram.shown(record.id) != record.id:
            continue
        rect = diagram.bounds(record.id) if isinstance(record, Group) else record.rect
        if area is None or rect.intersects(area):
            found.append(Box(record.id, rect, isinstance(record, Group) and not record.collapsed))
    return found
