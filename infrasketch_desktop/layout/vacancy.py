"""Free places among things that stay, and which of them suits a wish best."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.layout.spots import RectIndex

GAPS = (40, 28, 20)
"""Distances to keep from everything; a smaller one is tried when there is no place with a larger one."""
ROW_GAP = 60
_NEAR = 900.0
_WIDE = 2500.0
_MOST_ROWS = 24
_AGAINST_FLOW = 500.0
_PER_LINE = 70.0
_GROWING = 60.0
_PER_AREA = 1 / 800
_ENOUGH = 70.0
"""A place that costs this much more than the best one so far is not looked at more closely."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Where something would stand best, and between which heights it follows the flow."""

    x: float
    y: float
    lowest: float = -1e9
    highest: float = 1e9


@dataclass(slots=True)
class Vacancies:
    """Solid rectangles, the frames of open groups, and the lines between them.

    `around(id)` are the groups around a record, innermost first; `pad` makes the frame around a rectangle.
    """

    solids: RectIndex
    frames: dict[str, Rect]
    lines: RectIndex
    around: Callable[[str], Sequence[str]]
    pad: Callable[[Rect], Rect]

    def find(self, record_id: str, size: Rect, wish: Wish) -> Rect | None:
        """The best free place of the size of `size` for `record_id`; None when its groups are closed in."""
        groups = self.around(record_id)
        return next((rect for gap in GAPS if (rect := self._best(size, wish, groups, gap))), None)

    def below_all(self, size: Rect, wish: Wish) -> Rect:
        """A place below everything."""
        return Rect(round(wish.x), round(self.solids.bottom + ROW_GAP), size.width, size.height)

    def take(self, record_id: str, rect: Rect) -> None:
        """Put a record at `rect`; its groups grow around it."""
        self.solids.add(record_id, rect)
        self.frames.update(self._grown(rect, self.around(record_id)))

    def _best(self, size: Rect, wish: Wish, groups: Sequence[str], gap: int) -> Rect | None:
        best: tuple[float, float, float] | None = None
        foreign = RectIndex((g, frame) for g, frame in sorted(self.frames.items()) if g not in groups)
        for place in self._places(size, wish, groups, gap):
            near = place.inflated(gap - 1)
            if self.solids.meeting(near) or foreign.meeting(near):
                continue
            cost = self._wish_cost(place, wish) + self._growth_cost(place, groups, foreign)
            if best is None or cost < best[0] + _ENOUGH:
                cost += _PER_LINE * len({key.partition("/")[0] for key in self.lines.meeting(place.inflated(6))})
                best = min(best or (cost, place.y, place.x), (cost, place.y, place.x))
        if best is None or best[0] >= _FORBIDDEN:
            return None
        return Rect(best[2], best[1], size.width, size.height)

    def _places(self, size: Rect, wish: Wish, groups: Sequence[str], gap: int) -> Iterator[Rect]:
        """Places beside and in line with what is there, whole numbers, the rows nearest to the wish first."""
        frame = self.frames.get(groups[0]) if groups else None
        for y in self._rows(size, wish, frame):
            band = Rect(wish.x - _WIDE, y - gap, size.width + 2 * _WIDE, size.height + 2 * gap)
            xs = {wish.x}
            for rect in self._near(band):
                xs |= {rect.left - gap - size.width, rect.right + gap}
            if frame:
                inner = self.inner(frame)
                xs |= {inner.left, inner.right - size.width, inner.right + gap, inner.left - gap - size.width}
            for x in sorted({round(x) for x in xs}):
                yield Rect(x, y, size.width, size.height)

    def _rows(self, size: Rect, wish: Wish, frame: Rect | None) -> list[int]:
        window = Rect(wish.x - _WIDE, wish.y - _NEAR, size.width + 2 * _WIDE, size.height + 2 * _NEAR)
        ys = {wish.y}
        for rect in self._near(window):
            ys |= {rect.center.y - size.height / 2, rect.bottom + ROW_GAP, rect.top - ROW_GAP - size.height}
        if frame:
            inner = self.inner(frame)
            ys |= {inner.top, inner.bottom - size.height, inner.bottom + ROW_GAP, inner.top - ROW_GAP - size.height}
        return sorted({round(y) for y in ys}, key=lambda y: (abs(y - wish.y), y))[:_MOST_ROWS]

    def _near(self, window: Rect) -> list[Rect]:
        solids = [self.solids[key] for key in self.solids.meeting(window)]
        return solids + [frame for frame in self.frames.values() if frame.intersects(window)]

    def inner(self, frame: Rect) -> Rect:
        """The part of a frame that its members take."""
        padded = self.pad(Rect(0, 0, 0, 0))
        return Rect(
            frame.x - padded.x,
            frame.y - padded.y,
            max(0.0, frame.width - padded.width),
            max(0.0, frame.height - padded.height),
        )

    def _wish_cost(self, place: Rect, wish: Wish) -> float:
        against = (place.y < wish.lowest - 1) + (place.y > wish.highest + 1)
        return abs(place.x - wish.x) + 1.3 * abs(place.y - wish.y) + _AGAINST_FLOW * against

    def _growth_cost(self, place: Rect, groups: Sequence[str], foreign: RectIndex) -> float:
        """What it costs that groups grow; too much when one would grow over what is not in it."""
        cost = 0.0
        for group, frame in self._grown(place, groups).items():
            before = self.frames.get(group)
            area = frame.width * frame.height - (before.width * before.height if before else 0.0)
            if area <= 1:
                continue
            near = frame.inflated(GAPS[-1] - 1)
            if any(group not in self.around(key) for key in (*self.solids.meeting(near), *foreign.meeting(near))):
                return _FORBIDDEN
            cost += _GROWING + area * _PER_AREA if before else 0.0
        return cost

    def _grown(self, rect: Rect, groups: Sequence[str]) -> Mapping[str, Rect]:
        """The frames of `groups`, innermost first, once `rect` is in the first one."""
        grown = {}
        for group in groups:
            rect = self.pad(rect)
            if group in self.frames:
                rect = self.frames[group].united(rect)
            grown[group] = rect
        return grown


_FORBIDDEN = 1e12
