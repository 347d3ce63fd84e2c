"""A comparison as a display list: outlines, lines and signs tell added, changed and removed apart without colour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from infrasketch_desktop.diagram.geometry import Point, Rect, union
from infrasketch_desktop.diagram.records import Edge
from infrasketch_desktop.language import tr_count
from infrasketch_desktop.picture.artist import Artist, BadgeSource
from infrasketch_desktop.picture.colors import mix, readable_on
from infrasketch_desktop.picture.comparison import Comparison, Mark
from infrasketch_desktop.picture.drawing import DisplayList, Item, display_list
from infrasketch_desktop.picture.edge import edge_line
from infrasketch_desktop.picture.look import Look
from infrasketch_desktop.picture.paths import ellipse
from infrasketch_desktop.picture.shapes import (
    Box,
    Font,
    Glyph,
    Path,
    Polygon,
    Polyline,
    Shape,
    Stroke,
    Text,
)
from infrasketch_desktop.picture.theme import Theme

LEGEND = "legend"
"""The id of the item under the picture that explains the signs; a record of this id loses nothing by it."""

_SIGNS = {Mark.ADDED: "plus", Mark.CHANGED: "tilde", Mark.REMOVED: "minus"}
_LINE = 2.25
_DASHES = {Mark.ADDED: (), Mark.CHANGED: (4 * _LINE, 2 * _LINE), Mark.REMOVED: (_LINE, 2 * _LINE)}
_RADIUS = 9.0
_ABOVE_LABEL = 18.0
_CORNER = 12.0
_VEIL = 0.59
"""Share of the canvas in the colours of what went, as under the veil of a proposal."""

_LEGEND_FONT = Font(12.0)
_LEGEND_GAP = 28.0


def marked_display_list(comparison: Comparison, look: Look, badge_for: BadgeSource | None = None) -> DisplayList:
    """The whole comparison from back to front; signs lie above everything, a legend below the picture."""
    diagram, marks = comparison.diagram, comparison.shown_marks()
    drawn = display_list(diagram, look, badge_for)
    artist = Artist(diagram, look, badge_for)
    items = [_marked(item, marks.get(item.id), artist) for item in drawn.items]
    items.extend(_outlines(artist, marks))
    bounds = union(item.bounds for item in items)
    if bounds is not None and marks:
        items.append(_legend(comparison, look, bounds))
    return DisplayList(tuple(items), union(item.bounds for item in items))


def mark_color(mark: Mark, theme: Theme) -> str:
    return {Mark.ADDED: theme.added, Mark.CHANGED: theme.changed, Mark.REMOVED: theme.removed}[mark]


def _marked(item: Item, mark: Mark | None, artist: Artist) -> Item:
    """A line in the colour of its mark, and what went as if behind a veil."""
    theme = artist.look.theme
    edge = artist.diagram.edges.get(item.id)
    if mark is None:
        return item
    if edge is not None and isinstance(item.shapes[0], Path):
        return replace(item, shapes=_line(edge, mark, artist))
    return replace(item, shapes=tuple(faded(s, theme.canvas) for s in item.shapes)) if mark is Mark.REMOVED else item


def _line(edge: Edge, mark: Mark, artist: Artist) -> tuple[Shape, ...]:
    color = mark_color(mark, artist.look.theme)
    line, *rest = edge_line(edge, artist.path(edge), artist.look.theme, color)
    if mark is Mark.REMOVED and isinstance(line, Path):
        line = replace(line, stroke=Stroke(color, _LINE, _DASHES[mark]))
    return line, *rest


def _outlines(artist: Artist, marks: dict[str, Mark]) -> Iterator[Item]:
    """What lies above the picture, in the order of ids: what comes lies over what goes."""
    for mark in reversed(Mark):
        for record_id in sorted(i for i, found in marks.items() if found is mark):
            edge = artist.diagram.edges.get(record_id)
            if edge is None:
                yield _around(record_id, artist.diagram.bounds(record_id), mark, artist.look.theme)
                continue
            path = artist.path(edge)
            if path:
                at = path.label.moved(0, -_ABOVE_LABEL) if edge.label else path.label
                yield _sign_item(record_id, at, mark, artist.look.theme)


def _around(record_id: str, rect: Rect, mark: Mark, theme: Theme) -> Item:
    stroke = Stroke(mark_color(mark, theme), _LINE, _DASHES[mark])
    outline: list[Shape] = [Box(rect.inflated(2), min(_CORNER, rect.width / 4, rect.height / 4), stroke=stroke)]
    if mark is Mark.REMOVED:
        ends = Point(rect.left, rect.bottom), Point(rect.right, rect.top)
        outline.append(Polyline(ends, stroke))
    sign = _sign_item(record_id, Point(rect.left, rect.top), mark, theme)
    return Item(record_id, sign.bounds.united(rect.inflated(2 + _LINE / 2)), (*outline, *sign.shapes))


def _sign_item(record_id: str, at: Point, mark: Mark, theme: Theme) -> Item:
    bounds = Rect(at.x - _RADIUS, at.y - _RADIUS, 2 * _RADIUS, 2 * _RADIUS)
    return Item(record_id, bounds, _sign(at, mark, theme))


def _sign(at: Point, mark: Mark, theme: Theme) -> tuple[Shape, ...]:
    """A disc with a plus, tilde or minus."""
    color, half = mark_color(mark, theme), _RADIUS * 0.65
    ink = readable_on(color, "#FFFFFF", "#000000")
    return (
        Path(ellipse(at.x, at.y, _RADIUS, _RADIUS), fill=color),
        Glyph(_SIGNS[mark], Rect(at.x - half, at.y - half, 2 * half, 2 * half), ink),
    )


def _legend(comparison: Comparison, look: Look, bounds: Rect) -> Item:
    """The signs that occur, with how many there are of each."""
    shapes: list[Shape] = []
    x, y = bounds.left + _RADIUS, bounds.bottom + _LEGEND_GAP
    for mark in Mark:
        count = sum(found is mark for found in comparison.marks.values())
        if not count:
            continue
        text = look.line(_counted(mark, count), Point(x + _RADIUS + 6, y + 4), _LEGEND_FONT, look.theme.ink)
        shapes.extend((*_sign(Point(x, y), mark, look.theme), text))
        x = text.at.x + text.width + _RADIUS + 18
    return Item(LEGEND, Rect(bounds.left, y - _RADIUS, x - bounds.left, 2 * _RADIUS), tuple(shapes))


def _counted(mark: Mark, count: int) -> str:
    match mark:
        case Mark.ADDED:
            return tr_count("%n added", "%n added", count)
        case Mark.CHANGED:
            return tr_count("%n changed", "%n changed", count)
        case Mark.REMOVED:
            return tr_count("%n removed", "%n removed", count)


def faded(shape: Shape, ground: str, share: float = _VEIL) -> Shape:
    """A shape as seen through a veil in the colour of the ground."""

    def pale(color: str) -> str:
        return mix(color, ground, share)

    def pale_stroke(stroke: Stroke | None) -> Stroke | None:
        return stroke and replace(stroke, color=pale(stroke.color))

    match shape:
        case Box(fill=fill, stroke=stroke) | Path(fill=fill, stroke=stroke):
            return replace(shape, fill=fill and pale(fill), stroke=pale_stroke(stroke))
        case Polyline(stroke=stroke):
            return replace(shape, stroke=replace(stroke, color=pale(stroke.color)))
        case Polygon(fill=fill):
            return replace(shape, fill=pale(fill))
        case Text(color=color) | Glyph(color=color):
            return replace(shape, color=pale(color))
