import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo, QRawFont

from infrasketch_desktop.picture.qt.fonts import FAMILY, QtTextMeasurer, load_fonts, text_font
from infrasketch_desktop.picture.shapes import Font

pytestmark = pytest.mark.usefixtures("qapp")


def test_the_face_is_there_without_any_font_of_the_system() -> None:
    load_fonts()
    assert QFontDatabase.hasFamily(FAMILY)
    assert QFontInfo(text_font(Font(13))).family() == FAMILY


def test_bold_is_a_face_of_its_own() -> None:
    load_fonts()
    assert {"Regular", "Bold"} <= set(QFontDatabase.styles(FAMILY))
    assert QRawFont.fromFont(text_font(Font(13, bold=True))).styleName() == "Bold"


def test_text_is_as_wide_as_it_is_drawn() -> None:
    measurer = QtTextMeasurer()
    assert measurer.width("Gateway", Font(13)) == measurer.width("Gateway", Font(13)) > 0
    assert measurer.width("Gateway", Font(13, bold=True)) > measurer.width("Gateway", Font(13))
    assert measurer.width("Gateway", Font(26)) == pytest.approx(2 * measurer.width("Gateway", Font(13)), rel=0.01)


def test_changing_a_font_changes_nobody_else_s() -> None:
    text_font(Font(13)).setPixelSize(40)
    assert text_font(Font(13)).pixelSize() == 13


def test_loading_twice_adds_nothing() -> None:
    load_fonts()
    before = QFontDatabase.families()
    load_fonts()
    assert QFontDatabase.families() == before
