"""Free places near a wanted one: best first over the ways around whatever is in the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from math import ceil, floor

from infrasketch_desktop.diagram.geometry import Rect

CELL = 400.0
FEW = 100
"""Rectangles that are faster looked at one by one."""
MOST_TRIES = 4000
"""Places looked at before giving up on a near one and going below everything."""


class RectIndex:
    """Rectangles by id, for asking which ones a rectangle meets; in a grid of cells as soon as there are many."""

    def __init__(self, rects: Iterable[tuple[str, Rect]] = ()) -> None:
        self._rects: dict[str, Rect] = {}
        self._sides: dict[str, tuple[float, float, float, float]] = {}
        self._cells: dict[tuple[int, int], list[str]] | None = None
        self.bottom = 0.0
        for key, rect in rects:
            self.add(key, rect)

    def add(self, key: str, rect: Rect) -> None:
        self._rects[key] = rect
        self._sides[key] = (rect.x, rect.y, rect.x + rect.width, rect.y + rect.height)
        self.bottom = max(self.bottom, rect.bottom)
        if self._cells is not None:
            self._enter(key, rect)
        elif len(self._rects) > FEW:
            self._cells = {}
            for other in self._rects.items():
                self._enter(*other)

    def _enter(self, key: str, rect: Rect) -> None:
        assert self._cells is not None
        for cell in _cells(rect):
            self._cells.setdefault(cell, []).append(key)

    def meeting(self, rect: Rect) -> list[str]:
        """Sorted ids of the rectangles whose interior meets that of `rect`."""
        left, top, right, bottom = rect.x, rect.y, rect.x + rect.width, rect.y + rect.height
        found = []
        for key in self._candidates(rect):
            low_x, low_y, high_x, high_y = self._sides[key]
            if low_x < right and left < high_x and low_y < bottom and top < high_y:
                found.append(key)
        return sorted(found)

    def _candidates(self, rect: Rect) -> Iterable[str]:
        cells = self._cells
        if cells is None or (rect.width / CELL + 1) * (rect.height / CELL + 1) > len(cells):
            return self._rects
        return {key for cell in _cells(rect) for key in cells.get(cell, ())}

    def __getitem__(self, key: str) -> Rect:
        return self._rects[key]

    def __contains__(self, key: str) -> bool:
        return key in self._rects


def _cells(rect: Rect) -> Iterator[tuple[int, int]]:
    for column in range(floor(rect.left / CELL), floor(rect.right / CELL) + 1):
        for row in range(floor(rect.top / CELL), floor(rect.bottom / CELL) + 1):
            yield column, row


def free_place(wanted: Rect, taken: RectIndex, gap: int) -> tuple[int, int]:
    """The top-left corner, whole, nearest to that of `wanted` where it keeps `gap` from all that is taken.

    Nearest among the places that touch what was in the way; a wanted place that is free is kept as it is.
    """
    start = (round(wanted.x), round(wanted.y))
    waiting = [(0.0, start)]
    seen = {start}
    for _ in range(MOST_TRIES):
        if not waiting:
            break
        _, (x, y) = heappop(waiting)
        around = Rect(x, y, wanted.width, wanted.height).inflated(gap)
        hit = next(iter(taken.meeting(around)), None)
        if hit is None:
            return x, y
        for place in _ways_around(taken[hit], wanted, x, y, gap):
            if place not in seen:
                seen.add(place)
                heappush(waiting, (abs(place[0] - wanted.x) + abs(place[1] - wanted.y), place))
    return start[0], ceil(taken.bottom) + gap


def _ways_around(hit: Rect, wanted: Rect, x: int, y: int, gap: int) -> Iterator[tuple[int, int]]:
    yield floor(hit.left - gap - wanted.width), y
    yield ceil(hit.right + gap), y
    yield x, floor(hit.top - gap - wanted.height)
    yield x, ceil(hit.bottom + gap)
