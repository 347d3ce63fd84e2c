"""Brings a finished drawing onto the sheet: what is fixed stays, the rest comes as near to its drawn place as it can.

Without anything fixed the drawing moves as a whole. Otherwise every container is aligned with what is fixed in it, and
what is free goes around it. The result depends on the drawing and on what is fixed, never on where free things stood,
which is why a second run changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from statistics import median_low

from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.layout.joining import NestedLayout
from infrasketch_desktop.layout.sheet import Corner, Insets
from infrasketch_desktop.layout.spots import RectIndex, free_place
from infrasketch_desktop.layout.tree import Tree

GAP = 30
"""Least distance that free things keep from fixed ones, each way."""


@dataclass(slots=True)
class Placement:
    """Final top-left corners of leaves, and by how much each leaf left its drawn place."""

    corners: dict[str, tuple[float, float]] = field(default_factory=dict)
    shifts: dict[str, tuple[float, float]] = field(default_factory=dict)


def place_as_whole(tree: Tree, nested: NestedLayout, corner: Corner, obstacles: Mapping[str, Rect]) -> Placement:
    """Move the drawing so that its leaves begin at `corner`, or as near to it as all of it is free."""
    left = min(x for x, _ in nested.leaves.values())
    top = min(y for _, y in nested.leaves.values())
    extent = _extent(tree, nested)
    wanted = Rect(extent.x - left + corner[0], extent.y - top + corner[1], extent.width, extent.height)
    x, y = free_place(wanted, RectIndex(obstacles.items()), GAP)
    placement = Placement()
    _shift(placement, nested, nested.leaves, (x - extent.x, y - extent.y))
    return placement


def place_around(
    tree: Tree,
    nested: NestedLayout,
    fixed: Mapping[str, tuple[float, float]],
    obstacles: Mapping[str, Rect],
    insets: Insets,
) -> Placement:
    """Leave the leaves in `fixed` where they are and put the others around them."""
    run = _Around(tree, nested, fixed, insets)
    run.place(None, obstacles)
    return run.placement


def _extent(tree: Tree, nested: NestedLayout) -> Rect:
    rects = [Rect(*corner, *tree.sizes[leaf][:2]) for leaf, corner in nested.leaves.items()]
    rects += [Rect(f.x, f.y, f.width, f.height) for f in nested.frames.values()]
    extent = rects[0]
    for rect in rects[1:]:
        extent = extent.united(rect)
    return extent


def _leaves_inside(tree: Tree, nested: NestedLayout) -> dict[str, list[str]]:
    """For every leaf and container the leaves it consists of."""
    inside: dict[str, list[str]] = {}
    for leaf in nested.leaves:
        for around in (leaf, *tree.containers(leaf)):
            if around is not None:
                inside.setdefault(around, []).append(leaf)
    return inside


def _shift(placement: Placement, nested: NestedLayout, leaves: Collection[str], shift: tuple[float, float]) -> None:
    for leaf in leaves:
        x, y = nested.leaves[leaf]
        placement.corners[leaf] = (x + shift[0], y + shift[1])
        placement.shifts[leaf] = shift


class _Around:
    def __init__(
        self,
        tree: Tree,
        nested: NestedLayout,
        fixed: Mapping[str, tuple[float, float]],
        insets: Insets,
    ) -> None:
        self._tree = tree
        self._leaves = _leaves_inside(tree, nested)
        self._nested = nested
        self._fixed = fixed
        self._insets = insets
        self._anchored = {container for leaf in fixed for container in (leaf, *tree.containers(leaf))}
        self.placement = Placement()

    def place(self, container: str | None, obstacles: Mapping[str, Rect]) -> Rect:
        """Place all in a container that holds something fixed; returns its frame."""
        children = self._tree.children[container]
        taken = {child: self._place_anchored(child) for child in children if child in self._anchored}
        shift = self._common_shift(taken)
        around = RectIndex((*obstacles.items(), *taken.items()))
        rects = list(taken.values())
        free = [child for child in children if child not in self._anchored]
        for child in sorted(free, key=lambda c: (self._drawn(c).y, self._drawn(c).x, c)):
            rect = self._place_free(child, shift, around)
            around.add(child, rect)
            rects.append(rect)
        return self._framed(rects)

    def _place_anchored(self, child: str) -> Rect:
        if child in self._tree.children:
            return self.place(child, {})
        x, y = self._fixed[child]
        drawn = self._nested.leaves[child]
        self.placement.corners[child] = (x, y)
        self.placement.shifts[child] = (x - drawn[0], y - drawn[1])
        return Rect(x, y, *self._tree.sizes[child][:2])

    def _common_shift(self, taken: Mapping[str, Rect]) -> tuple[int, int]:
        """By how much fixed things mostly lie off their drawn place."""
        xs = [rect.x - self._drawn(child).x for child, rect in taken.items()]
        ys = [rect.y - self._drawn(child).y for child, rect in taken.items()]
        return round(median_low(xs)), round(median_low(ys))

    def _place_free(self, child: str, shift: tuple[int, int], around: RectIndex) -> Rect:
        drawn = self._drawn(child)
        x, y = free_place(drawn.translated(*shift), around, GAP)
        _shift(self.placement, self._nested, self._leaves[child], (x - drawn.x, y - drawn.y))
        return Rect(x, y, drawn.width, drawn.height)

    def _drawn(self, child: str) -> Rect:
        if child in self._nested.frames:
            frame = self._nested.frames[child]
            return Rect(frame.x, frame.y, frame.width, frame.height)
        return Rect(*self._nested.leaves[child], *self._tree.sizes[child][:2])

    def _framed(self, rects: list[Rect]) -> Rect:
        frame = rects[0]
        for rect in rects[1:]:
            frame = frame.united(rect)
        i = self._insets
        return Rect(frame.x - i.left, frame.y - i.top, frame.width + i.left + i.right, frame.height + i.top + i.bottom)
