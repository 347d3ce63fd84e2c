"""Lays out a tree: every container is a drawing of its own, and a box with fixed ports in the one around it.

On the way down each container gets its rows, given in which order wires cross its borders; on the way up its size and
the places of those crossings are settled, and everything is joined.
"""

from __future__ import annotations

from dataclasses import dataclass

from infrasketch_desktop.layout.framing import Drawn, frame_pieces
from infrasketch_desktop.layout.joining import NestedLayout, join_levels
from infrasketch_desktop.layout.level import Crossing, Piece, Tiers, settle_level, with_sizes
from infrasketch_desktop.layout.monitor import Monitor
from infrasketch_desktop.layout.ordering.provider import OrderProvider
from infrasketch_desktop.layout.sheet import Insets, draw
from infrasketch_desktop.layout.skeleton import LinkEnd
from infrasketch_desktop.layout.tree import Tree, cut_wires


@dataclass(frozen=True, slots=True)
class Style:
    """What depends on the direction: room inside containers, and where on the grid middles of boxes lie."""

    insets: Insets
    offset: int


def lay_out_tree(tree: Tree, provider: OrderProvider, style: Style, monitor: Monitor) -> NestedLayout:
    """Positions and routes of everything in `tree`, from the origin to the right and down.

    Raises:
        LayoutCancelledError: the monitor was told to stop.
    """
    monitor.total = max(1, 2 * len(tree.children))
    run = _Run(tree, provider, style, monitor)
    run.settle(None, ((), ()))
    run.draw(None)
    return join_levels(tree, run.drawn)


class _Run:
    def __init__(self, tree: Tree, provider: OrderProvider, style: Style, monitor: Monitor) -> None:
        self._tree = tree
        self._provider = provider
        self._style = style
        self._monitor = monitor
        self._strands = cut_wires(tree)
        self._pieces: dict[str | None, tuple[Piece, ...]] = {}
        self.drawn: dict[str | None, Drawn] = {}

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
        settled: set[str] = set()
        for item in piece.items:
            if item.child in self._tree.children:
                order = self.settle(item.child, piece.tiers_at(item.child, settled))
                piece = piece.with_lanes(item.child, order)
                settled.add(item.child)
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
        self.drawn[container] = frame_pieces(sheets, insets, self._style.offset)

    def _fixed_ports(self, piece: Piece) -> dict[LinkEnd, int]:
        ports = {}
        for number, (link, lead) in enumerate(zip(piece.skeleton.drawing.links, piece.leads, strict=True)):
            for cell, item in ((link.upper, lead.upper), (link.lower, lead.lower)):
                if item.child in self.drawn:
                    ports[number, cell] = self.drawn[item.child].crossings[lead.crossing_at(item)]
        return ports
