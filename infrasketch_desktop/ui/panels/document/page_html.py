"""A page of the document as HTML for Qt: made by markdown-it with raw HTML off, nothing in it is ever loaded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from infrasketch_desktop.design_doc.document import DIAGRAM, Block
from infrasketch_desktop.language import in_force, tr
from infrasketch_desktop.ui.panels.document.pages import Page
from infrasketch_desktop.ui.theme.colors import Colors

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FIRST_TEXT = re.compile(r"<(?:p|li|th|td|code|h[1-6])>(?=(?:\s|<(?:strong|em|a|code|i)\b[^>]*>)*[^\s<])")
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<t[hd]\b.*?</t[hd]>", re.DOTALL)
_NO_WIDTH = "&#8203;"
_KEPT = 600


class PageWriter:
    """Remembers blocks it has written: most stay the same from one edit to the next."""

    def __init__(self) -> None:
        self._written = lru_cache(_KEPT)(self._write)
        self._parser: MarkdownIt | None = None

    def html(self, page: Page, drafts: dict[str, str], compared: str = "") -> str:
        """The page, its blocks marked by the anchors `at-0`, `at-1`, ….

        `drafts` are texts being typed, by key of their block; `compared` is the block whose generated text is shown
        below the written one.
        """
        if not page.blocks:
            return _aside(tr("There is nothing to say in this chapter yet."), "muted")
        return "".join(self._block(place, block, drafts, compared) for place, block in enumerate(page.blocks))

    def _block(self, place: int, block: Block, drafts: dict[str, str], compared: str) -> str:
        mark = f"<a name='at-{place}'></a>"
        markdown = drafts.get(block.key, block.markdown)
        body = self._written(markdown) or _aside(tr("Left out"))
        if block.title:
            body = f"<h3{_direction()}>{mark}{self._line(block.title)}</h3>{body}"
        else:
            body, count = _FIRST_TEXT.subn(lambda found: found[0] + mark, body, count=1)
            if not count:  # a line, an empty quotation: an anchor needs a character of its own to stand at
                body = f"<p class='mark'><a name='at-{place}'>{_NO_WIDTH}</a></p>{body}"
        return body + self._state(block, draft=block.key in drafts) + self._comparison(block, compared)

    def _state(self, block: Block, *, draft: bool) -> str:
        if draft:
            return _aside(tr("Being written"))
        if not block.passage:
            return ""
        text = tr("Written by hand; the generated text has changed since") if block.is_stale else tr("Written by hand")
        return _aside(text)

    def _comparison(self, block: Block, compared: str) -> str:
        if block.key != compared or not block.generated:
            return ""
        head = escape(tr("Generated now:"))
        return f"<p class='mark'>{head}</p><blockquote class='mark'>{self._written(block.generated)}</blockquote>"

    def _line(self, markdown: str) -> str:
        return str(self._markdown_it().renderInline(markdown))

    def _write(self, markdown: str) -> str:
        return framed_tables(self._markdown_it().render(markdown))

    def _markdown_it(self) -> MarkdownIt:
        if self._parser is None:
            self._parser = make_parser()
        return self._parser


def make_parser() -> MarkdownIt:
    """CommonMark with tables; raw HTML is shown as text, pictures become their words."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - loaded after the first paint

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.add_render_rule("image", _picture)
    return parser


def _picture(_renderer: object, tokens: Sequence[Token], place: int, _options: object, _env: object) -> str:
    """Never the picture itself: an address in a text is not a reason to load anything."""
    words = tokens[place].content
    said = tr("Picture: {words}", words=words) if words else ""
    if tokens[place].attrGet("src") == DIAGRAM:
        said = tr("Here stands the diagram.")
    return f"<i>{escape(said)}</i>"


def _aside(text: str, role: str = "mark") -> str:
    """What is said about the document between its texts."""
    return f"<p class='{role}'>{escape(text)}</p>"


def framed_tables(html: str) -> str:
    """Tables as Qt needs them: it draws lines only when the tag asks for them, and never begins at the right."""
    framed = html.replace("<table>", f'<table border="1" cellspacing="0" cellpadding="4" width="99%"{_direction()}>')
    return _ROW.sub(_turned, framed) if in_force().is_from_right_to_left else framed


def _turned(row: re.Match[str]) -> str:
    return "".join(("<tr>", *reversed(_CELL.findall(row[1])), "</tr>"))


def _direction() -> str:
    """What makes a heading or table begin at the right though it holds a Latin name, where one writes from there."""
    return ' dir="rtl"' if in_force().is_from_right_to_left else ""


def style(colors: Colors) -> str:
    """The look of the page in the colours of the window."""
    return (
        f"body, p, li, td, th, h1, h2, h3, h4 {{ color: {colors.text}; }}"
        "p, ul, ol { margin-top: 0; margin-bottom: 8px; }"
        "h1, h2, h3, h4 { margin-top: 14px; margin-bottom: 6px; font-size: large; font-weight: 600; }"
        f"table {{ border-color: {colors.border}; border-collapse: collapse; margin-top: 6px; margin-bottom: 10px; }}"
        "th, td { font-size: small; }"
        f"th {{ text-align: left; font-weight: 600; background: {colors.sunken}; }}"
        f"a {{ color: {colors.accent}; text-decoration: none; }}"
        f"code, pre {{ background: {colors.sunken}; }}"
        f".mark, .muted {{ color: {colors.muted}; font-size: small; }}"
    )
