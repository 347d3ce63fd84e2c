"""Makes the tree of a block: what the diagram shows of it, in drawing space."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Size
from infrasketch_desktop.diagram.records import Edge
from infrasketch_desktop.layout.axes import Axes
from infrasketch_desktop.layout.labels import NO_LABEL, LabelSize
from infrasketch_desktop.layout.loops import loop_room
from infrasketch_desktop.layout.scope import Block
from infrasketch_desktop.layout.tree import Extent, Tree, Wire
from infrasketch_desktop.layout.view import View


@dataclass(frozen=True, slots=True)
class Gardener:
    """What planting needs to know about the diagram."""

    diagram: Diagram
    view: View
    axes: Axes
    label_size: LabelSize

    def plant(self, block: Block) -> Tree:
        children: dict[str | None, tuple[str, ...]] = {None: block.children}
        parents: dict[str, str | None] = {}
        for container in (None, *self._containers(block.children)):
            members = children[None] if container is None else self.view.children[container]
            children[container] = members
            parents.update(dict.fromkeys(members, container))
        sizes = {i: self._extent(i) for i in parents if i not in children}
        return Tree(sizes, children, parents, self._wires(parents))

    def _containers(self, ids: Sequence[str]) -> list[str]:
        """The open groups among `ids` and inside them, outer first."""
        found = [i for i in ids if i in self.view.children]
        for container in found:  # grows while it is read
            found.extend(i for i in self.view.children[container] if i in self.view.children)
        return found

    def _extent(self, record_id: str) -> Extent:
        rect = self.axes.rect(self.view.rects[record_id])
        loops = loops_at(self.diagram, record_id)
        room = loop_room([label_extent(loop, self.axes, self.label_size) for loop in loops])
        return Extent(_even(rect.width) + 2 * room, _even(rect.height), room)

    def _wires(self, inside: dict[str, str | None]) -> tuple[Wire, ...]:
        wires = []
        for edge in sorted(self.diagram.edges.values(), key=lambda edge: edge.id):
            ends = self.view.ends(edge)
            if ends and ends[0] != ends[1] and ends[0] in inside and ends[1] in inside:
                label = label_extent(edge, self.axes, self.label_size)
                room = Extent(_even(label.width), _even(label.height)) if label.width else None
                wires.append(Wire(edge.id, *ends, room))
        return tuple(wires)


def label_extent(edge: Edge, axes: Axes, label_size: LabelSize) -> Size:
    """The room of a label in drawing space; nothing without a label."""
    if not edge.label:
        return NO_LABEL
    size = label_size(edge.label)
    return Size(*axes.point(size.width, size.height))


def loops_at(diagram: Diagram, record_id: str) -> list[Edge]:
    """The edges that begin and end at a record, sorted by id; those with waypoints run as their user drew them."""
    edges = (diagram.edges[i] for i in diagram.incident(record_id))
    return [edge for edge in edges if edge.source == edge.target and not edge.waypoints]


def _even(value: float) -> int:
    return 2 * ceil(value / 2)
