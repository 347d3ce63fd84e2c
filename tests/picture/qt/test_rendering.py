from __future__ import annotations

import pytest
from hypothesis import given, settings
from PySide6.QtGui import QColor, QImage

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.picture.node import tile_rect
from infrasketch_desktop.picture.qt.rendering import (
    PictureTooLargeError,
    offscreen_application,
    render_image,
    render_png,
    render_thumbnail,
)
from infrasketch_desktop.picture.theme import KIND_COLORS, dark_theme, light_theme, themes
from tests.picture.likeness import worst_difference
from tests.picture.samples import one_of_everything
from tests.support.diagrams import diagrams, document, edge, group, node

pytestmark = pytest.mark.usefixtures("qapp")

TWO = document(node("a", kind=NodeKind.QUEUE), node("b", 400, 200), edge("a", "b", label="SQL")).diagram


def count(image: QImage, color: str) -> int:
    wanted = QColor(color).rgba()
    return sum(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def test_a_picture_is_as_large_as_the_diagram_with_its_margin() -> None:
    image = render_image(TWO, light_theme(), scale=2, margin=10)
    assert (image.width(), image.height()) == ((580 + 20) * 2, (280 + 20) * 2)


def test_the_ground_is_that_of_the_theme_or_none() -> None:
    assert render_image(TWO, dark_theme()).pixelColor(0, 0) == QColor(dark_theme().canvas)
    assert render_image(TWO, dark_theme(), transparent=True).pixelColor(0, 0).alpha() == 0


def test_a_tile_has_the_colour_of_its_kind() -> None:
    image = render_image(TWO, light_theme(), scale=1, margin=0)
    tile = tile_rect(TWO.nodes["a"].rect)
    assert image.pixelColor(int(tile.x + 2), int(tile.center.y)) == QColor(KIND_COLORS[NodeKind.QUEUE])


def test_text_is_drawn() -> None:
    labelled = document(node("a", label="MMMMMMMM")).diagram
    blank = document(node("a", label="")).diagram
    ink = light_theme().ink
    assert count(render_image(labelled, light_theme()), ink) > 100 + count(render_image(blank, light_theme()), ink)


@pytest.mark.parametrize("label", ["Заказы", "注文データベース", "طلبات", "🚀 Launch", "a\u0301\u0300", "\u202eabc"])
def test_any_script_can_be_drawn(label: str) -> None:
    assert not render_image(document(node("a", label=label)).diagram, light_theme()).isNull()


def test_the_same_diagram_gives_the_same_bytes() -> None:
    first, second = render_png(TWO, light_theme()), render_png(TWO.copy(), light_theme())
    assert first == second
    assert first.startswith(b"\x89PNG\r\n")


def test_an_empty_diagram_gives_an_empty_picture() -> None:
    image = render_image(Diagram(), light_theme(), scale=1)
    assert count(image, light_theme().canvas) == image.width() * image.height() > 0


def test_a_picture_beyond_all_measure_is_refused_with_advice() -> None:
    wide = document(node("a"), node("b", 9_000_000, 9_000_000)).diagram
    with pytest.raises(PictureTooLargeError, match="smaller scale"):
        render_png(wide, light_theme())


def test_a_thumbnail_has_the_size_it_was_asked_for() -> None:
    image = render_thumbnail(TWO, light_theme(), 200, 120, ratio=1.5)
    assert (image.width(), image.height(), image.devicePixelRatio()) == (300, 180, 1.5)


def test_a_small_diagram_is_not_blown_up() -> None:
    image = render_thumbnail(document(node("a")).diagram, light_theme(), 600, 400)
    assert image.pixelColor(30, 200) == QColor(light_theme().canvas)
    assert image.pixelColor(300, 200) != QColor(light_theme().canvas)


def test_a_tall_diagram_shows_its_upper_part_large_enough_to_tell() -> None:
    tall = document(*(node(f"n{i}", 0, i * 160, kind=NodeKind.QUEUE) for i in range(20))).diagram
    image = render_thumbnail(tall, light_theme(), 300, 180)
    queue = QColor(KIND_COLORS[NodeKind.QUEUE])
    tiles = [image.pixelColor(133, y) == queue for y in range(180)]  # beside the glyph
    assert any(tiles[:30])
    assert any(tiles[150:])


def test_the_running_application_is_taken(qapp: object) -> None:
    assert offscreen_application() is qapp


@settings(max_examples=15)
@given(diagrams())
def test_any_diagram_is_drawn_in_every_theme(diagram: Diagram) -> None:
    for theme in themes():
        assert not render_image(diagram, theme, scale=0.1).isNull()


def test_a_frame_lies_behind_its_members() -> None:
    framed = document(group("g"), node("a", group="g")).diagram
    image = render_image(framed, light_theme(), scale=1, margin=0)
    assert image.pixelColor(100, 40) == QColor(light_theme().group_fill(0))
    assert image.pixelColor(100, 56) == QColor(light_theme().card)


def test_a_file_of_many_bands_shows_what_one_image_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infrasketch_desktop.picture.qt.bands._BAND_PIXELS", 40_000)
    diagram = one_of_everything()
    for transparent in (False, True):
        banded = QImage.fromData(render_png(diagram, light_theme(), scale=1.5, transparent=transparent))
        whole = render_image(diagram, light_theme(), scale=1.5, transparent=transparent)
        assert banded.size() == whole.size()
        assert banded.hasAlphaChannel() is transparent
        assert worst_difference(banded, whole) < 8  # Qt begins a dash a little elsewhere where a line is cut


def test_an_area_is_shown_as_it_lies_in_the_whole() -> None:
    area = Rect(-20, -10, 140, 70)
    part = render_image(TWO, light_theme(), scale=2, area=area)
    whole = render_image(TWO, light_theme(), scale=2, margin=20)
    assert part == whole.copy(0, 20, 280, 140)
    assert QImage.fromData(render_png(TWO, light_theme(), scale=2, area=area)).size() == part.size()
