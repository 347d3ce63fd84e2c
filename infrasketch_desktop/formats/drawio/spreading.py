"""Moves places apart where small icons become cards of the usual size, so that these do not cover each other."""

from __future__ import annotations

from collections.abc import Mapping

from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.diagram.records import NODE_HEIGHT, NODE_WIDTH

GAP = 24.0
MOST = 3.0
"""More than this no drawing grows: what still overlaps did so before."""
COMPARED = 1_000
"""Places of more cards than this are not compared with each other, which would take seconds."""

MIN_WIDTH, MIN_HEIGHT = 60.0, 30.0


def card_at(box: Rect, *, is_icon: bool) -> Rect:
    """Where a card lies for a shape: as large as that, or of the usual size around the middle of an icon."""
    if not is_icon and box.width >= MIN_WIDTH and box.height >= MIN_HEIGHT:
        return box
    middle = box.center
    return Rect(middle.x - NODE_WIDTH / 2, middle.y - NODE_HEIGHT / 2, NODE_WIDTH, NODE_HEIGHT)


def spread(before: Mapping[str, Rect], after: Mapping[str, Rect]) -> float:
    """The factor by which all middles have to move apart so that no two cards overlap that did not before."""
    grown = [key for key in after if after[key].size != before[key].size]
    if not grown or len(after) > COMPARED:
        return 1.0
    factor = 1.0
    for key in grown:
        for other, rect in after.items():
            if other != key and after[key].intersects(rect) and not before[key].intersects(before[other]):
                factor = max(factor, _needed(after[key], rect))
    return min(factor, MOST)


def moved(rect: Rect, factor: float) -> Rect:
    """`rect` with its middle moved away from the origin."""
    middle = rect.center
    return rect.translated(middle.x * (factor - 1), middle.y * (factor - 1))


def _needed(first: Rect, second: Rect) -> float:
    """How much further apart the middles of two cards have to be, across or down, whichever is less."""
    a, b = first.center, second.center
    across = ((first.width + second.width) / 2 + GAP) / max(abs(a.x - b.x), 1.0)
    down = ((first.height + second.height) / 2 + GAP) / max(abs(a.y - b.y), 1.0)
    return min(across, down)
