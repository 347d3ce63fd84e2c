"""The display list: every visible record of a diagram as shapes, in the order in which it is painted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Rect, rect_around, union
from infrasketch_desktop.diagram.records import Placed
from infrasketch_desktop.picture.artist import Artist, BadgeSource
from infrasketch_desktop.picture.look import Look
from infrasketch_desktop.picture.shapes import Shape


@dataclass(frozen=True, slots=True)
class Item:
    """A record as it is painted; an edge with a label has two, since labels lie above all lines.

    `bounds` covers the shapes but for arrow heads of a few units.
    """

    id: str
    bounds: Rect
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class DisplayList:
    """A whole diagram from back to front. `bounds` is None when there is nothing to see."""

    items: tuple[Item, ...]
    bounds: Rect | None


def display_list(diagram: Diagram, look: Look, badge_for: BadgeSource | None = None) -> DisplayList:
    """Everything visible: frames from outer to inner, lines, labels of lines, cards and notes."""
    artist = Artist(diagram, look, badge_for)
    items = (
        *(_placed_item(artist, record) for record in _frames(diagram)),
        *_edge_items(artist, diagram),
        *(_placed_item(artist, record) for record in _cards(diagram)),
    )
    return DisplayList(items, union(item.bounds for item in items))


def paint_order(diagram: Diagram) -> Iterator[str]:
    """Ids of the visible records from back to front; members of collapsed groups are not visible."""
    yield from (group.id for group in _frames(diagram))
    yield from sorted(diagram.edges)
    yield from (record.id for record in _cards(diagram))


def _frames(diagram: Diagram) -> list[Placed]:
    frames = [g for g in diagram.groups.values() if not g.collapsed and diagram.shown(g.id) == g.id]
    return sorted(frames, key=lambda g: (len(diagram.ancestors(g.id)), g.z, g.id))


def _cards(diagram: Diagram) -> list[Placed]:
    folded = [g for g in diagram.groups.values() if g.collapsed]
    cards: list[Placed] = [*diagram.nodes.values(), *folded, *diagram.notes.values()]
    return sorted((r for r in cards if diagram.shown(r.id) == r.id), key=lambda record: (record.z, record.id))


def _placed_item(artist: Artist, record: Placed) -> Item:
    return Item(record.id, artist.places.bounds(record.id), artist.placed_shapes(record))


def _edge_items(artist: Artist, diagram: Diagram) -> Iterator[Item]:
    drawn = [(edge, path) for edge_id in sorted(diagram.edges) if (path := artist.path(edge := diagram.edges[edge_id]))]
    for edge, path in drawn:
        yield Item(edge.id, rect_around(path.points) or Rect(0, 0, 0, 0), artist.line(edge, path))
    for edge, path in drawn:
        if edge.label:
            yield Item(edge.id, artist.label_rect(edge, path), artist.label(edge, path))
