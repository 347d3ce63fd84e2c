"""A drawing with its rows settled: what coordinates and routes are computed from."""

from __future__ import annotations

from collections.abc import Mapping
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


def arrange_lanes(skeleton: Skeleton, seen: Mapping[LinkEnd, int]) -> Skeleton:
    """Put parallel links into the order in which they cross the border of the box at one of their ends.

    `seen` holds that order, as growing numbers, for the ends at boxes whose inside is settled.
    """
    lanes = []
    for bundle, links in zip(skeleton.layered.bundles, skeleton.lanes, strict=True):
        upper, lower = bundle.cells[0], bundle.cells[-1]
        keys = {link: seen.get((link, upper), seen.get((link, lower), 0)) for link in links}
        lanes.append(tuple(sorted(links, key=keys.__getitem__)))
    return replace(skeleton, lanes=tuple(lanes))


def side_orders(skeleton: Skeleton) -> dict[tuple[int, bool], list[int]]:
    """The links at (box, whether its lower side) from left to right, in the order of what they lead to."""
    ends: dict[tuple[int, bool], list[tuple[int, int, int]]] = {}
    for bundle, lanes in zip(skeleton.layered.bundles, skeleton.lanes, strict=True):
        upper, after = bundle.cells[0], bundle.cells[1]
        lower, before = bundle.cells[-1], bundle.cells[-2]
        for lane, link in enumerate(lanes):
            ends.setdefault((upper, True), []).append((skeleton.places[after], lane, link))
            ends.setdefault((lower, False), []).append((skeleton.places[before], lane, link))
    return {side: [link for _, _, link in sorted(found)] for side, found in ends.items()}


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
