"""A paragraph: lines of spans, with what may stand around them: an indent, a list's sign, a bar, a ground."""

from __future__ import annotations

from dataclasses import dataclass, replace

from infrasketch_desktop.design_doc.pdf.flowable import Drawn
from infrasketch_desktop.design_doc.pdf.ledger import Link
from infrasketch_desktop.design_doc.pdf.lines import Line, Stretch, break_lines
from infrasketch_desktop.design_doc.pdf.ordering import begins_at_right, levelled, placed
from infrasketch_desktop.design_doc.pdf.press import Press
from infrasketch_desktop.design_doc.pdf.spans import PLAIN, Span, plain_text
from infrasketch_desktop.design_doc.pdf.structure import Element
from infrasketch_desktop.design_doc.pdf.style import TextStyle
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.picture.pdf import Content
from infrasketch_desktop.picture.shapes import Box

_BASELINE = 0.35
"""From the middle of a line down to its baseline, as a share of the size."""

_PADDING = 8.0
_BAR = 2.5
_MARKER_GAP = 13.0


@dataclass(frozen=True, slots=True)
class Surround:
    """What stands around a paragraph. `marker` belongs to `label` in the structure."""

    indent: float = 0.0
    marker: str = ""
    label: Element | None = None
    bars: int = 0
    ground: str = ""


BARE = Surround()


@dataclass(slots=True)
class _Trail:
    """The link that was drawn last: it may go on in the next line, and on the next page."""

    target: str = ""
    link: Element | None = None


class TextBlock(Drawn):
    """Text that is broken into lines when it is measured, and over pages when it must be.

    `element` is what it is in the structure; without one it is decoration.
    """

    def __init__(
        self,
        press: Press,
        spans: tuple[Span, ...],
        style: TextStyle,
        element: Element | None,
        surround: Surround = BARE,
        *,
        is_sided: bool = False,
        lines: tuple[Line, ...] | None = None,
    ) -> None:
        """What `is_sided` begins where the document does, whatever it is written in: cells, headings, items."""
        super().__init__(press, before=style.before, after=style.after)
        self.spans = spans
        self.style = style
        self.element = element
        self.surround = surround
        self._lines = lines
        self._lines_for = -1.0 if lines is None else 0.0
        self._trail = _Trail()
        self.is_sided = is_sided or bool(surround.indent)
        self._is_rtl = begins_at_right(plain_text(spans), otherwise=press.is_rtl)
        self._at_right = self._is_rtl or (press.is_rtl and self.is_sided)

    @property
    def padding(self) -> float:
        return _PADDING if self.surround.ground else 0.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        lines = self.lines_in(width)
        self.width = width
        self.height = len(lines) * self.style.leading + 2 * self.padding
        return self.width, self.height

    def lines_in(self, width: float) -> tuple[Line, ...]:
        """The lines at a width; those of a paragraph that was divided stay as they are."""
        if self._lines is None or self._lines_for not in (0.0, width):
            room = max(1.0, width - self.surround.indent - 2 * self.padding)
            spans = levelled(self.spans, is_rtl=self._is_rtl)
            self._lines = break_lines(spans, self.press.typefaces, self.style.size, room)
            self._lines_for = width
        return self._lines

    def split(self, width: float, height: float) -> list[TextBlock]:
        """The lines that fit and the others, never one line alone; nothing when it has to move as a whole."""
        lines = self.lines_in(width)
        fitting = int((height - 2 * self.padding) // self.style.leading)
        if fitting >= len(lines):
            return [self]
        fitting = min(fitting, len(lines) - 2) if len(lines) > 3 else fitting  # noqa: PLR2004 - two and two
        if fitting < min(2, len(lines) - 1) or fitting < 1:
            return []
        first = self._part(lines[:fitting], self.surround, replace(self.style, after=0.0))
        marker_gone = replace(self.surround, marker="", label=None)
        return [first, self._part(lines[fitting:], marker_gone, replace(self.style, before=0.0))]

    def paint(self, content: Content) -> None:
        self._paint_surround(content)
        for number, line in enumerate(self._lines or ()):
            top = self.padding + number * self.style.leading
            self._paint_line(content, line, top)

    def _part(self, lines: tuple[Line, ...], surround: Surround, style: TextStyle) -> TextBlock:
        part = TextBlock(self.press, self.spans, style, self.element, surround, is_sided=self.is_sided, lines=lines)
        part._trail = self._trail
        return part

    def _paint_surround(self, content: Content) -> None:
        around, press = self.surround, self.press
        if around.ground or around.bars:
            with press.marked(content, None, self.page):
                if around.ground:
                    ground = Rect(around.indent, 0, self.width - around.indent, self.height)
                    content.draw((Box(self.mirrored(ground), 4.0, fill=around.ground),))
                for bar in range(around.bars):
                    place = Rect(around.indent - (bar + 1) * _MARKER_GAP, -2, _BAR, self.height + 4)
                    content.draw((Box(self.mirrored(place), _BAR / 2, fill=press.styles.rule),))
        if around.marker:
            with press.marked(content, around.label, self.page):
                line, size = press.typefaces.line(f"{press.mark}{around.marker}", PLAIN), self.style.size
                at = Point(around.indent - 5.0, self.padding + self._baseline)
                press.line(content, line, at, size, press.styles.figure.color, width=self.width, ends=True)

    @property
    def _baseline(self) -> float:
        return self.style.leading / 2 + self.style.size * _BASELINE

    def _paint_line(self, content: Content, line: Line, top: float) -> None:
        left = self._left(sum(stretch.width for stretch in line))
        for stretch, place in placed(line):
            owner, x = self._owner(stretch), left + place
            with self.press.marked(content, owner, self.page):
                self._paint_stretch(content, stretch, Point(x, top + self._baseline))
            if stretch.target:
                rect = Rect(x, top + 1, stretch.width, self.style.leading - 2)
                self.press.ledger.link(Link(self.area(rect), stretch.target, stretch.text), owner)

    def _left(self, width: float) -> float:
        """Where a line of a width begins at the left: the indent is on the side of the document."""
        indent = self.surround.indent + self.padding
        at_left, at_right = (self.padding, indent) if self.press.is_rtl else (indent, self.padding)
        return self.width - at_right - width if self._at_right else at_left

    def _owner(self, stretch: Stretch) -> Element | None:
        """The element of a stretch: links are elements of their own."""
        owner, trail = self.element, self._trail
        if stretch.target != trail.target:
            trail.target = stretch.target
            trail.link = owner.child("Link") if owner and stretch.target else None
        return trail.link or owner

    def _paint_stretch(self, content: Content, stretch: Stretch, at: Point) -> None:
        style, styles = self.style, self.press.styles
        if stretch.manner.code and not self.surround.ground and stretch.text.strip():
            plate = Rect(at.x - 1.5, at.y - style.size * 0.86, stretch.width + 3, style.size * 1.2)
            content.draw((Box(plate, 2.0, fill=styles.ground),))
        color = styles.accent if stretch.target else style.color
        size = self.press.typefaces.size(stretch.manner, style.size)
        is_rtl = bool(stretch.level % 2) if stretch.level else None
        line = self.press.typefaces.line(stretch.text, stretch.manner, is_rtl=is_rtl)
        content.line(line, at, size, color)
