"""The shapes a picture consists of: what every backend has to draw, in scene units, from back to front."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import NamedTuple

from infrasketch_desktop.diagram.geometry import Point, Rect

Color = str
"""An opaque colour as `#RRGGBB`."""


class Align(Enum):
    """Which point of a text stands at its position."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


class Font(NamedTuple):
    """The text face of the program in a size (pixels at 100 %) and one of two weights."""

    size: float
    bold: bool = False


class Verb(StrEnum):
    """What a step of a path does; the value is SVG's letter for it."""

    MOVE = "M"
    LINE = "L"
    CURVE = "C"
    CLOSE = "Z"


class Step(NamedTuple):
    """One step of a path: MOVE and LINE carry a point, CURVE two control points and the end, CLOSE none."""

    verb: Verb
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line is drawn. `dash` alternates drawn and skipped lengths in scene units.

    Ends are cut square and joins mitred unless the pen is `round`: a dotted line of round dots takes twenty times as
    long to paint as one of square dots, and nobody sees the difference.
    """

    color: Color
    width: float
    dash: tuple[float, ...] = ()
    round: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with rounded corners."""

    rect: Rect
    radius: float = 0.0
    fill: Color | None = None
    stroke: Stroke | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """An outline of lines and cubic curves."""

    steps: tuple[Step, ...]
    fill: Color | None = None
    stroke: Stroke | None = None


@dataclass(frozen=True, slots=True)
class Polyline:
    """Straight lines from point to point."""

    points: tuple[Point, ...]
    stroke: Stroke


@dataclass(frozen=True, slots=True)
class Polygon:
    """A closed, filled outline of straight lines."""

    points: tuple[Point, ...]
    fill: Color


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; `at` is on the baseline. `width` is how wide it was measured."""

    text: str
    at: Point
    font: Font
    color: Color
    width: float
    align: Align = Align.START


@dataclass(frozen=True, slots=True)
class Glyph:
    """A drawing of `glyphs` scaled into a square; `color` takes the place of its ink."""

    name: str
    rect: Rect
    color: Color


Shape = Box | Path | Polyline | Polygon | Text | Glyph
