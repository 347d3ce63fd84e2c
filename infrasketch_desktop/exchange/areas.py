"""What part of the plane a picture shows: everything drawn, or that in the middle of a sheet of paper."""

from __future__ import annotations

from math import floor, sqrt

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.exchange.options import Area, ExportOptions, Paper
from infrasketch_desktop.picture.drawing import drawn_area

MARGIN = 24.0
"""Around everything that is drawn, in scene units; the same as without a page."""

_STEPS = 1000
"""Scales that are made to fit are rounded down to a thousandth, with room for sides that are rounded up."""

SIDES = {Paper.A4: 297 / 210, Paper.LETTER: 11 / 8.5}
"""The longer side over the shorter one (ISO 216; ANSI/ASME Y14.1)."""


def picture_area(diagram: Diagram, options: ExportOptions) -> Rect | None:
    """The area to show, in scene units; None for all that is drawn."""
    drawn = drawn_area(diagram) if options.area is Area.PAGE else None
    return on_page(drawn.inflated(MARGIN), options.paper) if drawn is not None else None


def on_page(rect: Rect, paper: Paper) -> Rect:
    """The smallest sheet of the proportions of `paper` around `rect`, upright or lying as suits it."""
    ratio = SIDES[paper] if rect.height >= rect.width else 1 / SIDES[paper]
    width, height = max(rect.width, rect.height / ratio), max(rect.height, rect.width * ratio)
    return Rect(rect.center.x - width / 2, rect.center.y - height / 2, width, height)


def fitting_scale(area: Rect, wanted: float, most_pixels: int) -> float:
    """The scale at which a picture of `area` has at most `most_pixels`: as wanted, or as large as fits."""
    largest = sqrt(most_pixels / (area.width * area.height))
    return wanted if wanted <= largest else floor(largest * _STEPS - 1) / _STEPS
