"""Where records lie and which of them are shown."""

from __future__ import annotations

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Rect


class Places:
    """The rectangles of the records of a diagram, and those at which edges end."""

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram

    def bounds(self, record_id: str) -> Rect:
        """The rectangle of a node, group or note; KeyError when there is none."""
        return self.diagram.bounds(record_id)

    def end(self, record_id: str) -> Rect:
        """The rectangle at which an edge to `record_id` ends: that of the collapsed group around it, or its own."""
        return self.bounds(self.diagram.shown(record_id))

    def depth(self, record_id: str) -> int:
        return len(self.diagram.ancestors(record_id))
