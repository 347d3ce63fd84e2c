"""Each shape of a display list as SVG elements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any
from unicodedata import bidirectional

from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.picture.glyphs import GRID, PEN, glyph_paths
from infrasketch_desktop.picture.shapes import (
    Align,
    Box,
    Glyph,
    Path,
    Polygon,
    Polyline,
    Shape,
    Step,
    Stroke,
    Text,
    Verb,
)
from infrasketch_desktop.picture.svg.markup import escaped, number

_ANCHORS = {Align.START: "start", Align.MIDDLE: "middle", Align.END: "end"}
_KEEP_SPACES = ' xml:space="preserve" style="white-space:pre"'
"""In the words of SVG 1.1 for libraries, and of SVG 2 for browsers."""

_RIGHT_TO_LEFT, _POP = "\u2067", "\u2069"
_STRONG = {"L": False, "R": True, "AL": True}
_POINTS: Mapping[str, int] = {Verb.MOVE: 1, Verb.LINE: 1, Verb.CURVE: 3, Verb.CLOSE: 0}
_REMEMBERED = 512


class ShapeWriter:
    """Writes shapes; with `fit_text` every text says how wide it is to be, whatever face a viewer finds for it.

    Glyphs are written once and used by name: `definitions` has those that were used so far.
    """

    def __init__(self, *, fit_text: bool = False) -> None:
        self._fit_text = fit_text
        self._glyphs: dict[tuple[str, str], str] = {}
        self._writers: Mapping[type, Callable[[Any], str]] = {
            Box: _box,
            Path: _path,
            Polyline: _polyline,
            Polygon: _polygon,
            Text: self._text,
            Glyph: self._glyph,
        }

    @property
    def definitions(self) -> str:
        """The elements that others use; to stand in `<defs>`."""
        return "".join(
            f'<g id="{name}">{_glyph_parts(glyph, color)}</g>' for (glyph, color), name in self._glyphs.items()
        )

    def write(self, shapes: Iterable[Shape]) -> str:
        writers = self._writers
        return "".join([writers[type(shape)](shape) for shape in shapes])

    def _text(self, text: Text) -> str:
        """Text from right to left is isolated as such in a line from left to right (Unicode UAX 9, rule X5a).

        With `direction` its anchor would be on the other side for Chromium, but not for viewers that do not know it.
        """
        content = escaped(text.text)
        if not content.isascii() and reads_leftwards(content):
            content = f"{_RIGHT_TO_LEFT}{content}{_POP}"
        anchor = "" if text.align is Align.START else f' text-anchor="{_ANCHORS[text.align]}"'
        weight = ' font-weight="700"' if text.font.bold else ""
        spaces = _KEEP_SPACES if "  " in text.text or text.text[:1] == " " else ""
        fit = f' textLength="{number(text.width)}" lengthAdjust="spacingAndGlyphs"' if self._fit_text else ""
        return (
            f'<text x="{text.at.x:.7g}" y="{text.at.y:.7g}" font-size="{round(text.font.size)}"{weight}'
            f' fill="{text.color}"{anchor}{spaces}{fit}>{content}</text>'
        )

    def _glyph(self, glyph: Glyph) -> str:
        """`xlink:href`, since Office and older libraries do not know the plain `href` of SVG 2."""
        key = glyph.name, glyph.color
        name = self._glyphs.get(key)
        if name is None:
            name = self._glyphs[key] = f"glyph-{glyph.name}-{glyph.color[1:]}"
        rect = glyph.rect
        place = f"translate({rect.x:.7g} {rect.y:.7g})scale({rect.width / GRID:.7g})"
        return f'<use xlink:href="#{name}" transform="{place}"/>'


def path_data(steps: Iterable[Step]) -> str:
    """Steps in the notation of SVG's `d`."""
    steps = tuple(steps)
    coordinates = [number for _, points in steps for point in points for number in point]
    return _path_format("".join([verb for verb, _ in steps])) % tuple(coordinates)


@lru_cache(_REMEMBERED)
def _path_format(verbs: str) -> str:
    """What `%` fills with the coordinates of a path of these verbs: one call for a whole path is the fastest."""
    return "".join(verb + " ".join(["%.7g %.7g"] * _POINTS[verb]) for verb in verbs)


def reads_leftwards(text: str) -> bool:
    """Whether the first character with a direction is one of a script from right to left (Unicode UAX 9, rule P2)."""
    return next((_STRONG[way] for way in map(bidirectional, text) if way in _STRONG), False)


def _box(box: Box) -> str:
    rect = box.rect
    radius = f' rx="{box.radius:.7g}"' if box.radius > 0 else ""
    return (
        f'<rect x="{rect.x:.7g}" y="{rect.y:.7g}" width="{rect.width:.7g}" height="{rect.height:.7g}"{radius}'
        f"{_paint(box.fill, box.stroke)}/>"
    )


def _path(path: Path) -> str:
    return f'<path d="{path_data(path.steps)}"{_paint(path.fill, path.stroke)}/>'


def _polyline(line: Polyline) -> str:
    return f'<polyline points="{_points(line.points)}"{_paint(None, line.stroke)}/>'


def _polygon(polygon: Polygon) -> str:
    return f'<polygon points="{_points(polygon.points)}" fill="{polygon.fill}"/>'


def _points(points: Iterable[Point]) -> str:
    return " ".join([f"{x:.7g},{y:.7g}" for x, y in points])


@lru_cache(_REMEMBERED)
def _paint(fill: str | None, stroke: Stroke | None) -> str:
    """The attributes for fill and pen; SVG fills with black unless told otherwise."""
    found = f' fill="{fill or "none"}"'
    if stroke is None:
        return found
    found += f' stroke="{stroke.color}" stroke-width="{number(stroke.width)}"'
    if stroke.dash:
        found += f' stroke-dasharray="{" ".join(map(number, stroke.dash))}"'
    if stroke.round:
        found += ' stroke-linecap="round" stroke-linejoin="round"'
    return found


@lru_cache(_REMEMBERED)
def _glyph_parts(name: str, color: str) -> str:
    pen = Stroke(color, PEN, round=True)
    return "".join(
        f'<path d="{path_data(part.steps)}"{_paint(color, None) if part.filled else _paint(None, pen)}/>'
        for part in glyph_paths(name)
    )
