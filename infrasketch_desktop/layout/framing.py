"""Packs the pieces of a container and puts its border around them."""

from __future__ import annotations

from dataclasses import dataclass

from infrasketch_desktop.layout.level import Crossing, ItemKind, Piece
from infrasketch_desktop.layout.packing import pack
from infrasketch_desktop.layout.ports import spread_evenly
from infrasketch_desktop.layout.sheet import Insets, Sheet
from infrasketch_desktop.layout.spacing import EDGE_GAP, GRID, ceil_to
from infrasketch_desktop.layout.tree import Extent


@dataclass(slots=True)
class Drawn:
    """A finished level in its own coordinates."""

    pieces: list[tuple[Piece, Sheet]]
    size: Extent
    crossings: dict[Crossing, int]


def frame_pieces(sheets: list[tuple[Piece, Sheet]], insets: Insets, offset: int) -> Drawn:
    """Pack the pieces of a level and put the border around them."""
    framed = [_trimmed(piece, sheet, insets) for piece, sheet in sheets]
    first, *others = (piece for piece, _ in sheets)
    crossed = _has(first, ItemKind.STUB)
    bare = crossed and bool(others) and not _has(first, ItemKind.CHILD)
    sizes = [(size.width, size.height) for _, size in framed]
    places = [(0, 0), *pack(sizes[1:])] if bare else pack(sizes, first_stays=crossed)
    width = max(x + w for (x, _), (w, _) in zip(places, sizes, strict=True))
    height = ceil_to(max(y + h for (_, y), (_, h) in zip(places, sizes, strict=True)))
    width += (2 * offset - width) % (2 * GRID)  # then the middle of the frame falls where middles of cards do
    if bare:
        framed[0] = _spread_stubs(first, width), Extent(width, height)
    pieces = []
    crossings: dict[Crossing, int] = {}
    for (piece, _), (sheet, _), place in zip(sheets, framed, places, strict=True):
        moved = _reach_bottom(piece, sheet.moved(*place), height)
        pieces.append((piece, moved))
        for item, (x, _) in zip(piece.items, moved.boxes, strict=True):
            if item.kind is ItemKind.STUB:
                crossings[item.wire, item.part] = x
    return Drawn(pieces, Extent(width, height), crossings)


def _has(piece: Piece, kind: ItemKind) -> bool:
    return any(item.kind is kind for item in piece.items)


def _spread_stubs(piece: Piece, width: int) -> Sheet:
    """Crossings that lead to nothing inside, because wires end at the container itself: evenly over its borders."""
    places = [(0, 0)] * len(piece.items)
    for border in (piece.skeleton.drawing.above, piece.skeleton.drawing.below):
        stubs = [stub for tier in border for stub in tier]
        for number, stub in enumerate(stubs, start=1):
            places[stub] = (spread_evenly(width, number, len(stubs)), 0)
    return Sheet(tuple(places), ())


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
    return sheet.moved(-left, -top), Extent(max(rights) - left, max(bottoms) - top)


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
