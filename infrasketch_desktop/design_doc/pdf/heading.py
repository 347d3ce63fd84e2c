"""A heading: its number and text, its entry in the outline, and on the right where the diagram shows its subject."""

from __future__ import annotations

from infrasketch_desktop.design_doc.pdf.ledger import Heading, Link
from infrasketch_desktop.design_doc.pdf.press import Press
from infrasketch_desktop.design_doc.pdf.spans import PLAIN, Span, plain_text, shortened
from infrasketch_desktop.design_doc.pdf.text import TextBlock
from infrasketch_desktop.design_doc.words import figure
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.language import tr
from infrasketch_desktop.picture.pdf import Content
from infrasketch_desktop.picture.shapes import Box

_ASIDE = 130.0
"""Room on the right for where the diagram shows it."""

_LONGEST = 300
_OUTLINED_LEVELS = 2
"""Chapters and sections."""


class HeadingBlock(TextBlock):
    """`places` are the names under which links lead here; `shown_at` is the place in the diagram to lead to, if any."""

    def __init__(
        self,
        press: Press,
        level: int,
        number: str,
        spans: tuple[Span, ...],
        *,
        places: tuple[str, ...] = (),
        shown_at: str = "",
    ) -> None:
        spans = shortened(spans, _LONGEST) if places else spans
        title = f"{number}  {plain_text(spans)}" if number else plain_text(spans)
        self.title = f"{press.mark}{title}"
        numbered = (Span(f"{press.mark}{number}\u2002", PLAIN), *spans) if number else spans
        bold = tuple(span.made_bold() for span in numbered)
        element = press.ledger.root.child(f"H{min(level, 6)}")
        super().__init__(press, bold, press.styles.heading(level), element, is_sided=True)
        self.level = level
        self.places = places
        self.shown_at = shown_at
        self._aside = press.ledger.root.child("P").child("Link") if shown_at else None

    @property
    def in_contents(self) -> bool:
        """Whether the list of contents and the outline name it."""
        return self.level <= _OUTLINED_LEVELS and bool(self.places)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        _, self.height = super().wrap(width - (_ASIDE if self.shown_at else 0.0), height)
        self.width = width
        return width, self.height

    def split(self, width: float, height: float) -> list[TextBlock]:
        """Headings that the outline names stay whole, since they are short; others may be as long as people like."""
        return [] if self.in_contents else super().split(width, height)

    def paint(self, content: Content) -> None:
        ledger = self.press.ledger
        for place in self.places:
            ledger.places[place] = self.area(Rect(0, 0, self.width, self.height))
        if self.in_contents:
            ledger.headings.append(Heading(self.level, self.title, self.places[0]))
        if self.level == 1:
            self._paint_rule(content)
        super().paint(content)
        if self.shown_at in ledger.places:
            self._paint_aside(content)

    def _paint_rule(self, content: Content) -> None:
        with self.press.marked(content, None, self.page):
            content.draw((Box(self.mirrored(Rect(0, -9, 34, 2.5)), 1.25, fill=self.press.styles.accent),))

    def _paint_aside(self, content: Content) -> None:
        """“Diagram, page 7”, which leads there; the page is known since the diagram comes first."""
        press, style = self.press, self.press.styles.caption
        text = tr("Diagram, page {page}", page=figure(press.ledger.places[self.shown_at].page + 1))
        line = press.typefaces.line(text, PLAIN)
        width = line.width * style.size
        with press.marked(content, self._aside, self.page):
            at = Point(self.width, self._baseline)
            press.line(content, line, at, style.size, press.styles.accent, width=self.width, ends=True)
        area = self.area(self.mirrored(Rect(self.width - width, 0, width, self.style.leading)))
        press.ledger.link(Link(area, f"#{self.shown_at}", text), self._aside)
