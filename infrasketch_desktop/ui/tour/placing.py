"""Where a callout stands: beside what it speaks of, inside the window, and over it only where there is no room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, QSize

GAP = 16
"""Between a callout and what it speaks of, in pixels."""
EDGE = 12
"""Between a callout and the border of the window."""
_FIRST = 8
"""How much more it matters to cover nothing of the first target."""


def place(size: QSize, targets: Sequence[QRect], area: QRect, *, mirrored: bool = False) -> QPoint:
    """The top-left corner for a callout of this size. `mirrored` is for writing from right to left.

    Of the places below, above, after and before each of `targets`, and in the corners, the first one wins that covers
    nothing of any target; where there is none, the one that covers least, above all of the first target.
    """
    inner = area.adjusted(EDGE, EDGE, -EDGE, -EDGE)
    beside = (corner for target in targets for corner in _beside(size, target, mirrored=mirrored))
    places = [_inside(corner, size, inner) for corner in (*beside, *_corners(inner, mirrored=mirrored))]
    return min(places, key=lambda at: _covered(QRect(at, size), targets))


def _covered(spot: QRect, targets: Sequence[QRect]) -> int:
    """Pixels of targets under `spot`; those of the first one count most."""
    areas = [_area(spot & target) for target in targets]
    return sum(areas) + _FIRST * sum(areas[:1])


def _area(rect: QRect) -> int:
    return rect.width() * rect.height() if not rect.isEmpty() else 0


def _corners(inner: QRect, *, mirrored: bool) -> Iterator[QPoint]:
    """The lower end first, in the middle; then the corners, those at the end of a line first."""
    yield QPoint(inner.center().x(), inner.bottom())
    far, near = (inner.left(), inner.right()) if mirrored else (inner.right(), inner.left())
    for x in (far, near):
        yield QPoint(x, inner.bottom())
        yield QPoint(x, inner.top())


def _beside(size: QSize, target: QRect, *, mirrored: bool) -> Iterator[QPoint]:
    start = target.right() - size.width() + 1 if mirrored else target.left()
    middle = target.center().y() - size.height() // 2
    yield QPoint(start, target.bottom() + GAP)
    yield QPoint(start, target.top() - GAP - size.height())
    sides = (QPoint(target.right() + GAP, middle), QPoint(target.left() - GAP - size.width(), middle))
    yield from reversed(sides) if mirrored else sides


def _inside(corner: QPoint, size: QSize, inner: QRect) -> QPoint:
    """Moved as little as needed; what is larger than the window begins at its start."""
    x = max(inner.left(), min(corner.x(), inner.right() - size.width() + 1))
    y = max(inner.top(), min(corner.y(), inner.bottom() - size.height() + 1))
    return QPoint(x, y)
