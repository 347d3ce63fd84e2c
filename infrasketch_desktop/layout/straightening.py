"""Moves the passes of long links inside the room their row leaves them, so that links change lanes rarely."""

from __future__ import annotations

from collections.abc import Sequence

from infrasketch_desktop.layout.coordinates import lane_shift
from infrasketch_desktop.layout.layered import Bundle
from infrasketch_desktop.layout.ports import Ports
from infrasketch_desktop.layout.skeleton import Skeleton, cell_widths, row_distances

ROUNDS = 3
FAR = 1e9


class _Room:
    """Where each pass may stand, given where its neighbours stand now."""

    def __init__(self, skeleton: Skeleton, x: list[float]) -> None:
        self._x = x
        self._left: dict[int, tuple[int, float]] = {}
        self._right: dict[int, tuple[int, float]] = {}
        widths = cell_widths(skeleton)
        for row in skeleton.rows:
            distances = row_distances(skeleton, row, widths)
            for a, b, distance in zip(row, row[1:], distances, strict=False):
                self._right[a] = (b, distance)
                self._left[b] = (a, distance)

    def limits(self, cell: int) -> tuple[float, float]:
        low, high = -FAR, FAR
        if cell in self._left:
            other, distance = self._left[cell]
            low = self._x[other] + distance
        if cell in self._right:
            other, distance = self._right[cell]
            high = self._x[other] - distance
        here = self._x[cell]
        return min(low, here), max(high, here)


def straighten(skeleton: Skeleton, ports: Ports, x: list[float]) -> None:
    """Give the passes in `x` as few different places per bundle as their rows allow; boxes stay."""
    room = _Room(skeleton, x)
    long_ones = [bundle for bundle in skeleton.layered.bundles if len(bundle.cells) > 2]  # noqa: PLR2004 -- has passes
    long_ones.sort(key=lambda bundle: -len(bundle.cells))
    ends = {bundle.cells: _ends(skeleton, ports, bundle, x) for bundle in long_ones}
    for _ in range(ROUNDS):
        moved = False
        for bundle in long_ones:
            moved |= _straighten_one(bundle, ends[bundle.cells], room, x)
        if not moved:
            return


def _ends(skeleton: Skeleton, ports: Ports, bundle: Bundle, x: Sequence[float]) -> tuple[float, float]:
    """Where the middle of a bundle would run straight out of its upper and into its lower box."""
    number = skeleton.layered.bundles.index(bundle) if len(bundle.links) > 1 else -1
    lanes = skeleton.lanes[number] if number >= 0 else bundle.links
    middle = len(lanes) // 2
    shift = lane_shift(middle, len(lanes))
    found = []
    for cell in (bundle.cells[0], bundle.cells[-1]):
        left = x[cell] - skeleton.drawing.boxes[cell].width / 2
        found.append(left + ports[lanes[middle], cell] - shift)
    return found[0], found[1]


def _straighten_one(bundle: Bundle, ends: tuple[float, float], room: _Room, x: list[float]) -> bool:
    """Cut the passes into the longest runs that fit one vertical each, from the top."""
    passes = bundle.cells[1:-1]
    moved = False
    before = ends[0]
    start = 0
    while start < len(passes):
        low, high = room.limits(passes[start])
        stop = start + 1
        while stop < len(passes):
            next_low, next_high = room.limits(passes[stop])
            if max(low, next_low) > min(high, next_high):
                break
            low, high = max(low, next_low), min(high, next_high)
            stop += 1
        place = _best_place(low, high, before, ends[1] if stop == len(passes) else None, x[passes[start]])
        for cell in passes[start:stop]:
            moved |= x[cell] != place
            x[cell] = place
        before, start = place, stop
    return moved


def _best_place(low: float, high: float, before: float, after: float | None, here: float) -> float:
    """Straight on from above, else straight on to below, else as near to both as there is room."""
    for wanted in (before, after):
        if wanted is not None and low <= wanted <= high:
            return wanted
    wanted = before if after is None else (before + after) / 2
    place = min(max(wanted, low), high)
    return place if abs(place) < FAR else here
