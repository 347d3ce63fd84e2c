from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.picture.faces import firago
from infrasketch_desktop.picture.qt.rendering import render_image
from infrasketch_desktop.picture.svg import SvgOptions, render_svg
from infrasketch_desktop.picture.svg.fonts import font_families
from infrasketch_desktop.picture.theme import Theme, dark_theme, light_theme
from tests.picture.likeness import ALIKE, worst_difference
from tests.picture.samples import one_of_everything

if TYPE_CHECKING:
    from playwright.sync_api import Page

FAULTS = {
    b">Web app</text>": b">Web opp</text>",
    b'x="58" y="37"': b'x="60" y="37"',
    b'stroke-dasharray="2 3"': b"",
    b"font-family:'FiraGO'": b"font-family:'Other'",
    b"<polygon": b"<nothing",
}

pytestmark = pytest.mark.usefixtures("qapp")


def shown_by_chromium(page: "Page", svg: bytes, like: QImage, file: Path) -> QImage:
    page.set_viewport_size({"width": like.width(), "height": like.height()})
    source = b64encode(svg).decode()
    page.set_content(f'<body style="margin:0"><img style="display:block" src="data:image/svg+xml;base64,{source}">')
    page.wait_for_function("document.images[0].complete && document.images[0].naturalWidth > 0")
    page.screenshot(path=file)
    return QImage(str(file))


def shown_by_qt(svg: bytes, like: QImage) -> QImage:
    image = QImage(like.size(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    renderer = QSvgRenderer(QByteArray(svg))
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    assert renderer.isValid()
    return image


@pytest.mark.parametrize("theme", [light_theme(), dark_theme()], ids=lambda theme: theme.name)
def test_chromium_shows_what_qt_paints(browser_page: "Page", theme: Theme, tmp_path: Path) -> None:
    diagram = one_of_everything()
    painted = render_image(diagram, theme, scale=1)
    shown = shown_by_chromium(browser_page, render_svg(diagram, theme), painted, tmp_path / "shown.png")
    assert worst_difference(painted, shown) < ALIKE


def test_a_small_fault_would_be_seen(browser_page: "Page", tmp_path: Path) -> None:
    area, diagram = Rect(0, 0, 500, 160), one_of_everything()
    painted = render_image(diagram, light_theme(), scale=2, area=area)
    svg = render_svg(diagram, light_theme(), SvgOptions(area=area, scale=2))
    sound = shown_by_chromium(browser_page, svg, painted, tmp_path / "sound.png")
    assert worst_difference(painted, sound) < ALIKE
    for right, wrong in FAULTS.items():
        assert right in svg
        faulty = shown_by_chromium(browser_page, svg.replace(right, wrong), painted, tmp_path / "faulty.png")
        assert worst_difference(painted, faulty) > ALIKE, right


def test_text_can_be_selected(browser_page: "Page") -> None:
    browser_page.set_content(render_svg(one_of_everything(), light_theme()).decode())
    browser_page.keyboard.press("Control+a")
    selected = browser_page.evaluate("getSelection().toString()")
    assert "Web app" in selected
    assert "Кэш сессий" in selected


def test_qt_reads_it_too() -> None:
    """But for lists of faces, of which it takes none, and for spaces, which it keeps everywhere."""
    diagram = one_of_everything()
    painted = render_image(diagram, light_theme(), scale=1)
    svg = render_svg(diagram, light_theme()).replace(font_families(firago()).encode(), b"FiraGO")
    assert worst_difference(painted, shown_by_qt(svg, painted)) < ALIKE
