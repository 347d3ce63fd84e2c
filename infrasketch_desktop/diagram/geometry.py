"""Points, sizes and rectangles in scene units: one unit is one pixel at 100 %, x grows right, y grows down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Side(StrEnum):
    """A side of a rectangle, and the direction one leaves it by."""

    TOP = "top"
    RIGHT = "right"
    BOTTOM = "bottom"
    LEFT = "left"

    @property
    def step(self) -> tuple[int, int]:
        """The unit vector that points outwards through this side."""
        return {"top": (0, -1), "right": (1, 0), "bottom": (0, 1), "left": (-1, 0)}[self.value]


class Point(NamedTuple):
    x: float
    y: float

    def moved(self, dx: float, dy: float) -> Point:
        return Point(self.x + dx, self.y + dy)


class Size(NamedTuple):
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Rect:
    """An axis-parallel rectangle by its top-left corner; width and height are never negative."""

    x: float
    y: float
    width: float
    height: float

    @property
    def left(self) -> float:
        return self.x

    @property
    def top(self) -> float:
        return self.y

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def center(self) -> Point:
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    @property
    def size(self) -> Size:
        return Size(self.width, self.height)

    def intersects(self, other: Rect) -> bool:
        """Whether the interiors meet; rectangles that only touch do not intersect."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def contains(self, point: Point) -> bool:
        return self.x <= point.x <= self.right and self.y <= point.y <= self.bottom

    def encloses(self, other: Rect) -> bool:
        return self.x <= other.x and self.y <= other.y and self.right >= other.right and self.bottom >= other.bottom

    def inflated(self, margin: float) -> Rect:
        """The rectangle grown by `margin` on every side; a negative margin shrinks it, at most to its centre."""
        dx = max(margin, -self.width / 2)
        dy = max(margin, -self.height / 2)
        return Rect(self.x - dx, self.y - dy, self.width + 2 * dx, self.height + 2 * dy)

    def translated(self, dx: float, dy: float) -> Rect:
        return Rect(self.x + dx, self.y + dy, self.width, self.height)

    def united(self, other: Rect) -> Rect:
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Rect(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)


def union(rects: Iterable[Rect]) -> Rect | None:
    """The smallest rectangle around all of `rects`; None when there are none."""
    found = [(rect.x, rect.y, rect.x + rect.width, rect.y + rect.height) for rect in rects]
    if not found:
        return None
    lefts, tops, rights, bottoms = zip(*found, strict=True)
    x, y = min(lefts), min(tops)
    return Rect(x, y, max(rights) - x, max(bottoms) - y)


def rect_around(points: Iterable[Point]) -> Rect | None:
    """The smallest rectangle around `points`; None when there are none."""
    found = tuple(points)
    if not found:
        return None
    columns, rows = zip(*found, strict=True)
    x, y = min(columns), min(rows)
    return Rect(x, y, max(columns) - x, max(rows) - y)
