from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from PySide6.QtGui import QFontDatabase, QRawFont

from infrasketch_desktop.picture.faces import FaceMeasurer, firago
from infrasketch_desktop.picture.qt.fonts import QtTextMeasurer, text_font
from infrasketch_desktop.picture.qt.system_faces import faces_for, font_file
from infrasketch_desktop.picture.shapes import Font

pytestmark = pytest.mark.usefixtures("qapp")

HAN = "数据库"


def test_text_that_firago_has_needs_no_other_face() -> None:
    assert faces_for(["Gateway", "Кэш", "مرحبا"]) is firago()


def test_a_font_of_qt_becomes_a_file_again() -> None:
    data = font_file(QRawFont.fromFont(text_font(Font(13))))
    assert data is not None
    written, original = TTFont(BytesIO(data)), TTFont(BytesIO(firago().regular[0].data))
    assert written.getBestCmap() == original.getBestCmap()
    assert written["glyf"]["A"] == original["glyf"]["A"]


def test_chinese_is_found_in_the_system_and_as_wide_as_in_qt() -> None:
    if not QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        pytest.skip("no Chinese font on this machine")
    faces = faces_for([HAN, "API"])
    assert faces.missing(HAN) == faces.missing(HAN, bold=True) == frozenset()
    assert [run.face.name for run in faces.runs("API")] == ["FiraGO"]
    for font in (Font(11), Font(13, bold=True)):
        assert FaceMeasurer(faces).width(f"db {HAN}", font) == pytest.approx(
            QtTextMeasurer().width(f"db {HAN}", font), abs=0.1
        )
