"""Moves passes and labels inside the room their row leaves them, so that links change lanes rarely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from infrasketch_desktop.layout.coordinates import lane_shift
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


@dataclass(frozen=True, slots=True)
class _Thread:
    """What runs through `cells` one below the other, and where it would come from and go on to straight."""

    cells: tuple[int, ...]
    above: float
    below: float


def straighten(skeleton: Skeleton, ports: Ports, x: list[float]) -> None:
    """Give passes and labels in `x` as few different places per link as their rows allow; other boxes stay."""
    room = _Room(skeleton, x)
    threads = sorted(_threads(skeleton, ports, x), key=lambda thread: -len(thread.cells))
    for _ in range(ROUNDS):
        moved = False
        for thread in threads:
            moved |= _straighten_one(thread, room, x)
        if not moved:
            return


def _threads(skeleton: Skeleton, ports: Ports, x: Sequence[float]) -> Iterator[_Thread]:
    """The passes of every bundle; a label joins what comes from above with what goes on below it."""
    bundles = skeleton.layered.bundles
    from_label = {
        bundle.cells[0]: number for number, bundle in enumerate(bundles) if _is_label(skeleton, bundle.cells[0])
    }
    for number, bundle in enumerate(bundles):
        if _is_label(skeleton, bundle.cells[0]):
            continue
        last, cells = number, bundle.cells[1:]
        while cells[-1] in from_label:
            last = from_label[cells[-1]]
            cells += bundles[last].cells[1:]
        if len(cells) > 1:
            above = _straight(skeleton, ports, number, bundle.cells[0], x)
            yield _Thread(cells[:-1], above, _straight(skeleton, ports, last, cells[-1], x))


def _is_label(skeleton: Skeleton, cell: int) -> bool:
    box = skeleton.box(cell)
    return box is not None and box.label


def _straight(skeleton: Skeleton, ports: Ports, bundle: int, box: int, x: Sequence[float]) -> float:
    """Where the middle of a bundle would run straight out of a box."""
    lanes = skeleton.lanes[bundle]
    middle = len(lanes) // 2
    left = x[box] - skeleton.drawing.boxes[box].width / 2
    return left + ports[lanes[middle], box] - lane_shift(middle, len(lanes))


def _straighten_one(thread: _Thread, room: _Room, x: list[float]) -> bool:
    """Cut the cells into the longest runs that fit one vertical each, from the top."""
    cells = thread.cells
    moved = False
    before = thread.above
    start = 0
    while start < len(cells):
        low, high = room.limits(cells[start])
        stop = start + 1
        while stop < len(cells):
            next_low, next_high = room.limits(cells[stop])
            if max(low, next_low) > min(high, next_high):
                break
            low, high = max(low, next_low), min(high, next_high)
            stop += 1
        place = _best_place(low, high, before, thread.below if stop == len(cells) else None, x[cells[start]])
        for cell in cells[start:stop]:
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
