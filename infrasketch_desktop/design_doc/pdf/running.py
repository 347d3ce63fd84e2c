"""What is written on pages once all of them are there: heads, page numbers, and the numbers in the list of contents."""

from __future__ import annotations

from collections.abc import Sequence

from infrasketch_desktop.design_doc.pdf.ledger import Area, Pending
from infrasketch_desktop.design_doc.pdf.press import Press
from infrasketch_desktop.design_doc.pdf.spans import PLAIN
from infrasketch_desktop.design_doc.pdf.typefaces import Manner
from infrasketch_desktop.design_doc.words import figure
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.language import tr
from infrasketch_desktop.picture.pdf import Content
from infrasketch_desktop.picture.shapes import Box, Polyline, Stroke

_HEAD, _FOOT = 40.0, 34.0
_RULE_BELOW = 8.0
_FIRST_LINE = 110.0
"""What begins above this is the first line of its page."""
_TITLE_SHARE = 0.6
_ELLIPSIS = "…"

Chapters = Sequence[tuple[str, Area]]
"""Titles with their places, in the order of the pages."""

WHITE = "#FFFFFF"
"""The colour of paper, which needs no ink."""


def running_text(
    press: Press, title: str, page: int, total: int, *, chapters: Chapters, size: tuple[float, float], side: float
) -> bytes:
    """The content to be added to a page of `size` points with margins of `side`; pages count from 0."""
    content = Content(press.resources)
    width, height = size
    content.to_page(Point(0, 0), 1.0, 0.0, height)
    if page not in press.ledger.bare_pages:
        with press.marked(content, None, page):
            heads = title, chapter_on(chapters, page, height - _FIRST_LINE)
            _paint_head(content, press, heads, width, side)
            number = tr("{page} of {total}", page=figure(page + 1), total=figure(total))
            _paint_line(content, press, number, Point(width - side, height - _FOOT), width, ends=True)
    for pending in press.ledger.pending:
        if pending.page == page and pending.place in press.ledger.places:
            _paint_number(content, press, pending, height)
    return content.data()


def page_ground(press: Press, size: tuple[float, float]) -> bytes:
    """A page in the colour of the theme, as decoration below everything else."""
    content = Content(press.resources)
    content.save()
    content.add("/Artifact BMC")
    content.draw((Box(Rect(0, 0, *size), fill=press.styles.paper),))
    content.add("EMC")
    content.restore()
    return content.data()


def chapter_on(chapters: Chapters, page: int, top: float) -> str:
    """The chapter that a page begins with: one whose heading is its first line, above `top`, or one that goes on."""
    begun = [title for title, place in chapters if place.page < page or (place.page == page and place.top > top)]
    earlier = [title for title, place in chapters if place.page < page]
    here = [title for title, place in chapters if place.page == page]
    return begun[len(earlier)] if len(begun) > len(earlier) else next(iter(earlier[-1:] or here), tr("Contents"))


def _paint_head(content: Content, press: Press, heads: tuple[str, str], width: float, side: float) -> None:
    """Title and chapter at the two ends of a line."""
    (title, chapter), style = heads, press.styles.running
    left, right = side, width - side
    room = (right - left) * _TITLE_SHARE
    _paint_line(content, press, _elided(press, title, style.size, room), Point(left, _HEAD), width)
    chapter = _elided(press, chapter, style.size, right - left - room - 12)
    _paint_line(content, press, chapter, Point(right, _HEAD), width, ends=True)
    rule = _HEAD + _RULE_BELOW
    content.draw((Polyline((Point(left, rule), Point(right, rule)), Stroke(press.styles.rule, 0.7)),))


def _paint_line(content: Content, press: Press, text: str, at: Point, width: float, *, ends: bool = False) -> None:
    """A line that begins or ends at a point of a page, which is mirrored where lines begin at the right."""
    style = press.styles.running
    line = press.typefaces.line(text, PLAIN)
    press.line(content, line, at, style.size, style.color, width=width, ends=ends)


def _paint_number(content: Content, press: Press, pending: Pending, height: float) -> None:
    page = press.ledger.places[pending.place].page
    size = 10.5 if pending.bold else 9.5
    line = press.typefaces.line(figure(page + 1), Manner(bold=pending.bold))
    left = pending.end if press.is_rtl else pending.end - line.width * size
    at = Point(left, height - pending.baseline)
    with press.marked(content, pending.element, pending.page):
        content.line(line, at, size, press.styles.body.color)


def _elided(press: Press, text: str, size: float, room: float) -> str:
    """`text`, or as much of it as fits before an ellipsis."""
    while press.typefaces.line(text, PLAIN).width * size > room and len(text) > 1:
        text = text.rstrip(_ELLIPSIS)
        text = text[: min(len(text) - 1, 200)].rstrip() + _ELLIPSIS
    return text
