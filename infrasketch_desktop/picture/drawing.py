"""The display list: every visible record of a diagram as shapes, in the order in which it is painted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Rect, rect_around, union
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Placed
from infrasketch_desktop.picture.edge import edge_label, edge_shapes, label_rect
from infrasketch_desktop.picture.edge_path import EdgePath, edge_path
from infrasketch_desktop.picture.group import group_shapes
from infrasketch_desktop.picture.look import Look
from infrasketch_desktop.picture.node import node_face, node_ground
from infrasketch_desktop.picture.note import note_shapes
from infrasketch_desktop.picture.places import Places
from infrasketch_desktop.picture.shapes import Glyph, Shape

BadgeSource = Callable[[str], Glyph | None]
"""Gives the drawing for a technology, or None; its `rect` does not matter."""


@dataclass(frozen=True, slots=True)
class Item:
    """One record as it is painted; `bounds` covers its shapes but for shadows and arrow heads of a few units."""

    id: str
    bounds: Rect
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class DisplayList:
    """A whole diagram from back to front. `bounds` is None when there is nothing to see."""

    items: tuple[Item, ...]
    bounds: Rect | None


def display_list(diagram: Diagram, look: Look, badge_for: BadgeSource | None = None) -> DisplayList:
    """Everything visible: frames from outer to inner, edges, cards, notes; members of collapsed groups are not."""
    artist = Artist(diagram, look, badge_for)
    items = tuple(artist.item(record_id) for record_id in paint_order(diagram))
    shown = tuple(item for item in items if item.shapes)
    return DisplayList(shown, union(item.bounds for item in shown))


def paint_order(diagram: Diagram) -> Iterator[str]:
    """Ids of the visible records from back to front."""
    visible = [g for g in diagram.groups.values() if diagram.shown(g.id) == g.id]
    frames = [g for g in visible if not g.collapsed]
    yield from (g.id for g in sorted(frames, key=lambda g: (len(diagram.ancestors(g.id)), g.z, g.id)))
    yield from sorted(diagram.edges)
    cards: list[Placed] = [n for n in diagram.nodes.values() if diagram.shown(n.id) == n.id]
    cards += [g for g in visible if g.collapsed]
    cards += [n for n in diagram.notes.values() if diagram.shown(n.id) == n.id]
    yield from (record.id for record in sorted(cards, key=lambda record: (record.z, record.id)))


class Artist:
    """Draws single records of one diagram in one look; keeps the bounds of groups it needed (see `Places`)."""

    def __init__(
        self, diagram: Diagram, look: Look, badge_for: BadgeSource | None = None, places: Places | None = None
    ) -> None:
        self.diagram = diagram
        self.look = look
        self.places = places or Places(diagram)
        self._badge_for = badge_for

    def item(self, record_id: str) -> Item:
        """The record under `record_id` as shapes; none when it is hidden. KeyError when there is no such record."""
        edge = self.diagram.edges.get(record_id)
        if edge is not None:
            return self.edge_item(edge, self.path(edge))
        record = self.diagram.placed(record_id)
        if record is None:
            raise KeyError(record_id)
        return Item(record_id, self.places.bounds(record_id), self.placed_shapes(record))

    def path(self, edge: Edge) -> EdgePath:
        return edge_path(self.diagram, edge, self.places)

    def edge_item(self, edge: Edge, path: EdgePath) -> Item:
        around = rect_around(path.points) or Rect(0, 0, 0, 0)
        if path and edge.label:
            around = around.united(label_rect(edge, path, self.look.measurer))
        return Item(edge.id, around, edge_shapes(edge, path, self.look, ground=self.ground(edge)))

    def ground(self, edge: Edge) -> str:
        """The colour behind an edge between two records: of the innermost frame around both, or the canvas."""
        around = self.diagram.ancestors(edge.source)
        if around:
            shared = set(self.diagram.ancestors(edge.target))
            for group in around:
                if group in shared:
                    return self.look.theme.group_fill(self.places.depth(group))
        return self.look.theme.plate

    def label(self, edge: Edge, path: EdgePath) -> tuple[Shape, ...]:
        """The label of an edge alone, to be drawn again over what was drawn over it."""
        return edge_label(edge, path, self.look, self.ground(edge))

    def placed_shapes(self, record: Placed) -> tuple[Shape, ...]:
        """A node, group or note as shapes."""
        match record:
            case Node():
                return (*node_ground(record.kind, record.rect, self.look.theme), *self.placed_face(record))
            case Note():
                return self.placed_face(record)
            case Group():
                return self._group_shapes(record)

    def placed_face(self, record: Node | Note) -> tuple[Shape, ...]:
        """A note, or what a node has beside the ground that all nodes of its kind share."""
        if isinstance(record, Note):
            return note_shapes(record, self.look)
        badge = self._badge_for(record.technology) if self._badge_for and record.technology else None
        return node_face(record, self.look, badge)

    def _group_shapes(self, group: Group) -> tuple[Shape, ...]:
        rect, depth = self.places.bounds(group.id), self.places.depth(group.id)
        inside = self.diagram.descendants(group.id) if group.collapsed else self.diagram.members(group.id)
        count = sum(member in self.diagram.nodes for member in inside)
        return group_shapes(group, rect, self.look, depth=depth, count=count, empty=not inside)
