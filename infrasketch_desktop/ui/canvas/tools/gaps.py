"""Equal gaps in a row of rectangles: where a dragged one has the same distance to its neighbour as others have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.ui.canvas.preview import Guide
from infrasketch_desktop.ui.numbers import number


@dataclass(frozen=True, slots=True)
class Gap:
    """A place `x` for the left side of a dragged rectangle, and the neighbours between which gaps become equal."""

    x: float
    before: tuple[Rect, ...]
    after: tuple[Rect, ...]


def gaps_near(rect: Rect, others: Sequence[Rect], reach: float) -> list[Gap]:
    """The places within `reach` of `rect`, the nearest first."""
    top, bottom = rect.y, rect.y + rect.height
    row = [other for other in others if other.y < bottom and top < other.y + other.height]
    # What overlaps it, such as the frame around it, is no neighbour.
    before = sorted((o for o in row if o.right <= rect.x + reach), key=lambda o: o.right, reverse=True)
    after = sorted((o for o in row if o.x >= rect.right - reach), key=lambda o: o.x)
    found = [gap for gap in _candidates(rect, before, after) if abs(gap.x - rect.x) <= reach]
    return sorted(found, key=lambda gap: abs(gap.x - rect.x))


def gap_guides(gap: Gap, rect: Rect) -> list[Guide]:
    """One guide over each of the equal gaps, labelled with its length."""
    row = [*reversed(gap.before), rect, *gap.after]
    return [
        Guide(
            Point(left.right, _shared(left, right)),
            Point(right.x, _shared(left, right)),
            number(round(right.x - left.right)),
        )
        for left, right in pairwise(row)
    ]


def _candidates(rect: Rect, before: Sequence[Rect], after: Sequence[Rect]) -> list[Gap]:
    found: list[Gap] = []
    if before and after:
        left, right = before[0], after[0]
        if right.x - left.right >= rect.width:
            found.append(Gap((left.right + right.x - rect.width) / 2, (left,), (right,)))
    if len(before) > 1:
        nearer, further = before[0], _next_clear(before)
        if further is not None:
            found.append(Gap(nearer.right + (nearer.x - further.right), (nearer, further), ()))
    if len(after) > 1:
        nearer = after[0]
        beyond = next((o for o in after[1:] if o.x > nearer.right), None)
        if beyond is not None:
            found.append(Gap(nearer.x - (beyond.x - nearer.right) - rect.width, (), (nearer, beyond)))
    return found


def _next_clear(before: Sequence[Rect]) -> Rect | None:
    """The next one on the left that leaves a gap to the nearest one."""
    return next((o for o in before[1:] if o.right < before[0].x), None)


def _shared(left: Rect, right: Rect) -> float:
    """The y in the middle of where both rectangles reach."""
    return (max(left.y, right.y) + min(left.bottom, right.bottom)) / 2
