"""A drawing as the layered stages see it: boxes, links between them, and stubs on its border.

Drawing space always flows down; a layout to the right is computed with both axes exchanged.
"""

from __future__ import annotations

from dataclasses import dataclass

Border = tuple[tuple[int, ...], ...]
"""Boxes that stand on a border of the drawing, from left to right; the order inside one of the inner tuples is free."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that wants a place. `label` marks the place held free for the label of an edge; no link begins or
    ends within `margin` of its left and right end.
    """

    width: int
    height: int
    margin: int = 0
    label: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A connection between two different boxes, by their numbers, that leads down at least `length` rows."""

    upper: int
    lower: int
    length: int = 1


@dataclass(frozen=True, slots=True)
class Drawing:
    """Boxes and links of one group, without what lies inside the groups it contains.

    `above` and `below` are boxes without extent: the points where links cross the upper and the lower border.
    Links never lead in a circle (`acyclic` turned some around).
    """

    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    above: Border = ()
    below: Border = ()

    @property
    def stubs(self) -> frozenset[int]:
        return frozenset(box for tier in (*self.above, *self.below) for box in tier)
