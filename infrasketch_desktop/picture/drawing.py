"""The display list: every visible record of a diagram as shapes, in the order in which it is painted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from infrasketch_desktop.collector import collector_paused
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Rect, rect_around, union
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Placed
from infrasketch_desktop.picture.artist import Artist, BadgeSource
from infrasketch_desktop.picture.detail import Level, level_at, reduced
from infrasketch_desktop.picture.edge_path import EdgePath
from infrasketch_desktop.picture.look import Look
from infrasketch_desktop.picture.node import node_ground
from infrasketch_desktop.picture.shapes import Box, Polyline, Shape, Stroke
from infrasketch_desktop.picture.theme import Theme

_THIN = 0.9


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


@collector_paused()
def display_list(diagram: Diagram, look: Look, badge_for: BadgeSource | None = None, scale: float = 1.0) -> DisplayList:
    """Everything visible: frames from outer to inner, lines, labels of lines, cards and notes.

    For a small picture, of `scale` pixels per scene unit, what could not be seen is left out (see `detail`).
    """
    artist, level = Artist(diagram, look, badge_for), level_at(scale)
    items = (
        *(_placed_item(artist, record, level) for record in _frames(diagram)),
        *(_edge_items(artist, diagram) if level is Level.NEAR else _thin_lines(artist, diagram, scale)),
        *(_placed_item(artist, record, level) for record in _cards(diagram)),
    )
    return DisplayList(items, union(item.bounds for item in items))


def drawn_area(diagram: Diagram) -> Rect | None:
    """The rectangle around all frames, cards and laid-out lines, without drawing them; None when there are none."""
    rects = [diagram.bounds(record.id) for record in (*_frames(diagram), *_cards(diagram))]
    for edge in diagram.edges.values():
        around = rect_around((*edge.route, *edge.waypoints))
        if around is not None:
            rects.append(around)
    return union(rects)


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


def _placed_item(artist: Artist, record: Placed, level: Level) -> Item:
    rect, theme = artist.diagram.bounds(record.id), artist.look.theme
    if level is Level.FAR and not (isinstance(record, Group) and not record.collapsed):
        return Item(record.id, rect, (Box(rect, fill=far_color(record, theme)),))
    if isinstance(record, Node) and not level.has_text:
        return Item(record.id, rect, reduced(node_ground(record.kind, rect, theme), level))
    return Item(record.id, rect, artist.placed_at(record, level))


def far_color(record: Placed, theme: Theme) -> str:
    """The one colour of a card that is too small for anything else."""
    match record:
        case Node():
            return theme.kinds[record.kind].far
        case Note():
            return theme.paper_border
        case Group():
            return theme.group_border


def _edge_items(artist: Artist, diagram: Diagram) -> Iterator[Item]:
    drawn = list(_paths(artist, diagram))
    for edge, path in drawn:
        yield Item(edge.id, rect_around(path.points) or Rect(0, 0, 0, 0), artist.line(edge, path))
    for edge, path in drawn:
        if edge.label:
            plate, *text = artist.label(edge, path)
            assert isinstance(plate, Box)
            yield Item(edge.id, plate.rect, (plate, *text))


def _thin_lines(artist: Artist, diagram: Diagram, scale: float) -> Iterator[Item]:
    """Lines of one pixel, whatever the scale, without heads and labels."""
    stroke = Stroke(artist.look.theme.line, _THIN / scale)
    for edge, path in _paths(artist, diagram):
        yield Item(edge.id, rect_around(path.points) or Rect(0, 0, 0, 0), (Polyline(path.points, stroke),))


def _paths(artist: Artist, diagram: Diagram) -> Iterator[tuple[Edge, EdgePath]]:
    """The edges that are not hidden, with their lines."""
    for _, edge in sorted(diagram.edges.items()):
        path = artist.path(edge)
        if path:
            yield edge, path
