"""The frames of groups: how a frame follows from what is inside, and from the frame before when one member changes."""

from __future__ import annotations

from collections.abc import Iterable

from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.diagram.records import NODE_HEIGHT, NODE_WIDTH, Group

GROUP_PADDING = 20.0
GROUP_HEADER = 28.0

Span = tuple[float, float, float, float]
"""left, top, right, bottom of all that is inside a group: the plain extremes, so that no sum blurs their last bits."""


def span_of(rect: Rect) -> Span:
    return rect.x, rect.y, rect.x + rect.width, rect.y + rect.height


def span_around(spans: Iterable[Span]) -> Span | None:
    """The smallest span around all of `spans`; None when there are none."""
    sides = tuple(zip(*spans, strict=True))
    if not sides:
        return None
    lefts, tops, rights, bottoms = sides
    return min(lefts), min(tops), max(rights), max(bottoms)


def span_after(span: Span, before: Span | None, after: Span | None) -> Span | None:
    """`span` once a member that was at `before` is at `after`, None meaning not inside.

    None when only a look at all members can tell: the member lay at the border and left it inwards.
    """
    if before is not None and not _holds(span, before, after):
        return None
    if after is None:
        return span
    return min(span[0], after[0]), min(span[1], after[1]), max(span[2], after[2]), max(span[3], after[3])


def framed(group: Group, span: Span | None) -> Rect:
    """The rectangle of a group: around its members, a card in the middle of that, or without members where it says."""
    if span is None:
        return Rect(group.x, group.y, NODE_WIDTH, NODE_HEIGHT)
    left, top, right, bottom = span
    frame = Rect(
        left - GROUP_PADDING,
        top - GROUP_PADDING - GROUP_HEADER,
        right - left + 2 * GROUP_PADDING,
        bottom - top + 2 * GROUP_PADDING + GROUP_HEADER,
    )
    if not group.collapsed:
        return frame
    center = frame.center
    return Rect(round(center.x - NODE_WIDTH / 2), round(center.y - NODE_HEIGHT / 2), NODE_WIDTH, NODE_HEIGHT)


def _holds(span: Span, before: Span, after: Span | None) -> bool:
    """Whether every side of `span` that rested on `before` rests on `after`, or is pushed outwards by it."""
    for side, outwards in ((0, -1), (1, -1), (2, 1), (3, 1)):
        rests = before[side] == span[side]
        if rests and (after is None or after[side] * outwards < span[side] * outwards):
            return False
    return True
