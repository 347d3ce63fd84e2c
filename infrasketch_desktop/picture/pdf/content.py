"""A content stream in the making: shapes and lines of text as operators of PDF (ISO 32000-1, 8 and 9)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.picture.colors import rgb
from infrasketch_desktop.picture.glyphs import GRID, PEN, glyph_paths
from infrasketch_desktop.picture.paths import rounded_box
from infrasketch_desktop.picture.pdf.resources import Resources
from infrasketch_desktop.picture.pdf.typesetting import SetLine, SetRun
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

_MOVE, _LINE = "{:.2f} {:.2f} m".format, "{:.2f} {:.2f} l".format
_CURVE = "{:.2f} {:.2f} {:.2f} {:.2f} {:.2f} {:.2f} c".format


class Content:
    """Draws in a system of coordinates whose y grows down, as scenes have it; `to_page` sets that up.

    Colours and pens are written when they change only.
    """

    def __init__(self, resources: Resources) -> None:
        self.resources = resources
        self._operators: list[str] = []
        self._fill = ""
        self._pen: Stroke | None = None

    def data(self) -> bytes:
        return "\n".join(self._operators).encode("ascii")

    def add(self, operator: str) -> None:
        """One operator with its operands, which changes neither colours nor pen."""
        self._operators.append(operator)

    def save(self) -> None:
        self.add("q")

    def restore(self) -> None:
        """Back to the state of the last `save`; what is drawn next says its colours again."""
        self.add("Q")
        self._fill, self._pen = "", None

    def to_page(self, origin: Point, scale: float, left: float, top: float) -> None:
        """From here on, `origin` of the scene lies at `left`, `top` of the page (in points, from below) in `scale`."""
        self.add(f"{scale:.5f} 0 0 {-scale:.5f} {left - origin.x * scale:.4f} {top + origin.y * scale:.4f} cm")

    def place(self, point: Point, scale: float, at: Point) -> None:
        """From here on, `point` of a scene lies where `at` was, in `scale`; y goes on growing down."""
        self.add(f"{scale:.5f} 0 0 {scale:.5f} {at.x - point.x * scale:.4f} {at.y - point.y * scale:.4f} cm")

    def clip(self, rect: Rect) -> None:
        self.add(f"{_rectangle(rect)} W n")

    def draw(self, shapes: Iterable[Shape]) -> None:
        for shape in shapes:
            self._draw(shape)

    def line(self, line: SetLine, at: Point, size: float, color: str) -> None:
        """A set line whose baseline begins at `at`."""
        self._set_fill(color)
        operators = [f"BT 1 0 0 -1 {at.x:.2f} {at.y:.2f} Tm"]
        font = ""
        for run in line.runs:
            font = _show(run, size, font, operators)
        operators.append("ET")
        self.add(" ".join(operators))

    def _draw(self, shape: Shape) -> None:
        match shape:
            case Box(rect, radius, fill, stroke):
                self._box(rect, radius, fill, stroke)
            case Path(steps, fill, stroke):
                self._outline(path_operators(steps), fill, stroke)
            case Polyline(points, stroke):
                self._outline(_corners(points), None, stroke)
            case Polygon(points, fill):
                self._outline(f"{_corners(points)} h", fill, None)
            case Text():
                self._text(shape)
            case Glyph(name, rect, color):
                self._glyph(name, rect, color)

    def _text(self, text: Text) -> None:
        shift = {Align.START: 0.0, Align.MIDDLE: text.width / 2, Align.END: text.width}[text.align]
        line, size = self.resources.typesetter.line(text.text, text.font.bold), round(text.font.size)
        self.line(line, text.at.moved(-shift, 0), size, text.color)

    def _box(self, rect: Rect, radius: float, fill: str | None, stroke: Stroke | None) -> None:
        """Moved into its place: many boxes are alike but for that."""
        operator = self._paint(fill, stroke)
        self.add(f"q 1 0 0 1 {rect.x:.2f} {rect.y:.2f} cm {_box_path(rect.width, rect.height, radius)} {operator} Q")

    def _outline(self, path: str, fill: str | None, stroke: Stroke | None) -> None:
        self.add(f"{path} {self._paint(fill, stroke)}")

    def _paint(self, fill: str | None, stroke: Stroke | None) -> str:
        """The operator that fills and strokes, after its colours and pen are set."""
        if fill is not None:
            self._set_fill(fill)
        if stroke is not None:
            self._set_pen(stroke)
            return "S" if fill is None else "B"
        return "n" if fill is None else "f"

    def _glyph(self, name: str, rect: Rect, color: str) -> None:
        """A drawing that is kept once in the file, in the colours that hold where it is used."""
        form = self.resources.form(name, lambda: glyph_operators(name))
        scale = rect.width / GRID
        paint = _color(color)
        self.add(f"q {paint} rg {paint} RG {scale:.4f} 0 0 {scale:.4f} {rect.x:.2f} {rect.y:.2f} cm /{form} Do Q")

    def _set_fill(self, color: str) -> None:
        if color != self._fill:
            self._fill = color
            self.add(f"{_color(color)} rg")

    def _set_pen(self, stroke: Stroke) -> None:
        if stroke != self._pen:
            self._pen = stroke
            self.add(_pen(stroke))


def glyph_operators(name: str) -> str:
    """A drawing of `glyphs` on its own grid: first what the pen draws, then what is filled."""
    parts = (f"{path_operators(part.steps)} {'f' if part.filled else 'S'}" for part in glyph_paths(name))
    return "\n".join((f"{PEN} w 1 J 1 j", *parts))


def path_operators(steps: Iterable[Step]) -> str:
    return " ".join([_step(verb, points) for verb, points in steps])


def _step(verb: Verb, points: tuple[Point, ...]) -> str:
    match verb:
        case Verb.CURVE:
            return _CURVE(*points[0], *points[1], *points[2])
        case Verb.LINE:
            return _LINE(*points[0])
        case Verb.MOVE:
            return _MOVE(*points[0])
        case Verb.CLOSE:
            return "h"


def _corners(points: tuple[Point, ...]) -> str:
    """Straight lines from point to point."""
    return " ".join([_MOVE(*points[0]), *[_LINE(*point) for point in points[1:]]])


@lru_cache(4096)
def _box_path(width: float, height: float, radius: float) -> str:
    """A box at the origin."""
    if radius <= 0:
        return f"0 0 {width:.2f} {height:.2f} re"
    return path_operators(rounded_box(0, 0, width, height, radius))


def _rectangle(rect: Rect) -> str:
    return f"{rect.x:.2f} {rect.y:.2f} {rect.width:.2f} {rect.height:.2f} re"


@lru_cache(512)
def _color(color: str) -> str:
    return " ".join(f"{channel / 255:.4g}" for channel in rgb(color))


@lru_cache(512)
def _pen(stroke: Stroke) -> str:
    ends = "1 J 1 j" if stroke.round else "0 J 0 j"
    dash = " ".join(f"{length:g}" for length in stroke.dash)
    return f"{_color(stroke.color)} RG {stroke.width:g} w {ends} [{dash}] 0 d"


def _show(run: SetRun, size: float, font: str, operators: list[str]) -> str:
    """Append what shows a run; the font that is set after it. Its own text, if any, stands in a span (14.9.4)."""
    if run.actual:
        operators.append(f"/Span <</ActualText <FEFF{run.actual.encode('utf-16-be', 'replace').hex()}>>> BDC")
    for piece in run.pieces:
        if piece.font != font:
            font = piece.font
            operators.append(f"/{font} {size:g} Tf")
        if piece.rise:
            operators.append(f"{piece.rise * size:.3f} Ts {piece.glyphs} TJ 0 Ts")
        else:
            operators.append(f"{piece.glyphs} TJ")
    if run.actual:
        operators.append("EMC")
    return font
