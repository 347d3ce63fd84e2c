"""A drawing with its rows settled: what coordinates and routes are computed from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from infrasketch_desktop.layout.graph import Box, Drawing
from infrasketch_desktop.layout.layered import Layered, Rows, cut_links
from infrasketch_desktop.layout.ordering.provider import OrderProvider
from infrasketch_desktop.layout.ordering.ranking import rank_boxes
from infrasketch_desktop.layout.spacing import (
    EDGE_GAP,
    EDGE_NODE_GAP,
    LABEL_SIDE_GAP,
    NODE_GAP,
    STUB_GAP,
)

LinkEnd = tuple[int, int]
"""A link and the box at one of its ends; a link never has the same box at both."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """`places` is the place of every cell in its row, `lanes` the links of every bundle from left to right."""

    drawing: Drawing
    layered: Layered
    rows: Rows
    places: tuple[int, ...]
    lanes: tuple[tuple[int, ...], ...]

    def box(self, cell: int) -> Box | None:
        """The box that a cell is; None for a pass."""
        return self.drawing.boxes[cell] if cell < self.layered.boxes else None


def settle_rows(drawing: Drawing, provider: OrderProvider) -> Skeleton:
    """Have `provider` rank the boxes and order the rows."""
    layered = cut_links(drawing, provider.rank(drawing) if len(drawing.links) > 1 else rank_boxes(drawing))
    rows = provider.order(drawing, layered) if len(layered.ranks) > layered.height else _single_file(layered)
    places = [0] * len(layered.ranks)
    for row in rows:
        for place, cell in enumerate(row):
            places[cell] = place
    return Skeleton(drawing, layered, rows, tuple(places), tuple(bundle.links for bundle in layered.bundles))


def _single_file(layered: Layered) -> Rows:
    """The rows when each has one cell."""
    return tuple((cell,) for _, cell in sorted(zip(layered.ranks, range(len(layered.ranks)), strict=True)))


def arrange_lanes(skeleton: Skeleton, bundles: Iterable[int], crossings: Mapping[int, int]) -> Skeleton:
    """Put the links of `bundles` into the order of `crossings`, growing numbers by link."""
    lanes = list(skeleton.lanes)
    for number in bundles:
        lanes[number] = tuple(sorted(lanes[number], key=crossings.__getitem__))
    return replace(skeleton, lanes=tuple(lanes))


def bundles_by_box(skeleton: Skeleton) -> dict[int, list[int]]:
    """The numbers of the bundles that begin or end at each box."""
    found: dict[int, list[int]] = {}
    for number, bundle in enumerate(skeleton.layered.bundles):
        found.setdefault(bundle.cells[0], []).append(number)
        found.setdefault(bundle.cells[-1], []).append(number)
    return found


def side_order(skeleton: Skeleton, box: int, bundles: Iterable[int], *, lower: bool) -> list[int]:
    """The links at one side of a box from left to right, in the order of what they lead to; `bundles` are its own."""
    near, next_to = (0, 1) if lower else (-1, -2)
    ends = []
    for number in bundles:
        cells = skeleton.layered.bundles[number].cells
        if cells[near] == box:
            place = skeleton.places[cells[next_to]]
            ends += [(place, lane, link) for lane, link in enumerate(skeleton.lanes[number])]
    return [link for _, _, link in sorted(ends)]


def cell_widths(skeleton: Skeleton) -> list[int]:
    """The width of every cell; a pass is as wide as its links beside each other."""
    widths = [box.width for box in skeleton.drawing.boxes]
    widths.extend([0] * (len(skeleton.layered.ranks) - len(widths)))
    for bundle in skeleton.layered.bundles:
        for cell in bundle.cells[1:-1]:
            widths[cell] = EDGE_GAP * (len(bundle.links) - 1)
    return widths


def row_distances(skeleton: Skeleton, row: tuple[int, ...], widths: list[int]) -> list[float]:
    """The least distance between the centres of each two neighbours of a row."""
    return [(widths[a] + widths[b]) / 2 + _gap(skeleton, a, b) for a, b in pairwise(row)]


def _gap(skeleton: Skeleton, left: int, right: int) -> int:
    a, b = skeleton.box(left), skeleton.box(right)
    if a is None and b is None:
        return EDGE_GAP
    if a is None or b is None:
        return EDGE_NODE_GAP
    if left in skeleton.drawing.stubs:
        return STUB_GAP
    return LABEL_SIDE_GAP if a.label or b.label else NODE_GAP
