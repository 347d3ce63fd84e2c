"""A measurer without fonts: every character is as wide as the font is high, times 0.5."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.picture.glyphs import glyph_paths
from infrasketch_desktop.picture.look import Look
from infrasketch_desktop.picture.shapes import Box, Font, Glyph, Path, Polygon, Polyline, Shape, Text
from infrasketch_desktop.picture.theme import light_theme


class Ruler:
    def width(self, text: str, font: Font) -> float:
        return len(text) * font.size / 2


LOOK = Look(light_theme(), Ruler())


def texts(shapes: Iterable[Shape]) -> list[str]:
    return [shape.text for shape in shapes if isinstance(shape, Text)]


def glyphs(shapes: Iterable[Shape]) -> list[str]:
    return [shape.name for shape in shapes if isinstance(shape, Glyph)]


def corners(shapes: Iterable[Shape]) -> Iterator[Point]:
    """Points that the shapes reach; of curves their handles, which lie outside of them."""
    for shape in shapes:
        match shape:
            case Box(rect) | Glyph(_, rect):
                yield Point(rect.left, rect.top)
                yield Point(rect.right, rect.bottom)
            case Path(steps):
                yield from (point for step in steps for point in step.points)
            case Polyline(points) | Polygon(points):
                yield from points
            case Text(_, at, font, _, width):
                yield Point(at.x, at.y - font.size)
                yield Point(at.x + width, at.y)


def glyph_corners(name: str) -> list[Point]:
    return [point for part in glyph_paths(name) for step in part.steps for point in step.points]
