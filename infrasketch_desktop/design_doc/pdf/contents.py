"""The list of contents: a line for each heading, whose page is written when all pages are there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from infrasketch_desktop.design_doc.pdf.flowable import Drawn
from infrasketch_desktop.design_doc.pdf.heading import HeadingBlock
from infrasketch_desktop.design_doc.pdf.ledger import Link, Pending
from infrasketch_desktop.design_doc.pdf.press import Press
from infrasketch_desktop.design_doc.pdf.spans import PLAIN
from infrasketch_desktop.design_doc.pdf.structure import Element
from infrasketch_desktop.design_doc.pdf.typefaces import Manner
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.picture.pdf import Content
from infrasketch_desktop.picture.shapes import Polyline, Stroke

MOST_ENTRIES = 400
"""A longer list is cut down to the chapters: nobody leafs through ten pages of contents."""

_NUMBER_ROOM = 34.0
_INDENT = 16.0
_ELLIPSIS = "…"


class ContentsLine(Drawn):
    """One entry, dots, and room for a page number."""

    def __init__(self, press: Press, heading: HeadingBlock, toc: Element) -> None:
        is_chapter = heading.level == 1
        super().__init__(press, before=9.0 if is_chapter else 0.0)
        self.heading = heading
        self.is_chapter = is_chapter
        self.element = toc.child("TOCI")

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = width, 18.0 if self.is_chapter else 15.5
        return self.width, self.height

    def paint(self, content: Content) -> None:
        press, styles = self.press, self.press.styles
        size, manner = (10.5, Manner(bold=True)) if self.is_chapter else (9.5, PLAIN)
        left = 0.0 if self.is_chapter else _INDENT
        line, width = self._fitting(manner, size, self.width - left - _NUMBER_ROOM)
        baseline = self.height - 4.5
        link = self.element.child("Link")
        with press.marked(content, link, self.page):
            entry, at = press.typefaces.line(line, manner), Point(left, baseline)
            press.line(content, entry, at, size, styles.body.color, width=self.width)
        self._paint_dots(content, left + width + 6, baseline - 1)
        place = self.heading.places[0]
        end = self.mirrored(Rect(self.width, 0, 0, 0)).x
        right, bottom = self.canv.absolutePosition(end, self.height - baseline)
        press.ledger.link(Link(self.area(Rect(0, 0, self.width, self.height)), f"#{place}", self.heading.title), link)
        press.ledger.pending.append(Pending(self.page, right, bottom, place, link, self.is_chapter))

    def _fitting(self, manner: Manner, size: float, room: float) -> tuple[str, float]:
        """The heading on one line, with an ellipsis when it is too long, and its width."""
        typefaces, text = self.press.typefaces, self.heading.title
        width = typefaces.line(text, manner).width * size
        while width > room and len(text) > 1:
            text = text[: min(len(text) - 2, max(1, int(len(text) * room / width)))].rstrip() + _ELLIPSIS
            width = typefaces.line(text, manner).width * size
        return text, width

    def _paint_dots(self, content: Content, left: float, y: float) -> None:
        right = self.width - _NUMBER_ROOM
        if self.is_chapter or right - left < _INDENT:
            return
        with self.press.marked(content, None, self.page):
            dots, row = Stroke(self.press.styles.dots, 0.8, (0.8, 3.7)), self.mirrored(Rect(left, y, right - left, 0))
            content.draw((Polyline((Point(row.left, y), Point(row.right, y)), dots),))


def contents_lines(press: Press, headings: Sequence[HeadingBlock], toc: Element) -> Iterator[ContentsLine]:
    """The lines for all chapters, and for their sections unless there are too many."""
    chosen = headings if len(headings) <= MOST_ENTRIES else [heading for heading in headings if heading.level == 1]
    return (ContentsLine(press, heading, toc) for heading in chosen)
