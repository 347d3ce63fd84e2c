"""A page is safe HTML of bounded size."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from infrasketch_desktop.design_doc.document import Block, ChapterText, DesignDocument
from infrasketch_desktop.diagram.kinds import Chapter
from infrasketch_desktop.exchange.document_language import document_language
from infrasketch_desktop.language import written_in
from infrasketch_desktop.ui.panels.document.browser import PageBrowser
from infrasketch_desktop.ui.panels.document.page_html import PageWriter
from infrasketch_desktop.ui.panels.document.pages import FULL, Page, pages_of


def page(*texts: str) -> Page:
    return Page(Chapter.SECURITY, tuple(Block(f"security/{n}", text) for n, text in enumerate(texts)))


def html_of(*texts: str) -> str:
    return PageWriter().html(page(*texts), {})


def test_raw_html_is_shown_as_text() -> None:
    html = html_of("<script>alert(1)</script> <img src='http://x/y.png'>")
    assert "<script" not in html
    assert "<img" not in html


def test_no_picture_is_asked_for() -> None:
    html = html_of("![a](http://x.example/y.png) ![b](file:///etc/passwd) ![c](diagram)")
    assert "<img" not in html
    assert "x.example" not in html


def test_addresses_that_run_code_are_no_links() -> None:
    assert "href" not in html_of("[x](javascript:alert(1)) [y](vbscript:z) [z](data:text/html,w)")


def test_the_browser_loads_nothing(qtbot: QtBot) -> None:
    browser = PageBrowser()
    qtbot.addWidget(browser)
    kind = QTextDocument.ResourceType.ImageResource.value
    assert browser.loadResource(kind, QUrl("file:///etc/passwd")) is None


@given(st.lists(st.text("ab \n#*-|>`1.[]()<&", max_size=30).filter(str.strip), min_size=1, max_size=6))
def test_the_cursor_finds_every_block_whatever_is_in_it(qtbot: QtBot, texts: list[str]) -> None:
    browser = PageBrowser()
    qtbot.addWidget(browser)
    browser.show_html(html_of(*texts), "", "#ffffff")
    for place in range(len(texts)):
        browser.go_to(place)
        assert browser.current == place


def test_a_large_chapter_is_cut_at_headings() -> None:
    blocks = tuple(Block(f"k/{n}", "x", title="T" if n % 5 == 0 else "") for n in range(100))
    document = DesignDocument(
        "t", (ChapterText(Chapter.SECURITY, "S", blocks), ChapterText(Chapter.DATA_FLOW, "D", ()))
    )
    pages = pages_of(document)
    assert [block for page in pages for block in page.blocks] == list(blocks)
    assert all(len(page.blocks) <= FULL + 5 for page in pages)
    assert all(page.blocks[0].title for page in pages if page.blocks)
    assert [(p.number, p.of) for p in pages if p.chapter is Chapter.DATA_FLOW] == [(1, 1)]


def test_tables_and_headings_begin_at_the_right_where_one_writes_from_there() -> None:
    table = "| a | b |\n| --- | --- |\n| c | d |"
    one = Page(Chapter.SECURITY, (Block("security/x", table, title="API"),))
    assert "dir=" not in PageWriter().html(one, {})
    with written_in(document_language("ar")):
        html = PageWriter().html(one, {})
    assert html.count(' dir="rtl"') == 2
    assert html.index(">b</th>") < html.index(">a</th>")
    assert html.index(">d</td>") < html.index(">c</td>")
