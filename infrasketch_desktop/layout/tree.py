"""What shall be laid out, nested: leaves with a size, containers with children, wires between them.

Ids are those of the diagram; sizes are in drawing space (see `graph`). `None` stands for the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class Extent(NamedTuple):
    """Width and height in drawing space; whole and even, so that middles are whole too.

    `margin` of the width, on either side, is room for loops: links do not begin or end there.
    """

    width: int
    height: int
    margin: int = 0


@dataclass(frozen=True, slots=True)
class Wire:
    """An edge between two leaves or containers, none of which contains the other; `label` is the room it needs."""

    id: str
    source: str
    target: str
    label: Extent | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """Every container has children; an empty or collapsed group is a leaf."""

    sizes: Mapping[str, Extent]
    children: Mapping[str | None, tuple[str, ...]]
    parents: Mapping[str, str | None]
    wires: tuple[Wire, ...]

    def containers(self, id_: str) -> Iterator[str | None]:
        """What contains `id_`, innermost first; the whole comes last."""
        parent = self.parents[id_]
        while parent is not None:
            yield parent
            parent = self.parents[parent]
        yield None


class Part(Enum):
    """What a level sees of a wire: all of it, the way out to its border, or the way in."""

    WHOLE = 0
    LEAVING = 1
    ENTERING = 2


@dataclass(frozen=True, slots=True)
class Strand:
    """The part of a wire (by its number) that runs inside one container.

    `at_source` and `at_target` are the children it leads from and to; None where it crosses the border or, when both
    are None, where the wire ends at the container itself.
    """

    wire: int
    part: Part
    at_source: str | None
    at_target: str | None


def cut_wires(tree: Tree) -> dict[str | None, list[Strand]]:
    """Cut every wire at the borders it crosses: the strands of each container."""
    strands: dict[str | None, list[Strand]] = {container: [] for container in tree.children}
    for number, wire in enumerate(tree.wires):
        around_target = set(tree.containers(wire.target))
        meeting = next(c for c in tree.containers(wire.source) if c in around_target)
        first = _climb(tree, wire.source, meeting)
        last = _climb(tree, wire.target, meeting)
        for inside, container in first[:-1]:
            strands[container].append(Strand(number, Part.LEAVING, inside, None))
        for inside, container in last[:-1]:
            strands[container].append(Strand(number, Part.ENTERING, None, inside))
        strands[meeting].append(Strand(number, Part.WHOLE, first[-1][0], last[-1][0]))
    return strands


def _climb(tree: Tree, end: str, meeting: str | None) -> list[tuple[str | None, str | None]]:
    """(child, its container) from the end of a wire up to where it meets the other end."""
    steps: list[tuple[str | None, str | None]] = []
    if end in tree.children:
        steps.append((None, end))
    current = end
    for container in tree.containers(end):
        steps.append((current, container))
        if container == meeting or container is None:
            break
        current = container
    return steps
