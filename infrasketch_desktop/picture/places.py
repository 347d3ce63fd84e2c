"""Where records lie and which of them are shown, remembered between questions."""

from __future__ import annotations

from collections.abc import Iterable

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Rect


class Places:
    """Bounds of the records of a diagram; a group's are computed once, because they follow from all its members.

    `forget` has to be called with whatever changed; a diagram that does not change needs nothing.
    """

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self._groups: dict[str, Rect] = {}

    def bounds(self, record_id: str) -> Rect:
        """The rectangle of a node, group or note; KeyError when there is none."""
        node = self.diagram.nodes.get(record_id)
        if node is not None:
            return node.rect
        if record_id not in self.diagram.groups:
            return self.diagram.bounds(record_id)
        known = self._groups.get(record_id)
        if known is None:
            known = self._groups[record_id] = self.diagram.bounds(record_id)
        return known

    def end(self, record_id: str) -> Rect:
        """The rectangle at which an edge to `record_id` ends: that of the collapsed group around it, or its own."""
        return self.bounds(self.diagram.shown(record_id))

    def depth(self, record_id: str) -> int:
        return len(self.diagram.ancestors(record_id))

    def forget(self, record_ids: Iterable[str]) -> None:
        for record_id in record_ids:
            self._groups.pop(record_id, None)
