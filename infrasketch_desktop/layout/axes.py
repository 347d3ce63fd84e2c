"""Between the sheet and drawing space, which always flows down: for a layout to the right both axes change places."""

from __future__ import annotations

from dataclasses import dataclass

from infrasketch_desktop.diagram.frames import GROUP_HEADER, GROUP_PADDING
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.kinds import Direction
from infrasketch_desktop.diagram.records import NODE_HEIGHT, NODE_WIDTH
from infrasketch_desktop.layout.nesting import Style
from infrasketch_desktop.layout.sheet import Insets
from infrasketch_desktop.layout.spacing import GRID, ceil_to


@dataclass(frozen=True, slots=True)
class Axes:
    """Exchanging the axes twice gives back what was there, so one method serves both ways."""

    direction: Direction

    @property
    def exchanged(self) -> bool:
        return self.direction is Direction.RIGHT

    def point(self, x: float, y: float) -> Point:
        return Point(y, x) if self.exchanged else Point(x, y)

    def rect(self, rect: Rect) -> Rect:
        return Rect(rect.y, rect.x, rect.height, rect.width) if self.exchanged else rect

    def style(self) -> Style:
        """Room inside groups as the diagram frames them, rounded up so that members fall on the grid."""
        side, head = ceil_to(GROUP_PADDING), ceil_to(GROUP_PADDING + GROUP_HEADER)
        if self.exchanged:
            return Style(Insets(head, side, side, side), int(NODE_HEIGHT / 2) % GRID)
        return Style(Insets(side, head, side, side), int(NODE_WIDTH / 2) % GRID)
