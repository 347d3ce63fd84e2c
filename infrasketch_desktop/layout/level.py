"""One container as drawings: its children, labels and border crossings become boxes, its strands become links."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from infrasketch_desktop.layout.acyclic import turned_links
from infrasketch_desktop.layout.graph import Border, Box, Drawing, Link
from infrasketch_desktop.layout.ordering.provider import OrderProvider
from infrasketch_desktop.layout.skeleton import Skeleton, arrange_lanes, bundles_by_box, settle_rows, side_order
from infrasketch_desktop.layout.tree import Extent, Part, Strand, Wire

Crossing = tuple[int, Part]
"""A wire where it crosses the border of a container, on its way out or in."""
Tiers = tuple[tuple[Crossing, ...], ...]
"""Crossings of one border from left to right; the order inside one tuple is free."""


class ItemKind(Enum):
    CHILD = 0
    LABEL = 1
    STUB = 2


@dataclass(frozen=True, slots=True)
class Item:
    """What a box stands for: a child, the label of a wire, or a crossing of the border."""

    kind: ItemKind
    child: str = ""
    wire: int = -1
    part: Part = Part.WHOLE


@dataclass(frozen=True, slots=True)
class Lead:
    """What a link stands for: a strand between two items, turned around when `upward`."""

    strand: Strand
    upper: Item
    lower: Item
    upward: bool

    def crossing_at(self, item: Item) -> Crossing:
        """How the wire crosses the border of the child `item`, seen from inside it."""
        starts_here = (item == self.upper) != self.upward
        return self.strand.wire, Part.LEAVING if starts_here else Part.ENTERING


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a level that no link connects to the rest, with its rows settled."""

    items: tuple[Item, ...]
    leads: tuple[Lead, ...]
    skeleton: Skeleton
    bundles: Mapping[int, list[int]]
    """The bundles at each item."""

    def with_lanes(self, child: str, order: Mapping[Crossing, int]) -> Piece:
        """Parallel links at a child in the order in which they leave it."""
        cell = self.items.index(Item(ItemKind.CHILD, child=child))
        bundles = self.bundles.get(cell, [])
        links = [link for number in bundles for link in self.skeleton.lanes[number]]
        crossings = {link: order[self.leads[link].crossing_at(self.items[cell])] for link in links}
        return replace(self, skeleton=arrange_lanes(self.skeleton, bundles, crossings))

    def tiers_at(self, child: str, settled: Container[str]) -> tuple[Tiers, Tiers]:
        """How links cross the upper and lower border of a child, seen from here.

        Parallel links are free to swap as long as the child at their other end is not settled.
        """
        cell = self.items.index(Item(ItemKind.CHILD, child=child))
        bundles = self.bundles.get(cell, [])
        above, below = (side_order(self.skeleton, cell, bundles, lower=lower) for lower in (False, True))
        return self._tiers(cell, above, settled), self._tiers(cell, below, settled)

    def _tiers(self, cell: int, links: Sequence[int], settled: Container[str]) -> Tiers:
        tiers: list[list[Crossing]] = []
        previous: tuple[int, int] | None = None
        for number in links:
            link, lead = self.skeleton.drawing.links[number], self.leads[number]
            other = lead.lower if link.upper == cell else lead.upper
            ends = (link.upper, link.lower)
            if ends != previous or other.child in settled:
                tiers.append([])
            tiers[-1].append(lead.crossing_at(self.items[cell]))
            previous = ends
        return tuple(tuple(tier) for tier in tiers)

    def border_order(self) -> dict[Crossing, int]:
        """Where each crossing stands on its border, from left to right."""
        places = self.skeleton.places
        return {(item.wire, item.part): places[n] for n, item in enumerate(self.items) if item.kind is ItemKind.STUB}


def settle_level(
    children: Sequence[str],
    strands: Sequence[Strand],
    wires: Sequence[Wire],
    borders: tuple[Tiers, Tiers],
    provider: OrderProvider,
) -> tuple[Piece, ...]:
    """Order the inside of a container; the piece that touches its borders, if any, comes first."""
    items = [Item(ItemKind.CHILD, child=child) for child in children]
    leads = [*_whole_leads(children, strands, wires, items), *_border_leads(strands, borders, items)]
    pieces = _connected(items, leads)
    return tuple(_settle_piece(part, found, wires, borders, provider) for part, found in pieces)


def _whole_leads(
    children: Sequence[str], strands: Sequence[Strand], wires: Sequence[Wire], items: list[Item]
) -> list[Lead]:
    """Links between children; a label becomes an item of its own on the way."""
    number = {child: n for n, child in enumerate(children)}
    whole = [strand for strand in strands if strand.part is Part.WHOLE]
    ends = [(strand.at_source or "", strand.at_target or "") for strand in whole]
    turned = turned_links(len(children), [(number[a], number[b]) for a, b in ends])
    leads = []
    for place, (strand, (source, target)) in enumerate(zip(whole, ends, strict=True)):
        upward = place in turned
        first, last = (target, source) if upward else (source, target)
        upper, lower = (Item(ItemKind.CHILD, child=child) for child in (first, last))
        if wires[strand.wire].label:
            label = Item(ItemKind.LABEL, wire=strand.wire)
            items.append(label)
            leads += [Lead(strand, upper, label, upward), Lead(strand, label, lower, upward)]
        else:
            leads.append(Lead(strand, upper, lower, upward))
    return leads


def _border_leads(strands: Sequence[Strand], borders: tuple[Tiers, Tiers], items: list[Item]) -> list[Lead]:
    """Links to the borders; a wire that ends at the container itself is a crossing without a link."""
    by_crossing = {(strand.wire, strand.part): strand for strand in strands}
    leads = []
    for below, tiers in enumerate(borders):
        for crossing in (crossing for tier in tiers for crossing in tier):
            stub = Item(ItemKind.STUB, wire=crossing[0], part=crossing[1])
            items.append(stub)
            strand = by_crossing[crossing]
            inside = strand.at_source or strand.at_target
            if inside is None:
                continue
            child = Item(ItemKind.CHILD, child=inside)
            upward = (strand.part is Part.LEAVING) != bool(below)
            leads.append(Lead(strand, child, stub, upward) if below else Lead(strand, stub, child, upward))
    return leads


def _connected(items: Sequence[Item], leads: Sequence[Lead]) -> list[tuple[list[Item], list[Lead]]]:
    """Items and leads by what is connected; all stubs count as connected, and their piece comes first."""
    number = {item: n for n, item in enumerate(items)}
    root = list(range(len(items)))

    def find(n: int) -> int:
        while root[n] != n:
            root[n] = root[root[n]]
            n = root[n]
        return n

    stubs = [n for n, item in enumerate(items) if item.kind is ItemKind.STUB]
    for upper, lower in (*((number[lead.upper], number[lead.lower]) for lead in leads), *pairwise(stubs)):
        root[find(lower)] = find(upper)
    pieces: dict[int, tuple[list[Item], list[Lead]]] = {find(stub): ([], []) for stub in stubs}
    for n, item in enumerate(items):
        pieces.setdefault(find(n), ([], []))[0].append(item)
    for lead in leads:
        pieces[find(number[lead.upper])][1].append(lead)
    return list(pieces.values())


def _settle_piece(
    items: Sequence[Item],
    leads: Sequence[Lead],
    wires: Sequence[Wire],
    borders: tuple[Tiers, Tiers],
    provider: OrderProvider,
) -> Piece:
    number = {item: n for n, item in enumerate(items)}
    labelled = any(item.kind is ItemKind.LABEL for item in items)
    links = tuple(Link(number[lead.upper], number[lead.lower], _length(lead, labelled=labelled)) for lead in leads)
    touches = any(item.kind is ItemKind.STUB for item in items)
    above, below = (_numbered(tiers, number) if touches else () for tiers in borders)
    drawing = Drawing(tuple(_blank(item, wires) for item in items), links, above, below)
    skeleton = settle_rows(drawing, provider)
    return Piece(tuple(items), tuple(leads), skeleton, bundles_by_box(skeleton))


def _length(lead: Lead, *, labelled: bool) -> int:
    """Where labels have rows of their own, links without one pass them, so that children share rows."""
    plain = lead.upper.kind is ItemKind.CHILD and lead.lower.kind is ItemKind.CHILD
    return 2 if labelled and plain else 1


def _numbered(tiers: Tiers, number: Mapping[Item, int]) -> Border:
    return tuple(tuple(number[Item(ItemKind.STUB, wire=w, part=p)] for w, p in tier) for tier in tiers)


def _blank(item: Item, wires: Sequence[Wire]) -> Box:
    """A box whose size follows later, when the insides of the children are drawn."""
    if item.kind is ItemKind.LABEL:
        extent = wires[item.wire].label or Extent(0, 0)
        return Box(extent.width, extent.height, label=True)
    return Box(0, 0)


def with_sizes(piece: Piece, sizes: Mapping[str, Extent]) -> Piece:
    """The piece once the sizes of its children are known."""
    skeleton = piece.skeleton
    boxes = tuple(
        Box(*sizes[item.child]) if item.kind is ItemKind.CHILD else box
        for item, box in zip(piece.items, skeleton.drawing.boxes, strict=True)
    )
    return replace(piece, skeleton=replace(skeleton, drawing=replace(skeleton.drawing, boxes=boxes)))
