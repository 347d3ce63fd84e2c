"""Brand icons of Simple Icons as outlines, each read from its own file of the `simplepycons` package.

The package is never imported: that runs all of its 3,400 modules and takes 1.7 s. The icons are CC0; the brands belong
to their owners, and a badge only says what a part is made with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.picture.shapes import Step, Verb

_SLUG = re.compile("[a-z0-9]{1,64}")
_OUTLINE = re.compile(r'def raw_svg.*?viewBox="0 0 24 24".*?<path[^>]*?\sd="([^"]*)"', re.DOTALL)
_LONGEST = 100_000
"""Characters of an outline; the longest icon has a tenth of it."""

_REMEMBERED = 512


@lru_cache(_REMEMBERED)
def brand_steps(slug: str) -> tuple[Step, ...]:
    """The outline of an icon on a grid of 24 by 24; empty when the package or the icon is not there."""
    file = _file(slug)
    found = _OUTLINE.search(file.read_text(encoding="utf-8")) if file is not None else None
    if found is None or len(found[1]) > _LONGEST:
        return ()
    return outline_steps(found[1])


def outline_steps(notation: str) -> tuple[Step, ...]:
    """A path in the notation of SVG's `d`, with arcs and quadratic curves as cubic ones."""
    from fontTools.pens.recordingPen import RecordingPen  # noqa: PLC0415 - 50 ms, for pictures with badges only
    from fontTools.svgLib.path import parse_path  # noqa: PLC0415 - likewise

    pen = RecordingPen()
    parse_path(" ".join(notation.split()), pen)
    return tuple(_steps(pen.value))


def _file(slug: str) -> Path | None:
    if not _SLUG.fullmatch(slug):
        return None
    from importlib.metadata import PackageNotFoundError, distribution  # noqa: PLC0415 - 20 ms, for badges only

    try:
        path = Path(str(distribution("simplepycons").locate_file(f"simplepycons/_{slug}.py")))
    except PackageNotFoundError:
        return None
    return path if path.is_file() else None


def _steps(calls: list[tuple[str, Any]]) -> Iterator[Step]:
    """What a pen of fontTools was told; an open contour is closed, since all of them are filled."""
    here = Point(0, 0)
    for name, arguments in calls:
        points = tuple(Point(*point) for point in arguments)
        match name:
            case "moveTo":
                yield Step(Verb.MOVE, points)
            case "lineTo":
                yield Step(Verb.LINE, points)
            case "curveTo":
                yield Step(Verb.CURVE, points)
            case "qCurveTo":
                yield Step(Verb.CURVE, _cubic(here, *points))
            case _:
                yield Step(Verb.CLOSE)
        here = points[-1] if points else here


def _cubic(start: Point, handle: Point, end: Point) -> tuple[Point, Point, Point]:
    """A quadratic curve as a cubic one: handles two thirds of the way to its own."""
    first = Point(start.x + (handle.x - start.x) * 2 / 3, start.y + (handle.y - start.y) * 2 / 3)
    second = Point(end.x + (handle.x - end.x) * 2 / 3, end.y + (handle.y - end.y) * 2 / 3)
    return first, second, end
