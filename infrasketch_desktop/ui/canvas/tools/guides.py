"""Snapping: edges, centres and equal gaps of what lies near, else the grid; and the guides that show why."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.ui.canvas.preview import Guide
from infrasketch_desktop.ui.canvas.tools.gaps import Gap, gap_guides, gaps_near

REACH = 8.0
"""Screen pixels within which something attracts."""
_SAME = 0.01
_MOST_GUIDES = 6


@dataclass(frozen=True, slots=True)
class Snap:
    """How far to move what is dragged so that it snaps, and the guides that it then meets."""

    dx: float = 0.0
    dy: float = 0.0
    guides: tuple[Guide, ...] = ()


NO_SNAP = Snap()


class Snapper:
    """Attracts rectangles to the lines of `others`, which stay where they are, and to a grid of `grid` units.

    Lines are sorted once; a question costs two binary searches a line and one pass over `others`.
    """

    def __init__(self, others: Iterable[Rect], grid: float | None) -> None:
        self._others = tuple(others)
        self._turned = tuple(map(transposed, self._others))
        self._grid = grid
        self._across = _Lines(self._others)
        self._down = _Lines(self._turned)

    def snap(self, rect: Rect, reach: float) -> Snap:
        """The step that makes `rect` snap; `reach` is in scene units. Lines win over the grid."""
        dx = self._step(rect, self._across, self._others, reach)
        dy = self._step(transposed(rect), self._down, self._turned, reach)
        moved = rect.translated(dx, dy)
        upright = self._guides(moved, self._across, self._others)
        level = map(_transposed_guide, self._guides(transposed(moved), self._down, self._turned))
        return Snap(dx, dy, (*upright, *level))

    def snap_point(self, point: Point, reach: float) -> Snap:
        """The same for a corner that is dragged."""
        return self.snap(Rect(point.x, point.y, 0, 0), reach)

    def _step(self, rect: Rect, lines: _Lines, others: Sequence[Rect], reach: float) -> float:
        steps = [lines.nearest(place, reach) for place in _places(rect)]
        found = [step for step in steps if step is not None]
        if rect.width:
            found += [gap.x - rect.x for gap in gaps_near(rect, others, reach)]
        if found:
            return min(found, key=abs)
        return round(rect.x / self._grid) * self._grid - rect.x if self._grid else 0.0

    def _guides(self, rect: Rect, lines: _Lines, others: Sequence[Rect]) -> list[Guide]:
        guides = [guide for place in sorted(set(_places(rect))) for guide in lines.guides(place, rect)]
        gaps: list[Gap] = gaps_near(rect, others, _SAME) if rect.width else []
        return guides[:_MOST_GUIDES] + [guide for gap in gaps[:1] for guide in gap_guides(gap, rect)]


class _Lines:
    """The left, middle and right lines of rectangles, by their x."""

    def __init__(self, rects: Iterable[Rect]) -> None:
        lines = sorted(((x, rect) for rect in rects for x in _places(rect)), key=itemgetter(0))
        self._xs = [x for x, _ in lines]
        self._rects = [rect for _, rect in lines]

    def nearest(self, x: float, reach: float) -> float | None:
        """The step from `x` to the nearest line; None when none is within reach."""
        place = bisect_left(self._xs, x)
        steps = [other - x for other in self._xs[max(place - 1, 0) : place + 1]]
        return min((step for step in steps if abs(step) <= reach), key=abs, default=None)

    def guides(self, x: float, rect: Rect) -> list[Guide]:
        """One line through `rect` and all rectangles with a line at `x`; none when there are no such."""
        start, end = bisect_left(self._xs, x - _SAME), bisect_left(self._xs, x + _SAME)
        met = self._rects[start:end]
        if not met:
            return []
        top = min(rect.top, *(other.top for other in met))
        bottom = max(rect.bottom, *(other.bottom for other in met))
        return [Guide(Point(x, top), Point(x, bottom))]


def _places(rect: Rect) -> tuple[float, ...]:
    return (rect.x, rect.x + rect.width / 2, rect.right) if rect.width else (rect.x,)


def transposed(rect: Rect) -> Rect:
    """The rectangle with x and y exchanged, so that one function serves both directions."""
    return Rect(rect.y, rect.x, rect.height, rect.width)


def _transposed_guide(guide: Guide) -> Guide:
    return Guide(Point(guide.start.y, guide.start.x), Point(guide.end.y, guide.end.x), guide.label)
