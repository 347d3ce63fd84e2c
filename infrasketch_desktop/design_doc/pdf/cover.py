"""The first page: what the document is about, how large the system is, and a small picture of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from infrasketch_desktop.design_doc.pdf.flowable import Drawn
from infrasketch_desktop.design_doc.pdf.lines import Line, break_lines
from infrasketch_desktop.design_doc.pdf.ordering import RIGHT_TO_LEFT_MARK, begins_at_right
from infrasketch_desktop.design_doc.pdf.press import Press
from infrasketch_desktop.design_doc.pdf.spans import plain
from infrasketch_desktop.design_doc.pdf.structure import Element
from infrasketch_desktop.design_doc.pdf.style import TextStyle
from infrasketch_desktop.design_doc.pdf.typefaces import Manner
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.picture.drawing import DisplayList
from infrasketch_desktop.picture.pdf import Content
from infrasketch_desktop.picture.shapes import Box, Stroke

_TITLE_LINES, _LEAD_LINES = 4, 6
_COUNT_WIDTH = 118.0
_INSET = 14.0
_LEAST_PICTURE = 120.0
_LARGEST = 0.6
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class CoverText:
    """What the cover says. `counts` are figures with what they count, `imprint` names with values, as (Author, Ada)."""

    title: str
    kind: str
    lead: str
    counts: tuple[tuple[str, str], ...]
    imprint: tuple[tuple[str, str], ...] = ()


class Cover(Drawn):
    """Fills its frame."""

    def __init__(
        self, press: Press, text: CoverText, area: Rect | None, picture: Callable[[float], DisplayList]
    ) -> None:
        """`area` is what the picture shows, in scene units, None for no picture; `picture` gives it for a scale."""
        super().__init__(press)
        self.text = text
        self.picture_area = area
        self.picture = picture
        root = press.ledger.root
        self._kind, self._title, self._lead = root.child("P"), root.child("Title"), root.child("P")
        self._counts = [root.child("P") for _ in text.counts]
        self._imprint = [root.child("P") for _ in text.imprint]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, height
        return width, height

    def paint(self, content: Content) -> None:
        styles, y = self.press.styles, 58.0
        self._line(content, self.text.kind.upper(), Point(0, y), styles.kind, self._kind)
        y = self._lines(content, self.text.title, styles.title, self._title, top=y + 18, most=_TITLE_LINES)
        with self.press.marked(content, None, self.page):
            content.draw((Box(self.mirrored(Rect(0, y + 14, 56, 3)), 1.5, fill=styles.accent),))
        y = self._lines(content, self.text.lead, styles.lead, self._lead, top=y + 34, most=_LEAD_LINES)
        y = self._paint_counts(content, y + 40)
        bottom = self._paint_imprint(content)
        self._paint_picture(content, Rect(0, y + 26, self.width, max(0.0, bottom - y - 26)))

    def _lines(
        self, content: Content, text: str, style: TextStyle, element: Element, *, top: float, most: int
    ) -> float:
        """Set `text` from `top` on at most so many lines; where it ends."""
        lines = self._at_most(plain_lines(self.press, text, style, self.width), most)
        mark = RIGHT_TO_LEFT_MARK if begins_at_right(text, otherwise=self.press.is_rtl) else ""
        for number, line in enumerate(lines):
            baseline = top + number * style.leading + style.leading / 2 + style.size * 0.35
            self._line(content, f"{mark}{line}", Point(0, baseline), style, element)
        return top + len(lines) * style.leading

    def _at_most(self, lines: list[str], most: int) -> list[str]:
        if len(lines) <= most:
            return lines
        return [*lines[: most - 1], lines[most - 1].rstrip(" .,;:") + _ELLIPSIS]

    def _paint_counts(self, content: Content, y: float) -> float:
        """Large figures beside each other, each over what it counts; a rule above them."""
        styles = self.press.styles
        for number, ((figure, counted), element) in enumerate(zip(self.text.counts, self._counts, strict=True)):
            x = number * _COUNT_WIDTH
            self._line(content, figure, Point(x, y), styles.figure, element)
            self._line(content, counted, Point(x, y + 16), styles.caption, element)
        return y + 16

    def _paint_imprint(self, content: Content) -> float:
        """Names and values at the foot of the page; the top of this block."""
        styles = self.press.styles
        top = self.height - len(self.text.imprint) * styles.caption.leading
        for number, ((name, value), element) in enumerate(zip(self.text.imprint, self._imprint, strict=True)):
            y = top + number * styles.caption.leading + 9
            self._line(content, name, Point(0, y), styles.caption, element)
            self._line(content, value, Point(90, y), styles.caption.tinted(styles.body.color), element)
        return top - 18 if self.text.imprint else self.height

    def _line(self, content: Content, text: str, at: Point, style: TextStyle, element: Element) -> None:
        with self.press.marked(content, element, self.page):
            line = self.press.typefaces.line(text, Manner(bold=style.bold))
            self.press.line(content, line, at, style.size, style.color, width=self.width)

    def _paint_picture(self, content: Content, room: Rect) -> None:
        """The diagram as an ornament on a plate; the chapter on it has the one to read."""
        shown = self.picture_area
        if shown is None or room.height < _LEAST_PICTURE:
            return
        styles, inside = self.press.styles, room.inflated(-_INSET)
        scale = min(inside.width / shown.width, inside.height / shown.height, _LARGEST)
        with self.press.marked(content, None, self.page):
            content.draw((Box(room, 8.0, fill=styles.paper, stroke=Stroke(styles.rule, 0.8)),))
            content.save()
            content.place(shown.center, scale, inside.center)
            for item in self.picture(scale).items:
                content.draw(item.shapes)
            content.restore()


def plain_lines(press: Press, text: str, style: TextStyle, width: float) -> list[str]:
    lines: Sequence[Line] = break_lines(plain(text, bold=style.bold), press.typefaces, style.size, width)
    return ["".join(stretch.text for stretch in line) for line in lines]
