"""Shapes as prepared calls to a `QPainter`: compiled once, played many times."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QGlyphRun, QImage, QPainter, QPainterPath, QPen, QTextLayout, QTransform

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.picture.artist import BadgeSource
from infrasketch_desktop.picture.drawing import display_list
from infrasketch_desktop.picture.glyphs import GRID, PEN, glyph_paths
from infrasketch_desktop.picture.look import Look
from infrasketch_desktop.picture.qt.fonts import QtTextMeasurer, text_font
from infrasketch_desktop.picture.shapes import (
    Align,
    Box,
    Font,
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
from infrasketch_desktop.picture.theme import Theme

Call = tuple[Callable[..., None], tuple[Any, ...]]
Calls = tuple[Call, ...]
"""Methods of `QPainter` with their arguments. Nothing depends on pen or brush set before, but text sets the pen."""


def play(painter: QPainter, calls: Calls) -> None:
    """Draw what was compiled with the painter's present transform."""
    for method, arguments in calls:
        method(painter, *arguments)


def painter_on(image: QImage, area: Rect, scale: float, top: int = 0) -> QPainter:
    """A painter for scene units on an image that shows `area` from its pixel row `top` on; to be ended."""
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(0, -top)
    painter.scale(scale, scale)
    painter.translate(-area.x, -area.y)
    return painter


def paint_diagram(
    painter: QPainter,
    diagram: Diagram,
    theme: Theme,
    badge_for: BadgeSource | None = None,
) -> None:
    """Draw a whole diagram in scene units; the ground is left as it is."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    compiler = Compiler()
    for item in display_list(diagram, Look(theme, QtTextMeasurer()), badge_for).items:
        play(painter, compiler.compile(item.shapes))


class Compiler:
    """Turns shapes into calls; pens, brushes and laid-out glyphs are shared among all it compiled."""

    def __init__(self) -> None:
        self._pens: dict[Stroke, QPen] = {}
        self._brushes: dict[str, QBrush] = {}
        self._glyphs: dict[str, tuple[tuple[QPainterPath, bool], ...]] = {}

    def compile(self, shapes: Iterable[Shape]) -> Calls:
        return tuple(call for shape in shapes for call in self._calls(shape))

    def pen(self, stroke: Stroke) -> QPen:
        pen = self._pens.get(stroke)
        if pen is None:
            pen = self._pens[stroke] = make_pen(stroke)
        return pen

    def brush(self, color: str) -> QBrush:
        brush = self._brushes.get(color)
        if brush is None:
            brush = self._brushes[color] = QBrush(QColor(color))
        return brush

    def _calls(self, shape: Shape) -> Iterator[Call]:
        match shape:
            case Box(rect, radius, fill, stroke):
                yield from self._outline(_box_path(rect, radius), fill, stroke)
            case Path(steps, fill, stroke):
                yield from self._outline(painter_path(steps), fill, stroke)
            case Polyline(points, stroke):
                yield from self._outline(_corner_path(points), None, stroke)
            case Polygon(points, fill):
                path = _corner_path(points)
                path.closeSubpath()
                yield from self._outline(path, fill, None)
            case Text():
                yield from self._text(shape)
            case Glyph(name, rect, color):
                yield from self._glyph(name, rect, color)

    def _outline(self, path: QPainterPath, fill: str | None, stroke: Stroke | None) -> Iterator[Call]:
        if fill is not None:
            yield QPainter.fillPath, (path, self.brush(fill))
        if stroke is not None:
            yield QPainter.strokePath, (path, self.pen(stroke))

    def _text(self, text: Text) -> Iterator[Call]:
        shift = {Align.START: 0.0, Align.MIDDLE: text.width / 2, Align.END: text.width}[text.align]
        ascent, runs = _glyph_runs(text.text, text.font)
        at = QPointF(text.at.x - shift, text.at.y - ascent)
        if runs:
            yield QPainter.setPen, (self.pen(Stroke(text.color, 1.0)),)
        for run in runs:
            yield QPainter.drawGlyphRun, (at, run)

    def _glyph(self, name: str, rect: Rect, color: str) -> Iterator[Call]:
        scale = rect.width / GRID
        place = QTransform(scale, 0, 0, scale, rect.x, rect.y)
        stroke = Stroke(color, PEN * scale, round=True)
        for path, filled in self._glyph_paths(name):
            yield from self._outline(place.map(path), color if filled else None, None if filled else stroke)

    def _glyph_paths(self, name: str) -> tuple[tuple[QPainterPath, bool], ...]:
        found = self._glyphs.get(name)
        if found is None:
            found = tuple((painter_path(part.steps), part.filled) for part in glyph_paths(name))
            self._glyphs[name] = found
        return found


def make_pen(stroke: Stroke) -> QPen:
    """The pen for a stroke; Qt counts dashes in pen widths."""
    pen = QPen(QColor(stroke.color), stroke.width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if stroke.round else Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin if stroke.round else Qt.PenJoinStyle.MiterJoin)
    if stroke.dash:
        pen.setDashPattern([length / stroke.width for length in stroke.dash])
    return pen


def painter_path(steps: Iterable[Step]) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for verb, points in steps:
        match verb:
            case Verb.MOVE:
                path.moveTo(*points[0])
            case Verb.LINE:
                path.lineTo(*points[0])
            case Verb.CURVE:
                path.cubicTo(*points[0], *points[1], *points[2])
            case Verb.CLOSE:
                path.closeSubpath()
    return path


def _box_path(rect: Rect, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(rect.x, rect.y, rect.width, rect.height), radius, radius)
    return path


def _corner_path(points: tuple[Point, ...]) -> QPainterPath:
    path = QPainterPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    return path


def _glyph_runs(text: str, font: Font) -> tuple[float, list[QGlyphRun]]:
    """The ascent of a line and its glyphs; faces that FiraGO lacks come from the system, at the same baseline."""
    layout = QTextLayout(text, text_font(font))
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return (line.ascent(), layout.glyphRuns()) if line.isValid() else (0.0, [])
