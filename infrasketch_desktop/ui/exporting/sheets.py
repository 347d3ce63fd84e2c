"""Divides a diagram among sheets of paper, without Qt: one sheet, or as many as a scale takes."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from infrasketch_desktop.diagram.geometry import Rect, Size

POINTS = 0.75
"""Points to a scene unit in natural size: a scene unit is a pixel of 1/96 inch, a point is 1/72 inch."""
OVERLAP = 18.0
"""Points that neighbouring sheets both show, to be glued."""
MOST_SHEETS = 200


@dataclass(frozen=True, slots=True)
class Division:
    """`sheets` are what each sheet shows, in scene units, row by row; `scale` is points per scene unit."""

    sheets: tuple[Rect, ...]
    scale: float


def on_one_sheet(area: Rect, room: Size) -> Division:
    """All of `area` in the middle of one sheet with `room` in points; a small diagram is not blown up."""
    scale = min(room.width / area.width, room.height / area.height, POINTS)
    width, height = room.width / scale, room.height / scale
    sheet = Rect(area.center.x - width / 2, area.center.y - height / 2, width, height)
    return Division((sheet,), scale)


def on_several_sheets(area: Rect, room: Size, scale: float) -> Division:
    """`area` at `scale` times its natural size, in the middle of as many sheets as that takes.

    At most `MOST_SHEETS`: beyond that it becomes smaller.
    """
    points = POINTS * scale
    while True:
        columns = _needed(area.width * points, room.width)
        rows = _needed(area.height * points, room.height)
        if columns * rows <= MOST_SHEETS:
            break
        points *= 0.9
    step_x, step_y = (room.width - OVERLAP) / points, (room.height - OVERLAP) / points
    width, height = room.width / points, room.height / points
    left = area.center.x - ((columns - 1) * step_x + width) / 2
    top = area.center.y - ((rows - 1) * step_y + height) / 2
    sheets = [
        Rect(left + column * step_x, top + row * step_y, width, height)
        for row in range(rows)
        for column in range(columns)
    ]
    return Division(tuple(sheets), points)


def _needed(length: float, room: float) -> int:
    """How many sheets in a row show `length`, both in points."""
    return max(1, ceil((length - OVERLAP) / (room - OVERLAP) - 1e-9))
