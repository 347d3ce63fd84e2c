"""Lays out a tree: every container is a drawing of its own, and a box with fixed ports in the one around it.

On the way down each container gets its rows, given in which order wires cross its borders; on the way up its size and
the places of those crossings are settled, and everything is joined.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from infrasketch_desktop.layout.level import Crossing, ItemKind, Piece, Tiers, settle_level, with_sizes
from infrasketch_desktop.layout.monitor import Monitor
from infrasketch_desktop.layout.ordering.provider import OrderProvider
from infrasketch_desktop.layout.packing import pack
from infrasketch_desktop.layout.sheet import Corner, Insets, Sheet, draw
from infrasketch_desktop.layout.skeleton import LinkEnd
from infrasketch_desktop.layout.spacing import EDGE_GAP, GRID, ceil_to
from infrasketch_desktop.layout.tree import Extent, Part, Strand, Tree, cut_wires


@dataclass(frozen=True, slots=True)
class Frame:
    """The room a container takes, from its top-left corner."""

    x: int
    y: int
    width: int
    height: int


@dataclass(slots=True)
class NestedLayout:
    """Top-left corners of leaves, frames of containers; by wire a polyline from source to target and a label centre."""

    leaves: dict[str, Corner] = field(default_factory=dict)
    frames: dict[str, Frame] = field(default_factory=dict)
    routes: dict[str, tuple[Corner, ...]] = field(default_factory=dict)
    labels: dict[str, Corner] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Style:
    """What depends on the direction: room inside containers, and where on the grid middles of boxes lie."""

    insets: Insets
    offset: int


@dataclass(slots=True)
class _Drawn:
    """A finished level in its own coordinates."""

    pieces: list[tuple[Piece, Sheet]]
    size: Extent
    crossings: dict[Crossing, int]


def lay_out_tree(tree: Tree, provider: OrderProvider, style: Style, monitor: Monitor) -> NestedLayout:
    """Positions and routes of everything in `tree`, from the origin to the right and down.

    Raises:
        LayoutCancelledError: the monitor was told to stop.
    """
    monitor.total = max(1, 2 * len(tree.children))
    run = _Run(tree, provider, style, monitor)
    run.settle(None, ((), ()))
    run.draw(None)
    return _Joining(tree, run.drawn).join()


class _Run:
    def __init__(self, tree: Tree, provider: OrderProvider, style: Style, monitor: Monitor) -> None:
        self._tree = tree
        self._provider = provider
        self._style = style
        self._monitor = monitor
        self._strands = cut_wires(tree)
        self._pieces: dict[str | None, tuple[Piece, ...]] = {}
        self.drawn: dict[str | None, _Drawn] = {}

    def settle(self, container: str | None, borders: tuple[Tiers, Tiers]) -> dict[Crossing, int]:
        """Order the rows of `container` and of all it contains; returns the order on its borders."""
        self._monitor.step()
        children = self._tree.children[container]
        strands = self._strands[container]
        pieces = list(settle_level(children, strands, self._tree.wires, borders, self._provider))
        for number, piece in enumerate(pieces):
            pieces[number] = self._settle_children(piece)
        self._pieces[container] = tuple(pieces)
        return pieces[0].border_order()

    def _settle_children(self, piece: Piece) -> Piece:
        orders: dict[str, Mapping[Crossing, int]] = {}
        for item in piece.items:
            if item.child in self._tree.children:
                orders[item.child] = self.settle(item.child, piece.tiers_at(item.child, orders))
                piece = piece.with_lanes(orders)
        return piece

    def draw(self, container: str | None) -> None:
        """Draw all that `container` contains, then itself."""
        sizes = {}
        for child in self._tree.children[container]:
            if child in self._tree.children:
                self.draw(child)
                sizes[child] = self.drawn[child].size
            else:
                sizes[child] = self._tree.sizes[child]
        self._monitor.step()
        pieces = [with_sizes(piece, sizes) for piece in self._pieces[container]]
        insets = Insets() if container is None else self._style.insets
        sheets = [
            (piece, draw(piece.skeleton, self._fixed_ports(piece), insets, self._style.offset)) for piece in pieces
        ]
        self.drawn[container] = _frame(sheets, insets, self._style.offset)

    def _fixed_ports(self, piece: Piece) -> dict[LinkEnd, int]:
        ports = {}
        for number, (link, lead) in enumerate(zip(piece.skeleton.drawing.links, piece.leads, strict=True)):
            for cell, item in ((link.upper, lead.upper), (link.lower, lead.lower)):
                if item.child in self.drawn:
                    ports[number, cell] = self.drawn[item.child].crossings[lead.crossing_at(item)]
        return ports


def _frame(sheets: list[tuple[Piece, Sheet]], insets: Insets, offset: int) -> _Drawn:
    """Pack the pieces of a level and put the border around them."""
    framed = [_trimmed(piece, sheet, insets) for piece, sheet in sheets]
    crossed = any(item.kind is ItemKind.STUB for item in sheets[0][0].items)
    places = pack([size for _, size in framed], first_stays=crossed)
    width = max(x + size[0] for (x, _), (_, size) in zip(places, framed, strict=True))
    height = max(y + size[1] for (_, y), (_, size) in zip(places, framed, strict=True))
    height = ceil_to(height)
    width += (2 * offset - width) % (2 * GRID)  # then the middle of the frame falls where middles of cards do
    pieces = []
    crossings: dict[Crossing, int] = {}
    for (piece, _), (sheet, _), place in zip(sheets, framed, places, strict=True):
        moved = _reach_bottom(piece, sheet.moved(*place), height)
        pieces.append((piece, moved))
        for item, (x, _) in zip(piece.items, moved.boxes, strict=True):
            if item.kind is ItemKind.STUB:
                crossings[item.wire, item.part] = x
    return _Drawn(pieces, (width, height), crossings)


def _trimmed(piece: Piece, sheet: Sheet, insets: Insets) -> tuple[Sheet, Extent]:
    """The piece moved so that its border is at 0, and its size with the border."""
    lefts, rights, tops, bottoms = [], [], [], []
    for item, box, (x, y) in zip(piece.items, piece.skeleton.drawing.boxes, sheet.boxes, strict=True):
        inner = item.kind is ItemKind.CHILD
        lefts.append(x - (insets.left if inner else 0))
        rights.append(x + box.width + (insets.right if inner else 0))
        tops.append(y - (insets.top if inner else 0))
        bottoms.append(y + box.height + (insets.bottom if inner else 0))
    corners = [corner for route in sheet.routes for corner in route[1:-1]]
    lefts += [x - EDGE_GAP for x, _ in corners]
    rights += [x + EDGE_GAP for x, _ in corners]
    left, top = _floor(min(lefts)), _floor(min(tops))
    return sheet.moved(-left, -top), (max(rights) - left, max(bottoms) - top)


def _floor(value: int) -> int:
    return value // GRID * GRID


def _reach_bottom(piece: Piece, sheet: Sheet, height: int) -> Sheet:
    """Lengthen the links to the lower border down to where the border is."""
    below = {cell for tier in piece.skeleton.drawing.below for cell in tier}
    if not below:
        return sheet
    boxes = tuple((x, height) if cell in below else (x, y) for cell, (x, y) in enumerate(sheet.boxes))
    routes = tuple(
        (*route[:-1], (route[-1][0], height)) if link.lower in below else route
        for link, route in zip(piece.skeleton.drawing.links, sheet.routes, strict=True)
    )
    return Sheet(boxes, routes)


class _Joining:
    """Puts the levels into one and the strands of each wire end to end."""

    def __init__(self, tree: Tree, drawn: Mapping[str | None, _Drawn]) -> None:
        self._tree = tree
        self._drawn = drawn
        self._runs: dict[int, dict[tuple[int, int], tuple[Corner, ...]]] = {}
        self.result = NestedLayout()

    def join(self) -> NestedLayout:
        self._place(None, 0, 0, 0)
        for number, runs in self._runs.items():
            corners = [corner for key in sorted(runs) for corner in runs[key]]
            self.result.routes[self._tree.wires[number].id] = tidy(corners)
        return self.result

    def _place(self, container: str | None, left: int, top: int, depth: int) -> None:
        for piece, sheet in self._drawn[container].pieces:
            moved = sheet.moved(left, top)
            for item, box, (x, y) in zip(piece.items, piece.skeleton.drawing.boxes, moved.boxes, strict=True):
                if item.kind is ItemKind.LABEL:
                    centre = (x + box.width // 2, y + box.height // 2)
                    self.result.labels[self._tree.wires[item.wire].id] = centre
                elif item.child in self._drawn:
                    self.result.frames[item.child] = Frame(x, y, box.width, box.height)
                    self._place(item.child, x, y, depth + 1)
                elif item.kind is ItemKind.CHILD:
                    self.result.leaves[item.child] = (x, y)
            for lead, route in zip(piece.leads, moved.routes, strict=True):
                self._keep(lead.strand, route[::-1] if lead.upward else route, depth, lead.lower.kind, lead.upward)

    def _keep(self, strand: Strand, route: tuple[Corner, ...], depth: int, lower: ItemKind, upward: bool) -> None:
        """Wires leave from the innermost level, cross the one where the ends meet, and enter down to the innermost."""
        stage = {Part.LEAVING: (0, -depth), Part.WHOLE: (1, 0), Part.ENTERING: (2, depth)}[strand.part]
        if strand.part is Part.WHOLE and self._tree.wires[strand.wire].label:
            to_label = lower is ItemKind.LABEL
            stage = (1, int(to_label == upward))
        self._runs.setdefault(strand.wire, {})[stage] = route


def tidy(corners: list[Corner]) -> tuple[Corner, ...]:
    """The same polyline without doubled corners and corners on a straight."""
    result: list[Corner] = []
    for corner in corners:
        if result and result[-1] == corner:
            continue
        if len(result) > 1 and _on_one_line(result[-2], result[-1], corner):
            result.pop()
        result.append(corner)
    return tuple(result)


def _on_one_line(a: Corner, b: Corner, c: Corner) -> bool:
    return (a[0] == b[0] == c[0]) or (a[1] == b[1] == c[1])
