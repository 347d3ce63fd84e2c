"""The diagram as it is shown: collapsed groups are cards, what they hide stands where they do."""

from __future__ import annotations

from collections.abc import Iterable

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.frames import GROUP_HEADER, GROUP_PADDING
from infrasketch_desktop.diagram.geometry import Rect, union
from infrasketch_desktop.diagram.records import NODE_HEIGHT, NODE_WIDTH, Edge, Group


class View:
    """Who is shown where, worked out once for the whole diagram; agrees with `Diagram.shown` and `Diagram.bounds`."""

    def __init__(self, diagram: Diagram) -> None:
        self._diagram = diagram
        self.shown: dict[str, str] = {}
        """For every record with a place, the one that stands for it."""
        self.children: dict[str | None, tuple[str, ...]] = {}
        """Shown members of the top level and of every open group, sorted; empty groups are not in it."""
        self.parents: dict[str, str | None] = {}
        self.rects: dict[str, Rect] = {}
        """Rectangles of all that is shown."""
        self._descend(None, None)
        for record_id in self.shown.values():
            self._measure(record_id)

    def _descend(self, container: str | None, card: str | None) -> None:
        members = self._diagram.members(container)
        shown = []
        for member in members:
            self.shown[member] = card or member
            group = self._diagram.groups.get(member)
            if card is None:
                self.parents[member] = container
                shown.append(member)
            if group and self._diagram.members(member):
                self._descend(member, card or (member if group.collapsed else None))
        if card is None and (shown or container is None):
            self.children[container] = tuple(shown)

    def _measure(self, record_id: str) -> Rect:
        if record_id not in self.rects:
            record = self._diagram.placed(record_id)
            assert record is not None
            if record_id in self.children:
                self.rects[record_id] = framed(self._measure(member) for member in self.children[record_id])
            elif isinstance(record, Group):
                self.rects[record_id] = self._diagram.bounds(record_id)
            else:
                self.rects[record_id] = record.rect
        return self.rects[record_id]

    def measure_again(self) -> None:
        """Fit the frames of groups to where their members stand in `rects` now."""
        for group in self.children:
            if group is not None:
                self.rects.pop(group, None)
        for group in self.children:
            if group is not None:
                self._measure(group)

    def ancestors(self, record_id: str) -> list[str]:
        """The open groups around a shown record, innermost first."""
        found = []
        parent = self.parents[record_id]
        while parent is not None:
            found.append(parent)
            parent = self.parents[parent]
        return found

    def ends(self, edge: Edge) -> tuple[str, str] | None:
        """The shown records an edge joins; None when it is hidden inside one card."""
        ends = self.shown[edge.source], self.shown[edge.target]
        return None if ends[0] == ends[1] and ends != (edge.source, edge.target) else ends


def framed(members: Iterable[Rect]) -> Rect:
    """The frame that the diagram draws around the members of a group."""
    inner = union(members)
    if inner is None:
        return Rect(0, 0, NODE_WIDTH, NODE_HEIGHT)
    frame = inner.inflated(GROUP_PADDING)
    return Rect(frame.x, frame.y - GROUP_HEADER, frame.width, frame.height + GROUP_HEADER)
