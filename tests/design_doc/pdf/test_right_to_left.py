"""Where one writes from right to left, pages are mirrored, and names stand in their place."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from infrasketch_desktop.design_doc import Block, ChapterText, DesignDocument
from infrasketch_desktop.design_doc.pdf import write_pdf
from infrasketch_desktop.design_doc.pdf.lines import Stretch
from infrasketch_desktop.design_doc.pdf.ordering import levelled, placed
from infrasketch_desktop.design_doc.pdf.spans import Span
from infrasketch_desktop.design_doc.pdf.typefaces import Manner
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import Chapter
from infrasketch_desktop.exchange.document_language import document_language
from infrasketch_desktop.language import tr, written_in

PLAIN = Manner()


def left_to_right(spans: tuple[Span, ...], *, is_rtl: bool = True) -> list[str]:
    """The parts of one line as they stand on the page, each letter a point wide."""
    line = tuple(Stretch(s.text, s.manner, s.target, len(s.text), s.level) for s in levelled(spans, is_rtl=is_rtl))
    return [stretch.text for stretch, _ in sorted(placed(line), key=lambda part: part[1])]


def test_the_full_stop_after_a_name_stands_at_its_left() -> None:
    with written_in(document_language("ar")):
        said = tr("{source} calls {target}", source="API", target="Redis")
    parts = left_to_right((Span(f"{said}."),))
    assert parts[0] == "."
    assert parts.index("Redis") < parts.index("API")


def test_a_link_within_a_sentence_keeps_its_target_and_its_place() -> None:
    spans = (Span("من \u2068"), Span("Web app", target="#web"), Span("\u2069 إلى "), Span("API", target="#api"))
    assert left_to_right(spans) == ["API", " إلى ", "Web app", "من "]
    assert [span.target for span in levelled(spans, is_rtl=True)] == ["", "#web", "", "#api"]


def test_english_text_is_not_taken_apart() -> None:
    spans = (Span("From ", PLAIN), Span("API", target="#api"))
    assert levelled(spans, is_rtl=False) == spans


def test_text_begins_at_the_right_and_pages_turn_to_the_left() -> None:
    block = Block("security/a", "من [API](#api)", title="API", anchor="api")
    document = DesignDocument("Shop", (ChapterText(Chapter.SECURITY, "الأمان", (block,)),), "ar")
    with written_in(document_language("ar")):
        data = write_pdf(document, Diagram())
    with pikepdf.open(BytesIO(data)) as pdf:
        assert str(pdf.Root.Lang) == "ar"
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"
        page = pdf.pages[2]
        (link,) = page.obj.Annots
        assert float(link.Rect[0]) > float(page.mediabox[2]) / 2
