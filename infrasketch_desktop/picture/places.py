"""Where records lie and how deep."""

from __future__ import annotations

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Rect


class Places:
    """The rectangles of the records of a diagram, and how many groups are around them."""

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram

    def bounds(self, record_id: str) -> Rect:
        """The rectangle of a node, group or note; KeyError when there is none."""
        return self.diagram.bounds(record_id)

    def depth(self, record_id: str) -> int:
        return len(self.diagram.ancestors(record_id))
