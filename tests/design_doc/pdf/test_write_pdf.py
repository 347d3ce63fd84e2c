import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtGui import QImage

from infrasketch_desktop.design_doc import Block, ChapterText, DesignDocument
from infrasketch_desktop.design_doc.pdf import LETTER, write_pdf
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import Chapter
from infrasketch_desktop.picture.faces import Face, firago
from infrasketch_desktop.picture.theme import dark_theme
from tests.design_doc.pdf.inspection import links, marked_pieces, opened, outline, outline_pages, tags, unmarked_texts
from tests.design_doc.pdf.samples import document_of, markdown_document
from tests.support.diagrams import document, node
from tests.support.pdf_files import PdfFile, cjk_face

Write = Callable[[Diagram], DesignDocument]


class StoppedError(Exception):
    pass


def bare_pages(file: PdfFile) -> list[int]:
    """The pages on which nothing stands but running head and page number."""
    with pikepdf.open(file.path) as pdf:
        total = len(pdf.pages)
    words = {page: file.text("-f", str(page), "-l", str(page)).split("\n\n") for page in range(2, total + 1)}
    return [page for page, blocks in words.items() if len([block for block in blocks if block.strip()]) <= 3]


def test_a_document_is_a_sound_file_with_all_its_fonts_inside(shop_pdf: bytes, tmp_path: Path) -> None:
    file = PdfFile.of(shop_pdf, tmp_path)
    assert file.complaints() == ""
    fonts = file.fonts()
    assert {"FiraGO", "FiraGO-Bold"} <= set(fonts)
    assert all(fonts.values())
    assert bare_pages(file) == []


def test_the_same_document_is_the_same_bytes(written: Write, shop: Diagram) -> None:
    first, second = (write_pdf(written(shop), shop) for _ in range(2))
    assert first == second


def test_all_chapters_stand_in_outline_and_contents(shop_pdf: bytes, tmp_path: Path) -> None:
    file = PdfFile.of(shop_pdf, tmp_path)
    with pikepdf.open(file.path) as pdf:
        entries = outline(pdf)
    first, *_, last = entries
    assert (first, last) == ("1  Executive Summary", "9  Implementation Phases")
    assert "4.3  Order API" in entries["4  Component Details"]
    contents = file.text("-f", "2", "-l", "2", "-layout")
    assert "4 Component Details" in " ".join(contents.split())


def test_the_list_of_contents_names_the_page_a_chapter_is_on(shop_pdf: bytes, tmp_path: Path) -> None:
    file = PdfFile.of(shop_pdf, tmp_path)
    lines = file.text("-f", "2", "-l", "2", "-layout").splitlines()
    line = next(line for line in lines if "Security Considerations" in line)
    page = line.split()[-1]
    assert "Security Considerations" in file.text("-f", page, "-l", page)


def test_an_entry_of_the_outline_leads_to_the_page_of_its_heading(shop_pdf: bytes, tmp_path: Path) -> None:
    file = PdfFile.of(shop_pdf, tmp_path)
    with pikepdf.open(file.path) as pdf:
        entries = outline_pages(pdf)
    assert len(entries) > 20
    for title, page in entries.items():
        text = " ".join(file.text("-f", str(page), "-l", str(page)).split())
        assert " ".join(title.split()) in text


def test_every_page_but_the_cover_says_where_one_is(shop_pdf: bytes, tmp_path: Path) -> None:
    file = PdfFile.of(shop_pdf, tmp_path)
    with pikepdf.open(file.path) as pdf:
        total = len(pdf.pages)
    assert f"1 of {total}" not in file.text("-f", "1", "-l", "1")
    for page in range(2, total + 1):
        text = file.text("-f", str(page), "-l", str(page))
        assert f"{page} of {total}" in text
        assert "Shop" in text


def test_a_component_leads_from_text_and_diagram_to_its_section_and_back(shop_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(shop_pdf)) as pdf:
        found = links(pdf)
        sections = {link.to_page for link in found if link.text == "4.3  Order API"}
        assert len(sections) == 1
        to_api = [link for link in found if link.text == "Order API"]
        assert {link.to_page for link in to_api} == sections
        diagram_page = next(link.to_page for link in found if link.text.startswith("Diagram, page"))
        assert diagram_page in {link.page for link in to_api}


def test_a_document_tells_its_structure(shop_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(shop_pdf)) as pdf:
        found = tags(pdf)
        roles = [tag.role for tag in found]
        assert {"Title", "TOC", "TOCI", "H1", "H2", "P", "Table", "TR", "TH", "TD", "L", "LI", "Link"} <= set(roles)
        assert roles.count("H1") == 10  # the contents and nine chapters
        figure = next(tag for tag in found if tag.role == "Figure")
        assert "7 components and 6 connections" in figure.alt
        assert "Order API to Orders" in figure.alt
        assert {tag.parent for tag in found if tag.role in {"TD", "TH"}} == {"TR"}
        assert {tag.parent for tag in found if tag.role == "TR"} == {"Table"}
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en"


def test_all_text_belongs_to_the_structure_or_is_decoration(shop_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(shop_pdf)) as pdf:
        assert unmarked_texts(pdf) == 0
        pieces = list(marked_pieces(pdf))
        assert len(pieces) == len(set(pieces)) == sum(tag.marks for tag in tags(pdf))


def test_every_page_finds_the_way_back_to_the_structure(shop_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(shop_pdf)) as pdf:
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        by_key = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        for page, mcid in marked_pieces(pdf):
            owner = by_key[int(pdf.pages[page].obj.StructParents)][mcid]
            assert any(kid.Type == "/MCR" and mcid == kid.MCID for kid in owner.K)


def test_properties_say_what_it_is(shop: Diagram) -> None:
    data = write_pdf(document_of(title="Shop"), shop, author="Ada")
    with pikepdf.open(BytesIO(data)) as pdf:
        facts = {key: str(value) for key, value in pdf.docinfo.items()}
        assert facts == {
            "/Title": "Shop",
            "/Subject": "System design document",
            "/Author": "Ada",
            "/Creator": "InfraSketch Desktop",
        }
        assert pdf.open_metadata()["dc:title"] == "Shop"
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_text_in_every_script_can_be_found(tmp_path: Path) -> None:
    text = "Платёжный сервис, Ελληνικά, 漢字, مرحبا بالعالم, *kursiv* und `code`"
    faces = firago().with_fallbacks([Face("Droid Sans Fallback", cjk_face)])
    file = PdfFile.of(write_pdf(markdown_document(text), Diagram(), faces=faces), tmp_path)
    found = file.text()
    for word in ("Платёжный сервис", "Ελληνικά", "漢字", "مرحبا بالعالم", "kursiv", "code"):
        assert word in found
    assert all(file.fonts().values())
    assert {"FiraGO-Italic", "Fira-Mono", "Droid-Sans-Fallback"} <= set(file.fonts())


def test_no_link_starts_a_program_or_opens_a_file() -> None:
    text = (
        "[a](https://example.org/x?y=1) [b](mailto:a@b.org) [c](file:///etc/passwd) [d](javascript:alert(1)) [e](#gone)"
    )
    with opened(markdown_document(text)) as pdf:
        assert [link.address for link in links(pdf) if not link.to_page] == [
            "https://example.org/x?y=1",
            "mailto:a@b.org",
        ]
        assert "/OpenAction" not in pdf.Root
        assert "/AA" not in pdf.Root


def test_markup_in_text_is_text(tmp_path: Path) -> None:
    document = document_of(Block("component-details/x", "<b>x</b> <font color=red>", title="<i>&amp;"), title="</para>")
    text = PdfFile.of(write_pdf(document, Diagram()), tmp_path).text()
    for words in ("<b>x</b> <font color=red>", "<i>&", "</para>"):
        assert words in text


def test_remote_pictures_are_told_and_not_loaded(tmp_path: Path) -> None:
    data = write_pdf(markdown_document("![a cat](https://example.org/cat.png)"), Diagram())
    assert "a cat" in PdfFile.of(data, tmp_path).text()
    assert b"/Image" not in data


@pytest.mark.parametrize(
    "markdown",
    [
        "",
        "word" * 20_000,
        "> " * 300 + "deep",
        "\n".join("  " * level + "- item" for level in range(200)),
        "| a | b |\n|---|---|\n| x | " + "word " * 6000 + "|\n| y | z |",
        "|" + "|".join("abcdefgh" for _ in range(80)) + "|\n|" + "---|" * 80 + "\n|" + "v|" * 80,
        "```\n" + "x" * 5000 + "\n```",
        "# " + "title " * 2000,
        "*" * 3000,
        "![x](diagram)![y](diagram)",
    ],
    ids=["empty", "endless word", "quotes", "lists", "giant row", "columns", "code", "heading", "stars", "pictures"],
)
def test_any_text_becomes_a_sound_document(markdown: str, tmp_path: Path) -> None:
    data = write_pdf(markdown_document(markdown), document(node("a")).diagram)
    assert PdfFile.of(data, tmp_path).complaints() == ""


def test_the_structure_follows_the_text(shop: Diagram, shop_pdf: bytes) -> None:
    markdown = "One [two](https://a.org) three [four](https://a.org) five"
    with opened(markdown_document(markdown)) as pdf:
        found = tags(pdf)
        last = max(place for place, tag in enumerate(found) if tag.role == "P")
        assert [(tag.role, tag.marks) for tag in found[last:]] == [("P", 3), ("Link", 1), ("Link", 1)]
    with pikepdf.open(BytesIO(shop_pdf)) as pdf:
        found = tags(pdf)
        beside = [found[place + 1 : place + 3] for place, tag in enumerate(found) if tag.role == "H2"]
        to_diagram = [two for two in beside if [(tag.role, tag.marks) for tag in two] == [("P", 0), ("Link", 1)]]
        assert len(to_diagram) == len(shop.nodes)


def test_a_heading_never_stands_without_its_picture(tmp_path: Path) -> None:
    filling = "\n\n".join(["A paragraph."] * 20)
    first = ChapterText(Chapter.SYSTEM_OVERVIEW, "Overview", (Block("system-overview/x", filling),))
    second = ChapterText(Chapter.ARCHITECTURE_DIAGRAM, "Picture", (Block("p/x", "![It](diagram)"),))
    sample = DesignDocument("Sample", (first, second))
    diagram = document(node("unique-name"), node("b", y=300)).diagram
    file = PdfFile.of(write_pdf(sample, diagram), tmp_path)
    assert "Picture" not in file.text("-f", "3", "-l", "3")
    assert "Unique name" in file.text("-f", "4", "-l", "4")


@pytest.mark.parametrize("distance", [700, 1500, 6000])
def test_a_picture_and_its_caption_share_a_page(distance: int, tmp_path: Path) -> None:
    caption = "A very long title of a diagram " * 10
    diagram = document(node("first"), node("last", x=distance, y=distance / 2)).diagram
    file = PdfFile.of(write_pdf(document_of(Block("p/x", f"![{caption}](diagram)")), diagram), tmp_path)
    page = file.text("-f", "3", "-l", "3")
    assert page.count("A very long title") >= 1
    assert "First" in page or "A1" in page
    assert bare_pages(file) == []


def test_a_dark_document_has_dark_paper(tmp_path: Path) -> None:
    data = write_pdf(markdown_document("text"), Diagram(), theme=dark_theme())
    picture = QImage(str(PdfFile.of(data, tmp_path).picture(dpi=20, page=3)))
    assert picture.pixelColor(2, 2).name().upper() == dark_theme().card


def test_the_diagram_is_drawn_once_however_often_it_is_asked_for() -> None:
    with opened(markdown_document("![one](diagram)\n\n![two](diagram)"), document(node("a")).diagram) as pdf:
        assert [tag.role for tag in tags(pdf)].count("Figure") == 1
        assert [link.text for link in links(pdf) if link.text == "two"] == ["two"]


def test_a_giant_cell_loses_no_word(tmp_path: Path) -> None:
    row = " ".join(f"w{number}" for number in range(3000))
    file = PdfFile.of(write_pdf(markdown_document(f"| a | b |\n|---|---|\n| k | {row} |"), Diagram()), tmp_path)
    words = set(file.text().split())
    assert all(f"w{number}" in words for number in range(3000))


def test_a_long_table_has_its_header_on_every_page_and_once_in_the_structure(tmp_path: Path) -> None:
    rows = "\n".join(f"| name {number} | value {number} |" for number in range(120))
    data = write_pdf(markdown_document(f"| Key | Meaning |\n|---|---|\n{rows}"), Diagram())
    file = PdfFile.of(data, tmp_path)
    with pikepdf.open(file.path) as pdf:
        pages = len(pdf.pages) - 2  # cover and contents
        headers = [tag for tag in tags(pdf) if tag.role == "TH"]
    assert pages > 2
    assert file.text().count("Meaning") == pages
    assert [(tag.marks, tag.scope) for tag in headers] == [(1, "Column"), (1, "Column")]


def test_half_a_surrogate_pair_in_a_label_does_no_harm(written: Write, tmp_path: Path) -> None:
    diagram = document(node("a", label="one \ud800 two")).diagram
    assert PdfFile.of(write_pdf(written(diagram), diagram), tmp_path).complaints() == ""


def test_an_empty_diagram_has_a_document_too(written: Write, tmp_path: Path) -> None:
    data = write_pdf(written(Diagram()), Diagram(), page=LETTER)
    file = PdfFile.of(data, tmp_path)
    assert file.complaints() == ""
    with pikepdf.open(file.path) as pdf:
        assert [float(side) for side in pdf.pages[0].mediabox] == [0, 0, 612, 792]


def test_progress_is_told_to_the_end(written: Write, shop: Diagram) -> None:
    shares: list[float] = []
    write_pdf(written(shop), shop, checkpoint=shares.append)
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert len(shares) > 20


def test_work_ends_where_a_checkpoint_says_so(written: Write, shop: Diagram) -> None:
    def stop(share: float) -> None:
        if share > 0.3:
            raise StoppedError

    with pytest.raises(StoppedError):
        write_pdf(written(shop), shop, checkpoint=stop)


def test_an_imprint_stands_on_the_cover(tmp_path: Path) -> None:
    data = write_pdf(document_of(), Diagram(), imprint=[("Version", "1.2"), ("Owner", "Payments")])
    cover = PdfFile.of(data, tmp_path).text("-l", "1", "-layout")
    assert ["Version", "1.2"] in [line.split() for line in cover.splitlines()]


def test_nothing_heavy_is_loaded_before_it_is_needed() -> None:
    code = (
        "import sys, infrasketch_desktop.design_doc.pdf, infrasketch_desktop.picture.pdf;"
        "print([name for name in ('reportlab', 'pikepdf', 'markdown_it', 'PySide6') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
