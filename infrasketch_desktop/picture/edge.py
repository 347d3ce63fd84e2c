"""An edge: line style and arrow head say its kind without any colour, a plate carries its label."""

from __future__ import annotations

from itertools import pairwise
from math import hypot

from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.kinds import EdgeKind
from infrasketch_desktop.diagram.records import Edge
from infrasketch_desktop.picture.edge_path import EdgePath
from infrasketch_desktop.picture.look import Look
from infrasketch_desktop.picture.shapes import Box, Font, Path, Polygon, Polyline, Shape, Stroke, Text
from infrasketch_desktop.picture.text import TextMeasurer, elide
from infrasketch_desktop.picture.theme import Theme

EDGE_FONT = Font(11.0)
PLATE_HEIGHT = 18.0
_PLATE_PADDING = 5.0
_LABEL_WIDTH = 150.0
_HEAD, _HALF = 9.0, 4.5
_CHEVRON = 4.0
_FLOW_SHARE = 0.22

_STYLES: dict[EdgeKind, tuple[float, tuple[float, ...]]] = {
    EdgeKind.REQUEST: (1.0, ()),
    EdgeKind.DATA: (1.75, ()),
    EdgeKind.EVENT: (1.0, (7.0, 4.5)),
    EdgeKind.REPLICATION: (1.25, (2.0, 3.0)),
}
"""Width as a multiple of the theme's line, and dashes."""


def edge_shapes(
    edge: Edge, path: EdgePath, look: Look, *, color: str | None = None, ground: str | None = None
) -> tuple[Shape, ...]:
    """An edge as shapes; none when it is hidden.

    `color` takes the place of the theme's line colour. `ground` is what lies behind the label, when not the canvas.
    """
    if not path:
        return ()
    return (*edge_line(edge, path, look.theme, color), *edge_label(edge, path, look, ground))


def edge_line(edge: Edge, path: EdgePath, theme: Theme, color: str | None = None) -> tuple[Shape, ...]:
    """Line and arrow head without the label."""
    stroke = line_stroke(edge.kind, theme, color)
    steps = path.steps(cut_end=_cut(edge.kind))
    head = _head(edge.kind, path.points, stroke)
    signs = _flow_signs(path, stroke) if edge.animated else ()
    return (Path(steps, stroke=stroke), *head, *signs)


def line_stroke(kind: EdgeKind, theme: Theme, color: str | None = None) -> Stroke:
    """The pen of an edge of `kind`."""
    factor, dash = _STYLES[kind]
    return Stroke(color or theme.line, theme.line_width * factor, dash)


def edge_label(edge: Edge, path: EdgePath, look: Look, ground: str | None = None) -> tuple[Shape, ...]:
    """The label on a small plate that keeps it readable over lines."""
    if not edge.label or not path:
        return ()
    text = elide(edge.label, EDGE_FONT, _LABEL_WIDTH, look.measurer)
    width = look.measurer.width(text, EDGE_FONT)
    plate = _plate(path, width)
    at = Point(plate.x + _PLATE_PADDING, round(path.label.y + EDGE_FONT.size * 0.36))
    return (
        Box(plate, 4.0, fill=ground or look.theme.plate),
        Text(text, at, EDGE_FONT, look.theme.soft_ink, width),
    )


def label_rect(edge: Edge, path: EdgePath, measurer: TextMeasurer) -> Rect:
    """The plate under the label, of no width without one."""
    if not edge.label:
        return Rect(path.label.x, path.label.y - PLATE_HEIGHT / 2, 0.0, PLATE_HEIGHT)
    return _plate(path, measurer.width(elide(edge.label, EDGE_FONT, _LABEL_WIDTH, measurer), EDGE_FONT))


def _plate(path: EdgePath, text_width: float) -> Rect:
    width = text_width + 2 * _PLATE_PADDING
    return Rect(path.label.x - width / 2, path.label.y - PLATE_HEIGHT / 2, width, PLATE_HEIGHT)


def _cut(kind: EdgeKind) -> float:
    """How far the line ends before the tip, so that it does not show through the head."""
    return 1.0 if kind is EdgeKind.EVENT else _HEAD - 1


def _head(kind: EdgeKind, points: tuple[Point, ...], stroke: Stroke) -> tuple[Shape, ...]:
    """Filled for requests, larger for data, open for events, double for replication."""
    tip, back = points[-1], points[-2]
    match kind:
        case EdgeKind.EVENT:
            left, _, right = _triangle(tip, back, _HEAD, _HALF)
            return (Polyline((left, tip, right), Stroke(stroke.color, stroke.width, round=True)),)
        case EdgeKind.DATA:
            return (Polygon(_triangle(tip, back, _HEAD + 2, _HALF + 1), stroke.color),)
        case EdgeKind.REPLICATION:
            second = _along(tip, back, _HEAD - 2)
            return (
                Polygon(_triangle(tip, back, _HEAD, _HALF), stroke.color),
                Polygon(_triangle(second, back, _HEAD, _HALF), stroke.color),
            )
        case EdgeKind.REQUEST:
            return (Polygon(_triangle(tip, back, _HEAD, _HALF), stroke.color),)


def _triangle(tip: Point, back: Point, length: float, half: float) -> tuple[Point, Point, Point]:
    """The head at `tip` for a line that comes from `back`: left, tip, right."""
    distance = hypot(back.x - tip.x, back.y - tip.y) or 1.0
    ux, uy = (back.x - tip.x) / distance, (back.y - tip.y) / distance
    base = Point(tip.x + ux * length, tip.y + uy * length)
    return Point(base.x - uy * half, base.y + ux * half), tip, Point(base.x + uy * half, base.y - ux * half)


def _along(start: Point, toward: Point, by: float) -> Point:
    distance = hypot(toward.x - start.x, toward.y - start.y) or 1.0
    return Point(start.x + (toward.x - start.x) / distance * by, start.y + (toward.y - start.y) / distance * by)


def _flow_signs(path: EdgePath, stroke: Stroke) -> tuple[Shape, ...]:
    """A pair of small chevrons on the way: an animated edge in a picture that stands still."""
    place, back = _at_share(path.points, _FLOW_SHARE)
    return tuple(
        Polyline(
            _triangle(_along(place, back, distance), back, _CHEVRON, _CHEVRON), Stroke(stroke.color, 1.5, round=True)
        )
        for distance in (-3.0, 3.0)
    )


def _at_share(points: tuple[Point, ...], share: float) -> tuple[Point, Point]:
    """The point after a share of a line's length, and the corner before it."""
    stretches = [(a, b, hypot(b.x - a.x, b.y - a.y)) for a, b in pairwise(points)]
    rest = share * sum(length for _, _, length in stretches)
    for a, b, length in stretches:
        if rest <= length and length:
            return _along(a, b, rest), a
        rest -= length
    return points[-1], points[-2]
