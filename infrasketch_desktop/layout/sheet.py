"""Turns settled rows into places and polylines: rows get their height, channels their tracks, links their corners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from infrasketch_desktop.layout.coordinates import lane_shift, place_cells
from infrasketch_desktop.layout.ports import Ports, spread_ports
from infrasketch_desktop.layout.skeleton import Skeleton
from infrasketch_desktop.layout.spacing import (
    CHANNEL_MARGIN,
    EDGE_GAP,
    GRID,
    LABEL_GAP,
    LABEL_MARGIN,
    LAYER_GAP,
    ceil_to,
)
from infrasketch_desktop.layout.straightening import straighten
from infrasketch_desktop.layout.tracks import assign_tracks

Corner = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Insets:
    """The least distance between the border of a drawing and its boxes."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished drawing: top-left corners of the boxes, and a polyline downwards for every link."""

    boxes: tuple[Corner, ...]
    routes: tuple[tuple[Corner, ...], ...]

    def moved(self, dx: int, dy: int) -> Sheet:
        return Sheet(
            tuple((x + dx, y + dy) for x, y in self.boxes),
            tuple(tuple((x + dx, y + dy) for x, y in route) for route in self.routes),
        )


def draw(skeleton: Skeleton, fixed: Ports, insets: Insets, offset: int) -> Sheet:
    """Coordinates and routes for settled rows. `fixed` are ports that the insides of boxes want."""
    ports = spread_ports(skeleton, fixed)
    x = place_cells(skeleton, ports, offset)
    straighten(skeleton, ports, x)
    chains = _link_chains(skeleton, ports, x)
    channels = _route_channels(skeleton, chains)
    return _Assembly(skeleton, insets, x, chains, channels).sheet()


@dataclass(frozen=True, slots=True)
class _Chain:
    """A link from its upper to its lower end: the places at which it leaves and enters the rows."""

    upper: int
    lower: int
    xs: tuple[int, ...]


def _link_chains(skeleton: Skeleton, ports: Ports, x: Sequence[float]) -> list[_Chain]:
    boxes = skeleton.drawing.boxes
    chains: dict[int, _Chain] = {}
    for bundle, lanes in zip(skeleton.layered.bundles, skeleton.lanes, strict=True):
        upper, *passes, lower = bundle.cells
        for lane, link in enumerate(lanes):
            shift = lane_shift(lane, len(lanes))
            xs = (
                x[upper] - boxes[upper].width / 2 + ports[link, upper],
                *(x[cell] + shift for cell in passes),
                x[lower] - boxes[lower].width / 2 + ports[link, lower],
            )
            chains[link] = _Chain(upper, lower, tuple(round(place) for place in xs))
    return [chains[link] for link in range(len(skeleton.drawing.links))]


@dataclass(frozen=True, slots=True)
class _Channel:
    """The room between two rows: the track of each link that passes it bent, by link."""

    tracks: dict[int, int]
    count: int


def _route_channels(skeleton: Skeleton, chains: Sequence[_Chain]) -> list[_Channel]:
    ranks = skeleton.layered.ranks
    passing: list[list[tuple[int, tuple[float, float]]]] = [[] for _ in range(skeleton.layered.height)]
    for link, chain in enumerate(chains):
        for step, segment in enumerate(pairwise(chain.xs)):
            passing[ranks[chain.upper] + step].append((link, segment))
    channels = []
    for links in passing[:-1]:
        tracks, count = assign_tracks([segment for _, segment in links])
        bent = {link: track for (link, _), track in zip(links, tracks, strict=True) if track is not None}
        channels.append(_Channel(bent, count))
    return channels


class _Assembly:
    """Heights of rows and channels, then corners."""

    def __init__(
        self,
        skeleton: Skeleton,
        insets: Insets,
        x: Sequence[float],
        chains: Sequence[_Chain],
        channels: Sequence[_Channel],
    ) -> None:
        self._skeleton = skeleton
        self._insets = insets
        self._x = x
        self._chains = chains
        self._channels = channels
        self._linked_above = {chain.lower for chain in chains}
        self._linked_below = {chain.upper for chain in chains}
        self._heights = [max((self._height(cell) for cell in row), default=0) for row in skeleton.rows]
        self._row_tops, self._channel_tops = self._stack()

    def sheet(self) -> Sheet:
        boxes = tuple(self._corner(cell) for cell in range(self._skeleton.layered.boxes))
        return Sheet(boxes, tuple(self._route(link) for link in range(len(self._chains))))

    def _height(self, cell: int) -> int:
        box = self._skeleton.box(cell)
        return box.height if box else 0

    def _stack(self) -> tuple[list[int], list[int]]:
        """The top of every row, and the height of the first track below it."""
        row_tops, track_tops = [], []
        y = 0
        for row, height in enumerate(self._heights):
            row_tops.append(y)
            y += height
            if row < len(self._channels):
                room = self._room_below(row)
                needed = max(0, self._channels[row].count - 1) * EDGE_GAP
                track_tops.append(y + (room - needed) // 2)
                y += room
        return row_tops, track_tops

    def _room_below(self, row: int) -> int:
        needed = max(0, self._channels[row].count - 1) * EDGE_GAP + 2 * CHANNEL_MARGIN
        kinds = {self._row_kind(row), self._row_kind(row + 1)}
        if "above" in kinds:
            return ceil_to(max(needed, self._insets.top))
        if "below" in kinds:
            return ceil_to(max(needed if self._channels[row].count else 0, self._insets.bottom))
        if "labels" in kinds:
            return max(needed - 2 * (CHANNEL_MARGIN - LABEL_MARGIN), LABEL_GAP)
        return ceil_to(max(needed, LAYER_GAP), GRID)

    def _row_kind(self, row: int) -> str:
        cells = self._skeleton.rows[row]
        drawing = self._skeleton.drawing
        if row == 0 and drawing.above:
            return "above"
        if row == len(self._heights) - 1 and drawing.below:
            return "below"
        boxes = [box for box in map(self._skeleton.box, cells) if box]
        return "boxes" if not boxes or any(not box.label for box in boxes) else "labels"

    def _corner(self, cell: int) -> Corner:
        row = self._skeleton.layered.ranks[cell]
        box = self._skeleton.drawing.boxes[cell]
        slack = self._heights[row] - box.height
        if cell in self._linked_above and cell in self._linked_below:
            slack //= 2
        elif cell in self._linked_above:
            slack = 0
        return round(self._x[cell] - box.width / 2), self._row_tops[row] + slack

    def _route(self, link: int) -> tuple[Corner, ...]:
        chain = self._chains[link]
        boxes = self._skeleton.drawing.boxes
        first = self._skeleton.layered.ranks[chain.upper]
        corners = [(chain.xs[0], self._corner(chain.upper)[1] + boxes[chain.upper].height)]
        for step, (upper, lower) in enumerate(pairwise(chain.xs)):
            if upper != lower:
                y = self._channel_tops[first + step] + self._channels[first + step].tracks[link] * EDGE_GAP
                corners += [(upper, y), (lower, y)]
        corners.append((chain.xs[-1], self._corner(chain.lower)[1]))
        return tuple(corners)
