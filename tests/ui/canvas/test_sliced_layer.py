"""A picture that is made in slices ends as what it shows, and something is to be seen of it all the while."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from infrasketch_desktop.ui.canvas import sliced_layer
from infrasketch_desktop.ui.canvas.frame import FrameView, Step
from infrasketch_desktop.ui.canvas.sliced_layer import SlicedLayer

VIEW = FrameView(100, 40, 1.0, 0, 0)
RED, BLUE = QColor("#FF0000"), QColor("#0000FF")
GROUND = QColor("#FFFFFF")

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(autouse=True)
def one_step_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sliced_layer, "FRAME_BUDGET", 0.0)


def squares(color: QColor) -> Sequence[Step]:
    """Three squares of ten, at 0, 20 and 40."""
    return [partial(fill, x=x, color=color) for x in (0, 20, 40)]


def fill(painter: QPainter, x: int, color: QColor) -> None:
    painter.fillRect(QRect(x, 0, 10, 10), color)


def colors(layer: SlicedLayer, view: FrameView = VIEW, places: Sequence[int] = (5, 25, 45)) -> list[QColor]:
    """What is to be seen five pixels from the top."""
    image = QImage(view.width, view.height, QImage.Format.Format_RGB32)
    image.fill(GROUND)
    painter = QPainter(image)
    layer.paint(painter, view, QTransform())
    painter.end()
    return [image.pixelColor(x, 5) for x in places]


def finished(layer: SlicedLayer) -> SlicedLayer:
    while not layer.is_whole:
        layer.go_on(0.0)
    return layer


def test_the_first_picture_is_seen_to_grow() -> None:
    layer, red = SlicedLayer(), object()
    layer.begin(red, VIEW, squares(RED))
    assert colors(layer) == [RED, GROUND, GROUND]
    assert layer.go_on(0.0)
    assert colors(layer) == [RED, RED, GROUND]
    assert layer.go_on(0.0)
    assert layer.is_whole
    assert colors(layer) == [RED, RED, RED]


def test_the_last_picture_stays_until_the_next_one_is_whole() -> None:
    layer, red, blue = SlicedLayer(), object(), object()
    layer.begin(red, VIEW, squares(RED))
    finished(layer).begin(blue, VIEW, squares(BLUE))
    assert not layer.go_on(0.0)
    assert colors(layer) == [RED, RED, RED]
    assert layer.go_on(0.0)
    assert colors(layer) == [BLUE, BLUE, BLUE]


def test_a_picture_in_the_making_is_finished_before_a_newer_one() -> None:
    layer, red, newer = SlicedLayer(), object(), object()
    layer.begin(red, VIEW, squares(RED))
    assert layer.shows(newer, VIEW)
    assert not finished(layer).shows(newer, VIEW)
    assert layer.shows(red, VIEW)


def test_a_picture_moves_along_and_another_zoom_begins_anew() -> None:
    layer, red = SlicedLayer(), object()
    layer.begin(red, VIEW, squares(RED))
    finished(layer)
    panned, larger = replace(VIEW, x=10), replace(VIEW, scale=2.0)
    assert not layer.shows(red, panned)
    assert colors(layer, panned, (5, 15, 25)) == [GROUND, RED, GROUND]
    assert colors(layer, larger, (15, 25, 45)) == [RED, GROUND, RED]
    layer.begin(red, panned, squares(BLUE))
    assert layer.shows(red, VIEW)
    assert not layer.shows(red, larger)


def test_nothing_is_left_of_what_is_cleared() -> None:
    layer, red = SlicedLayer(), object()
    layer.begin(red, VIEW, squares(RED))
    layer.clear()
    assert layer.is_whole
    assert not layer.shows(red, VIEW)
    assert colors(layer) == [GROUND, GROUND, GROUND]
