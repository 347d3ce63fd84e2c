"""Edges that end where they begin: they leave and enter one side, outside all the others."""

from __future__ import annotations

from infrasketch_desktop.diagram.geometry import Point, Rect, Size
from infrasketch_desktop.layout.ports import spread_evenly
from infrasketch_desktop.layout.spacing import EDGE_GAP

REACH = 24
"""How far the innermost loop stands out."""
_LABEL_GAP = 8


def loop_room(labels: list[Size]) -> int:
    """The width that loops with these labels (of no size when unlabelled) take beside their box."""
    if not labels:
        return 0
    widest = max(size.width for size in labels)
    return int(REACH + EDGE_GAP * (len(labels) - 1) + (widest + 2 * _LABEL_GAP if widest else EDGE_GAP))


def draw_loop(rect: Rect, number: int, count: int) -> tuple[Point, ...]:
    """The `number`-th (from 0, innermost first) of `count` loops at the right side of `rect`."""
    top = rect.y + spread_evenly(rect.height, count - number, 2 * count)
    bottom = rect.y + spread_evenly(rect.height, count + 1 + number, 2 * count)
    out = rect.right + REACH + EDGE_GAP * number
    return Point(rect.right, top), Point(out, top), Point(out, bottom), Point(rect.right, bottom)


def loop_label(rect: Rect, label: Size, number: int, count: int) -> Point:
    """The centre of the label of such a loop: beside the outermost one, below the labels of those before it."""
    beside = rect.right + REACH + EDGE_GAP * (count - 1) + _LABEL_GAP + label.width / 2
    return Point(beside, rect.center.y + (number - (count - 1) / 2) * (label.height + 2))
