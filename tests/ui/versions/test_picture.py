"""The picture of a comparison: there at once, and painted a few milliseconds at a time."""

from __future__ import annotations

from time import perf_counter

import pytest
from PySide6.QtGui import QColor, QPainter
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.picture.theme import light_theme
from infrasketch_desktop.ui.canvas.frame import FRAME_BUDGET
from infrasketch_desktop.ui.versions.picture import Picture, PicturePlane

COLORS = ("#FF0000", "#00FF00", "#0000FF")
AREAS = tuple(Rect(100.0 * at, 0, 100, 300) for at in range(3))


def fill_slowly(painter: QPainter, area: Rect, color: str) -> None:
    """Takes as long as a slice may."""
    begun = perf_counter()
    while perf_counter() < begun + FRAME_BUDGET:
        pass
    painter.fillRect(int(area.x), int(area.y), int(area.width), int(area.height), QColor(color))


@pytest.fixture
def plane(qtbot: QtBot) -> PicturePlane:
    plane = PicturePlane(light_theme())
    qtbot.addWidget(plane)
    plane.resize(400, 300)
    plane.show()
    return plane


def picture() -> Picture:
    items = tuple((color, area, ((fill_slowly, (area, color)),)) for area, color in zip(AREAS, COLORS, strict=True))
    return Picture(items, Rect(0, 0, 300, 300))


def seen(plane: PicturePlane) -> set[str]:
    image = plane.grab().toImage()
    middle = [plane.viewport.to_view(area.center) for area in AREAS]
    return {image.pixelColor(round(at.x), round(at.y)).name().upper() for at in middle} & set(COLORS)


def test_a_large_picture_comes_in_slices(plane: PicturePlane, qtbot: QtBot) -> None:
    plane.show_picture(picture())
    assert seen(plane) == set()
    assert not plane.is_exact
    qtbot.waitUntil(lambda: plane.is_exact)
    assert seen(plane) == set(COLORS)


def test_what_was_painted_stays_while_another_zoom_is_painted(plane: PicturePlane, qtbot: QtBot) -> None:
    plane.show_picture(picture())
    qtbot.waitUntil(lambda: plane.is_exact)
    plane.zoom_out()
    assert seen(plane) == set(COLORS)
    assert not plane.is_exact
    qtbot.waitUntil(lambda: plane.is_exact)
    assert seen(plane) == set(COLORS)
