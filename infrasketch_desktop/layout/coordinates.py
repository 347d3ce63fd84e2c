"""Places the cells of all rows along their row so that links run straight where they can.

Sweeps over the rows: every cell wants the median of what its neighbours in the next row ask for, and a row gives all
its cells the places nearest to their wishes that keep order and distances (isotonic regression by pooling adjacent
violators, exact and linear). Wishes count ports, so a straight link is exactly straight.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from infrasketch_desktop.layout.ports import Ports
from infrasketch_desktop.layout.skeleton import Skeleton, cell_widths, row_distances
from infrasketch_desktop.layout.spacing import EDGE_GAP, snap

SWEEPS = 4
SNAP_DISTANCE = 12
"""A cell that is this close to standing straight below a neighbour does so."""
_STRAIGHTNESS = {0: 1.0, 1: 2.0, 2: 8.0}
"""How much a link wants to be straight, by how many of its ends are passes (Gansner et al. 1993, section 4.2)."""
_NO_WISH = 0.01

Wish = tuple[int, float, float]
"""A neighbouring cell, where to stand relative to it, and how much that is wished."""


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[int, ...]
    starts: tuple[float, ...]
    """Where each cell stands at the least when the first one stands at 0."""


class _Sweeps:
    def __init__(self, skeleton: Skeleton, ports: Ports, offset: int) -> None:
        widths = cell_widths(skeleton)
        self._offset = offset
        boxes, stubs = skeleton.drawing.boxes, skeleton.drawing.stubs
        self._boxes = len(boxes)
        self._on_grid = {n for n, box in enumerate(boxes) if not box.label and n not in stubs}
        self._crossed_above = bool(skeleton.drawing.above)
        self._rows = [
            _Row(row, tuple(accumulate(row_distances(skeleton, row, widths), initial=0.0))) for row in skeleton.rows
        ]
        self._up, self._down = _wishes(skeleton, ports, widths)
        self.x = [0.0] * len(widths)
        for row in self._rows:
            middle = row.starts[-1] / 2 if row.starts else 0.0
            for cell, start in zip(row.cells, row.starts, strict=True):
                self.x[cell] = start - middle

    def run(self) -> None:
        for _ in range(SWEEPS):
            for row in self._rows:
                self._fit(row, self._up)
            for row in reversed(self._rows):
                self._fit(row, self._down)
        for row in self._rows:
            self._fit(row, self._up, self._down)
        for number, row in enumerate(self._rows):
            if number or not self._crossed_above:
                self._settle(row, self._up)
        if self._crossed_above:  # crossings of the border stand above what they lead to, not the other way round
            self._settle(self._rows[0], self._down)

    def _fit(self, row: _Row, *sides: list[list[Wish]]) -> None:
        wanted, weights = [], []
        for cell in row.cells:
            wishes = [wish for side in sides for wish in side[cell]]
            wanted.append(self._median(wishes) if wishes else self.x[cell])
            weights.append(sum(weight for _, _, weight in wishes) or _NO_WISH)
        for cell, x in zip(row.cells, fit_in_order(wanted, weights, row.starts), strict=True):
            self.x[cell] = x

    def _settle(self, row: _Row, side: list[list[Wish]]) -> None:
        """Whole numbers: exactly in line with a neighbour where that is near, else on the grid."""
        wanted = [self._settled(cell, side) for cell in row.cells]
        weights = [1.0 if cell < self._boxes else 0.5 for cell in row.cells]
        fitted = fit_in_order(wanted, weights, row.starts)
        for cell, x in zip(row.cells, _whole(fitted, row.starts), strict=True):
            self.x[cell] = x

    def _settled(self, cell: int, side: list[list[Wish]]) -> float:
        x = self.x[cell]
        straight = (self.x[other] + shift for other, shift, _ in side[cell])
        nearest = min(straight, key=lambda place: abs(place - x), default=None)
        if nearest is not None and abs(nearest - x) <= SNAP_DISTANCE:
            return nearest
        return snap(x, offset=self._offset) if cell in self._on_grid else round(x)

    def _median(self, wishes: Sequence[Wish]) -> float:
        if len(wishes) == 1:
            other, shift, _ = wishes[0]
            return self.x[other] + shift
        return weighted_median([(self.x[other] + shift, weight) for other, shift, weight in wishes])


def place_cells(skeleton: Skeleton, ports: Ports, offset: int) -> list[float]:
    """The centre of every cell along its row. Boxes without a straight link stand at `offset` on the grid."""
    sweeps = _Sweeps(skeleton, ports, offset)
    sweeps.run()
    return sweeps.x


def lane_shift(lane: int, lanes: int) -> float:
    """How far the `lane`-th of several parallel links runs from their middle."""
    return (lane - (lanes - 1) / 2) * EDGE_GAP


def _wishes(skeleton: Skeleton, ports: Ports, widths: Sequence[int]) -> tuple[list[list[Wish]], list[list[Wish]]]:
    up: list[list[Wish]] = [[] for _ in widths]
    down: list[list[Wish]] = [[] for _ in widths]
    for bundle, lanes in zip(skeleton.layered.bundles, skeleton.lanes, strict=True):
        cells = bundle.cells
        for upper, lower in pairwise(cells):
            weight = _STRAIGHTNESS[(upper != cells[0]) + (lower != cells[-1])]
            for lane, link in enumerate(lanes):
                shift = lane_shift(lane, len(lanes))
                at_upper = ports[link, upper] - widths[upper] / 2 if upper == cells[0] else shift
                at_lower = ports[link, lower] - widths[lower] / 2 if lower == cells[-1] else shift
                up[lower].append((upper, at_upper - at_lower, weight))
                down[upper].append((lower, at_lower - at_upper, weight))
    return up, down


def fit_in_order(wanted: Sequence[float], weights: Sequence[float], starts: Sequence[float]) -> list[float]:
    """The values nearest to `wanted` (least weighted squares) whose differences are at least those of `starts`."""
    pools: list[tuple[float, float, int]] = []  # weight, weighted sum, members
    for wish, weight, start in zip(wanted, weights, starts, strict=True):
        total, weighted, members = weight, weight * (wish - start), 1
        while pools and pools[-1][1] * total >= weighted * pools[-1][0]:
            above = pools.pop()
            total, weighted, members = total + above[0], weighted + above[1], members + above[2]
        pools.append((total, weighted, members))
    levels = (weighted / total for total, weighted, members in pools for _ in range(members))
    return [level + start for level, start in zip(levels, starts, strict=True)]


def _whole(values: Iterable[float], starts: Iterable[float]) -> list[float]:
    """Rounded so that distances stay: members of one pool are rounded by the same amount."""
    result: list[float] = []
    for value, start in zip(values, starts, strict=True):
        result.append(float(round(value - start) + start))
    return result


def weighted_median(values: Sequence[tuple[float, float]]) -> float:
    """The value with half of the weight on either side; the middle between two when both qualify."""
    ordered = sorted(values)
    half = sum(weight for _, weight in ordered) / 2
    seen = 0.0
    for number, (value, weight) in enumerate(ordered):
        seen += weight
        if seen > half:
            return value
        if seen == half:
            return (value + ordered[number + 1][0]) / 2
    return ordered[-1][0]
