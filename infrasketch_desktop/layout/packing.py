"""Puts rectangles beside and below each other without overlap, roughly in the shape of a screen."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from infrasketch_desktop.layout.spacing import PACK_GAP, ceil_to

ASPECT = 1.6
"""Wanted width over height of the whole."""


def pack(sizes: Sequence[tuple[int, int]], *, first_stays: bool = False) -> list[tuple[int, int]]:
    """A place for every (width, height), on the grid, in shelves from left to right and top to bottom.

    Larger ones come first; equal ones keep their order. With `first_stays` the first rectangle keeps the left side
    for itself from top to bottom, because links cross its borders, and the others are packed to its right.
    """
    if first_stays:
        beside = ceil_to(sizes[0][0] + PACK_GAP)
        return [(0, 0), *((x + beside, y) for x, y in pack(sizes[1:]))]
    if len(sizes) == 1:
        return [(0, 0)]
    widest = max((width for width, _ in sizes), default=0)
    area = sum((width + PACK_GAP) * (height + PACK_GAP) for width, height in sizes)
    return _shelves(sizes, max(widest, sqrt(area * ASPECT)))


def _shelves(sizes: Sequence[tuple[int, int]], limit: float) -> list[tuple[int, int]]:
    places = [(0, 0)] * len(sizes)
    x = y = shelf = 0
    for number in sorted(range(len(sizes)), key=lambda n: (-sizes[n][1], -sizes[n][0], n)):
        width, height = sizes[number]
        if x and x + width > limit:
            x, y, shelf = 0, y + ceil_to(shelf + PACK_GAP), 0
        places[number] = (x, y)
        x += ceil_to(width + PACK_GAP)
        shelf = max(shelf, height)
    return places
