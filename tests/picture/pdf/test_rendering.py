from io import BytesIO
from pathlib import Path

import pikepdf
from hypothesis import given, settings
from PySide6.QtGui import QImage

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.records import Sheet
from infrasketch_desktop.picture.faces import Face, firago
from infrasketch_desktop.picture.pdf import render_pdf
from infrasketch_desktop.picture.qt.rendering import render_image
from infrasketch_desktop.picture.theme import dark_theme, light_theme
from tests.picture.likeness import worst_difference
from tests.picture.samples import one_of_everything
from tests.support.diagrams import diagrams, document, edge, node
from tests.support.pdf_files import PdfFile, cjk_face

_ALIKE = 70.0
"""poppler and Qt stay below 60, since each smooths edges in its way; text that is off by a unit is above 120."""


def test_a_picture_is_a_sound_file_with_all_its_fonts_inside(tmp_path: Path) -> None:
    file = PdfFile.of(render_pdf(one_of_everything(), light_theme()), tmp_path)
    assert file.complaints() == ""
    assert file.fonts() == {"FiraGO": True, "FiraGO-Bold": True}


def test_labels_can_be_searched_in_every_script(tmp_path: Path) -> None:
    face = Face("Droid Sans Fallback", cjk_face)
    diagram = document(
        node("a", label="Платёжный", technology="Ελληνικά"),
        node("b", y=200, label="漢字", technology="ffi café"),
        node("c", y=400, label="مرحبا", technology="שלום"),
        node("d", y=600, label="สวัสดี", technology="<script>&amp;"),
        edge("a", "b", label="(flow)"),
    ).diagram
    file = PdfFile.of(render_pdf(diagram, light_theme(), faces=firago().with_fallbacks([face])), tmp_path)
    text = file.text()
    for label in ("Платёжный", "Ελληνικά", "漢字", "ffi café", "مرحبا", "שלום", "สวัสดี", "<script>&amp;", "(flow)"):
        assert label in text
    assert all(file.fonts().values())
    assert "Droid-Sans-Fallback" in file.fonts()


def test_what_no_face_can_show_can_still_be_copied(tmp_path: Path) -> None:
    diagram = document(node("a", label="one 漢 two")).diagram
    assert firago().missing("one 漢 two") == {"漢"}
    assert "one 漢 two" in PdfFile.of(render_pdf(diagram, light_theme()), tmp_path).text()


def test_half_a_surrogate_pair_is_a_question_mark(tmp_path: Path) -> None:
    diagram = document(node("a", label="one \ud800 two")).diagram
    assert "one ? two" in PdfFile.of(render_pdf(diagram, light_theme()), tmp_path).text()


def test_the_same_diagram_gives_the_same_bytes() -> None:
    first, second = (render_pdf(one_of_everything(), light_theme()) for _ in range(2))
    assert first == second
    assert b"CreationDate" not in first


def test_a_page_is_the_picture_in_its_natural_size() -> None:
    data = render_pdf(document(node("a"), node("b", x=300, y=120)).diagram, light_theme(), margin=10)
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(pdf.pages) == 1
        # cards of 180 by 80, so 480 by 200 units and a margin of 10 on each side; a unit is 3/4 point
        assert [float(side) for side in pdf.pages[0].mediabox] == [0, 0, 375, 165]


def test_a_picture_larger_than_any_page_is_made_smaller() -> None:
    data = render_pdf(document(node("a"), node("b", x=40_000)).diagram, light_theme())
    with pikepdf.open(BytesIO(data)) as pdf:
        assert float(pdf.pages[0].mediabox[2]) == 14_400


def test_paper_is_coloured_unless_it_is_to_be_transparent() -> None:
    diagram = document(node("a")).diagram
    for transparent in (True, False):
        with pikepdf.open(BytesIO(render_pdf(diagram, dark_theme(), transparent=transparent))) as pdf:
            ground = b"0.07843 0.09804 0.1255 rg"  # 20, 25, 32 of 255: the canvas of the dark theme
            assert (ground in pdf.pages[0].Contents.read_bytes()) is not transparent


def test_the_title_of_the_sheet_is_that_of_the_file() -> None:
    with pikepdf.open(BytesIO(render_pdf(document(Sheet(title="Shop (new)")).diagram, light_theme()))) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Shop (new)"


def test_a_picture_looks_as_on_the_canvas(qapp: object, tmp_path: Path) -> None:
    diagram = one_of_everything()
    drawn = QImage(str(PdfFile.of(render_pdf(diagram, light_theme()), tmp_path).picture(dpi=192)))
    painted = render_image(diagram, light_theme(), scale=2.0)
    width, height = min(drawn.width(), painted.width()), min(drawn.height(), painted.height())
    assert abs(drawn.width() - painted.width()) <= 1
    assert worst_difference(drawn.copy(0, 0, width, height), painted.copy(0, 0, width, height)) < _ALIKE


@settings(max_examples=15)
@given(diagrams())
def test_any_diagram_becomes_a_file_that_can_be_read(diagram: Diagram) -> None:
    with pikepdf.open(BytesIO(render_pdf(diagram, light_theme()))) as pdf:
        assert pikepdf.parse_content_stream(pdf.pages[0])
        assert pdf.check_pdf_syntax() == []
