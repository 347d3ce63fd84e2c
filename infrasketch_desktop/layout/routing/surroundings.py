"""What a route has to go around or should keep away from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from itertools import pairwise

from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.layout.spots import RectIndex

Route = tuple[Point, ...]
Stretch = tuple[Point, Point]
"""A straight piece of a route."""


class Surroundings:
    """Rectangles and lines by place. Records and edges that are added later count for later questions."""

    def __init__(
        self,
        solids: Iterable[tuple[str, Rect]],
        frames: Iterable[tuple[str, Rect]],
        around: Callable[[str], Collection[str]],
    ) -> None:
        """`solids` are nodes, notes and cards, `frames` open groups, `around(id)` the open groups around a record."""
        self._solids = RectIndex(solids)
        self._frames = RectIndex(frames)
        self._around = around
        self._lines = RectIndex()
        self._stretches: dict[str, Stretch] = {}
        self._labels = RectIndex()
        self._ends: dict[str, list[Point]] = {}

    def rect(self, record_id: str) -> Rect:
        return self._solids[record_id] if record_id in self._solids else self._frames[record_id]

    def __contains__(self, record_id: str) -> bool:
        return record_id in self._solids or record_id in self._frames

    def add_route(self, edge_id: str, ends: tuple[str, str], route: Route, within: Rect | None = None) -> None:
        """Have other edges keep away from `route`, which joins the two records; from what lies `within` at least."""
        for number, (a, b) in enumerate(pairwise(route)):
            rect = stretch_rect(a, b) if within is None else _clipped(within, a, b)
            if rect:
                key = f"{edge_id}/{number}"
                self._stretches[key] = (a, b)
                self._lines.add(key, rect)
        if route:
            for record_id, end in zip(ends, (route[0], route[-1]), strict=True):
                self._ends.setdefault(record_id, []).append(end)

    def add_label(self, edge_id: str, rect: Rect) -> None:
        self._labels.add(edge_id, rect)

    def ends_at(self, record_id: str) -> list[Point]:
        """Where the routes added so far begin or end at a record."""
        return self._ends.get(record_id, [])

    def obstacles(self, ends: tuple[str, str], window: Rect, *, with_groups: bool = True) -> list[Rect]:
        """What an edge between `ends` may not run through within `window`: the ends themselves are among it."""
        passable = {*self._around(ends[0]), *self._around(ends[1])}
        if not with_groups:
            passable.update(key for key in self._frames.meeting(window) if key not in ends)
        solids = [self._solids[key] for key in self._solids.meeting(window)]
        frames = [self._frames[key] for key in self._frames.meeting(window) if key not in passable]
        return solids + frames

    def in_the_way(self, ends: tuple[str, str], route: Route, margin: float) -> bool:
        """Whether a route runs through something, or closer to it than `margin`; its own ends do not count."""
        passable = {*ends, *self._around(ends[0]), *self._around(ends[1])}
        for a, b in pairwise(route):
            near = stretch_rect(a, b).inflated(margin)
            if any(key not in passable for key in (*self._solids.meeting(near), *self._frames.meeting(near))):
                return True
        return False

    def lines(self, window: Rect) -> list[Stretch]:
        return [self._stretches[key] for key in self._lines.meeting(window)]

    def covers(self, rect: Rect) -> bool:
        """Whether a label at `rect` would lie on a node, a note, a card or another label."""
        return bool(self._solids.meeting(rect) or self._labels.meeting(rect))


def _clipped(window: Rect, a: Point, b: Point) -> Rect | None:
    """The part of a stretch that lies in a window."""
    (ax, ay), (bx, by) = a, b
    low_x, low_y, high_x, high_y = window.x, window.y, window.x + window.width, window.y + window.height
    if (ax < low_x and bx < low_x) or (ax > high_x and bx > high_x):
        return None
    if (ay < low_y and by < low_y) or (ay > high_y and by > high_y):
        return None
    left, right = max(min(ax, bx), low_x), min(max(ax, bx), high_x)
    top, bottom = max(min(ay, by), low_y), min(max(ay, by), high_y)
    return Rect(left, top, right - left, bottom - top)


def stretch_rect(a: Point, b: Point) -> Rect:
    return Rect(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y))
