"""Orders rows without Graphviz: weighted medians in sweeps, then exchanges of neighbours.

Follows Gansner, Koutsofios, North and Vo, "A technique for drawing directed graphs" (1993), section 3.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Sequence

from infrasketch_desktop.layout.graph import Border, Drawing
from infrasketch_desktop.layout.layered import Layered, Rows
from infrasketch_desktop.layout.ordering.ranking import rank_boxes

SWEEPS = 24
PATIENCE = 6
"""Sweeps without progress after which to stop."""
MOST_EXCHANGES = 12_000
"""Cells beyond which exchanging neighbours costs more than it brings."""
MOST_SORTED = 500_000
"""Cells that all sweeps together may sort: what is very large gets fewer sweeps."""


class MedianOrder:
    """The order provider that always answers: no third-party code, linear memory, a bounded number of sweeps."""

    def rank(self, drawing: Drawing) -> tuple[int, ...]:
        return rank_boxes(drawing)

    def order(self, drawing: Drawing, layered: Layered) -> Rows:
        return _Sweep(drawing, layered).run()


class _Sweep:
    """The state of one search: the rows, and the neighbours of each cell above and below."""

    def __init__(self, drawing: Drawing, layered: Layered) -> None:
        count = len(layered.ranks)
        self._up: list[list[int]] = [[] for _ in range(count)]
        self._down: list[list[int]] = [[] for _ in range(count)]
        for upper, lower in layered.steps():
            self._down[upper].append(lower)
            self._up[lower].append(upper)
        self._tier = _tiers(drawing)
        self._rows = self._first_rows(layered)
        self._place = [0.0] * count
        self._number_places()

    def run(self) -> Rows:
        best, fewest = [list(row) for row in self._rows], self._crossings()
        idle = 0
        for sweep in range(min(SWEEPS, max(4, MOST_SORTED // len(self._place)))):
            if fewest == 0 or idle == PATIENCE:
                break
            self._sort_by_medians(downwards=sweep % 2 == 0)
            if len(self._place) <= MOST_EXCHANGES:
                self._exchange_neighbours()
            crossings = self._crossings()
            idle += 1
            if crossings < fewest:
                best, fewest, idle = [list(row) for row in self._rows], crossings, 0
        return tuple(tuple(row) for row in best)

    def _first_rows(self, layered: Layered) -> list[list[int]]:
        """Breadth-first from the boxes without links above, so that neighbours start near each other."""
        seen = [False] * len(layered.ranks)
        rows: list[list[int]] = [[] for _ in range(layered.height)]
        starts = sorted(range(len(seen)), key=lambda cell: (len(self._up[cell]) > 0, self._tier.get(cell, 0), cell))
        for start in starts:
            waiting = [] if seen[start] else [start]
            seen[start] = True
            for cell in waiting:  # grows while it is read
                rows[layered.ranks[cell]].append(cell)
                for other in (*self._down[cell], *self._up[cell]):
                    if not seen[other]:
                        seen[other] = True
                        waiting.append(other)
        for row in rows:
            row.sort(key=lambda cell: self._tier.get(cell, 0))
        return rows

    def _number_places(self) -> None:
        for row in self._rows:
            for place, cell in enumerate(row):
                self._place[cell] = place

    def _sort_by_medians(self, *, downwards: bool) -> None:
        neighbours = self._up if downwards else self._down
        for row in self._rows if downwards else reversed(self._rows):
            keys = {}
            for cell in row:
                places = sorted(self._place[other] for other in neighbours[cell])
                keys[cell] = (self._tier.get(cell, 0), _median(places) if places else self._place[cell])
            row.sort(key=keys.__getitem__)
            for place, cell in enumerate(row):
                self._place[cell] = place

    def _exchange_neighbours(self) -> None:
        for row in self._rows:
            improved = True
            rounds = 4
            while improved and rounds:
                improved = False
                rounds -= 1
                for i in range(len(row) - 1):
                    improved |= self._exchange(row, i)

    def _exchange(self, row: list[int], i: int) -> bool:
        left, right = row[i], row[i + 1]
        if self._tier.get(left, 0) != self._tier.get(right, 0):
            return False
        kept = exchanged = 0
        for side in (self._up, self._down):
            a, b = self._sorted_places(side[left]), self._sorted_places(side[right])
            kept += _inversions(a, b)
            exchanged += _inversions(b, a)
        if exchanged >= kept:
            return False
        row[i], row[i + 1] = right, left
        self._place[right], self._place[left] = i, i + 1
        return True

    def _sorted_places(self, cells: Sequence[int]) -> list[float]:
        return sorted(self._place[cell] for cell in cells)

    def _crossings(self) -> int:
        total = 0
        for row in self._rows:
            ends: list[float] = []
            for cell in row:
                places = self._sorted_places(self._down[cell])
                total += sum(len(ends) - bisect_right(ends, place) for place in places)
                for place in places:
                    insort(ends, place)
        return total


def _tiers(drawing: Drawing) -> dict[int, int]:
    borders: tuple[Border, ...] = (drawing.above, drawing.below)
    return {stub: tier for border in borders for tier, stubs in enumerate(border) for stub in stubs}


def _median(places: Sequence[float]) -> float:
    """The median, for an even count weighted towards the side where the places lie closer together."""
    middle = len(places) // 2
    if len(places) % 2:
        return places[middle]
    left, right = places[middle - 1], places[middle]
    spread_left, spread_right = left - places[0], places[-1] - right
    if spread_left + spread_right == 0:
        return (left + right) / 2
    return (left * spread_right + right * spread_left) / (spread_left + spread_right)


def _inversions(left: Sequence[float], right: Sequence[float]) -> int:
    """How many pairs cross when a cell with ends `left` stands left of one with ends `right`."""
    return sum(len(left) - bisect_right(left, place) for place in right)
