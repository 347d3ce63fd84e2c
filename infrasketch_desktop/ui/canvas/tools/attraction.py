"""What a dragged thing snaps to: all that is in sight, also after the view was scrolled in the middle of a gesture."""

from __future__ import annotations

from collections.abc import Sequence

from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.ui.canvas.tools.boxes import attracting
from infrasketch_desktop.ui.canvas.tools.guides import Snap, Snapper
from infrasketch_desktop.ui.canvas.tools.host import ToolHost


class Attraction:
    """Attracts to others and to the host's grid, but not to what is `moving`; `reach` is in scene units."""

    def __init__(self, host: ToolHost, moving: Sequence[str] = ()) -> None:
        self._host = host
        self._moving = moving
        self._known: tuple[tuple[int, Rect], Snapper] | None = None

    def snap(self, rect: Rect, reach: float) -> Snap:
        """The step that makes a rectangle snap."""
        return self._snapper().snap(rect, reach)

    def snap_point(self, point: Point, reach: float) -> Snap:
        """The same for a corner that is dragged."""
        return self._snapper().snap_point(point, reach)

    def _snapper(self) -> Snapper:
        """Good while neither view nor document changes."""
        host, diagram = self._host, self._host.document.diagram
        state = (host.document.revision, host.visible)
        if self._known is None or self._known[0] != state:
            moving = [i for i in self._moving if i in diagram]
            others = attracting(diagram, host.visible, moving) if host.attracts else ()
            self._known = state, Snapper(others, host.grid)
        return self._known[1]
