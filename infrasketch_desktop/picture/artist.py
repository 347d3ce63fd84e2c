"""Draws one record at a time, with what it needs to know of the others: where they are and how deep it lies."""

from __future__ import annotations

from collections.abc import Callable

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Placed
from infrasketch_desktop.picture.detail import Level, reduced
from infrasketch_desktop.picture.edge import edge_label, edge_line, label_rect
from infrasketch_desktop.picture.edge_path import EdgePath, edge_path
from infrasketch_desktop.picture.group import DISTANT_FONTS, distant_frame, group_shapes
from infrasketch_desktop.picture.look import Look
from infrasketch_desktop.picture.node import node_face, node_ground
from infrasketch_desktop.picture.note import note_shapes
from infrasketch_desktop.picture.shapes import Glyph, Shape

BadgeSource = Callable[[str], Glyph | None]
"""Gives the drawing for a technology, or None; its place and colour are decided by the card (see `badges.Badges`)."""


class Artist:
    """Draws single records of one diagram in one look."""

    def __init__(self, diagram: Diagram, look: Look, badge_for: BadgeSource | None = None) -> None:
        self.diagram = diagram
        self.look = look
        self._badge_for = badge_for

    def path(self, edge: Edge) -> EdgePath:
        return edge_path(self.diagram, edge)

    def line(self, edge: Edge, path: EdgePath) -> tuple[Shape, ...]:
        """Line and head of an edge; nothing when it is hidden."""
        return edge_line(edge, path, self.look.theme) if path else ()

    def label(self, edge: Edge, path: EdgePath) -> tuple[Shape, ...]:
        """The label of an edge; nothing without one. Labels go over all lines, so that none is struck through."""
        return edge_label(edge, path, self.look, self.ground(edge))

    def label_rect(self, edge: Edge, path: EdgePath) -> Rect:
        return label_rect(edge, path, self.look.measurer)

    def ground(self, edge: Edge) -> str:
        """The colour behind an edge between two records: of the innermost frame around both, or the canvas."""
        around = self.diagram.ancestors(edge.source)
        if around:
            shared = set(self.diagram.ancestors(edge.target))
            for group in around:
                if group in shared:
                    return self.look.theme.group_fill(self.diagram.depth(group))
        return self.look.theme.plate

    def placed_shapes(self, record: Placed) -> tuple[Shape, ...]:
        """A node, group or note as shapes."""
        match record:
            case Node():
                return (*node_ground(record.kind, record.rect, self.look.theme), *self.placed_face(record))
            case Note():
                return self.placed_face(record)
            case Group():
                return self._group_shapes(record)

    def placed_at(self, record: Placed, level: Level) -> tuple[Shape, ...]:
        """What is left of a node, group or note at a level of detail."""
        if isinstance(record, Group) and not record.collapsed and level in DISTANT_FONTS:
            bounds, depth = self.diagram.bounds(record.id), self.diagram.depth(record.id)
            return distant_frame(record, bounds, self.look, level, depth)
        return reduced(self.placed_shapes(record), level)

    def placed_face(self, record: Node | Note) -> tuple[Shape, ...]:
        """A note, or what a node has beside the ground that all nodes of its kind share."""
        if isinstance(record, Note):
            return note_shapes(record, self.look)
        badge = self._badge_for(record.technology) if self._badge_for and record.technology else None
        return node_face(record, self.look, badge)

    def _group_shapes(self, group: Group) -> tuple[Shape, ...]:
        rect, depth = self.diagram.bounds(group.id), self.diagram.depth(group.id)
        inside = self.diagram.descendants(group.id) if group.collapsed else self.diagram.members(group.id)
        nodes = self.diagram.nodes
        count = sum(member in nodes for member in inside)
        return group_shapes(group, rect, self.look, depth=depth, count=count)
