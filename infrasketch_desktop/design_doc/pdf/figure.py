"""The diagram on a page: whole, as an overview with its grid of sheets, or one of these sheets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from infrasketch_desktop.design_doc.pdf.flowable import Drawn
from infrasketch_desktop.design_doc.pdf.ledger import Link
from infrasketch_desktop.design_doc.pdf.press import Press
from infrasketch_desktop.design_doc.pdf.sheets import Sheet
from infrasketch_desktop.design_doc.pdf.spans import PLAIN
from infrasketch_desktop.design_doc.pdf.structure import Element
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.picture.drawing import Item
from infrasketch_desktop.picture.pdf import Content
from infrasketch_desktop.picture.shapes import Box, Stroke

_HEADS = 16.0
"""Arrow heads reach this far beyond the bounds of their edge."""

_SHEET_NAME = 13.0


@dataclass(frozen=True, slots=True)
class Place:
    """A record on the picture: a click leads to `target`, and `name` (if any) is the place that its section names."""

    rect: Rect
    target: str
    name: str
    text: str


class DiagramFigure(Drawn):
    """A part of a picture in `scale` points per scene unit, centred in the width it gets."""

    def __init__(
        self,
        press: Press,
        items: Iterable[Item],
        part: Rect,
        *,
        scale: float,
        element: Element,
        places: Iterable[Place],
        sheets: tuple[Sheet, ...] = (),
        name: str = "",
    ) -> None:
        super().__init__(press, before=4.0, after=4.0)
        self.items = tuple(items)
        self.part = part
        self.scale = scale
        self.element = element
        self.places = tuple(places)
        self.sheets = sheets
        self.name = name

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = width, self.part.height * self.scale
        return self.width, self.height

    def paint(self, content: Content) -> None:
        left = (self.width - self.part.width * self.scale) / 2
        with self.press.marked(content, self.element, self.page):
            content.save()
            content.clip(Rect(left, 0, self.part.width * self.scale, self.height))
            content.place(Point(self.part.x, self.part.y), self.scale, Point(left, 0))
            for item in self.items:
                if item.bounds.inflated(_HEADS).intersects(self.part):
                    content.draw(item.shapes)
            for sheet in self.sheets:
                self._paint_sheet(content, sheet)
            content.restore()
        if self.name:
            self.press.ledger.places[self.name] = self.area(Rect(0, 0, self.width, self.height))
        for place in self.places:
            self._connect(place, left)

    def _paint_sheet(self, content: Content, sheet: Sheet) -> None:
        """The border of a sheet and its name on a plate, in sizes that do not depend on the scale of the picture."""
        styles, unit = self.press.styles, 1 / self.scale
        content.draw((Box(sheet.part, 0.0, stroke=Stroke(styles.accent, 0.7 * unit, (4 * unit, 3 * unit))),))
        size = _SHEET_NAME * unit
        line = self.press.typefaces.line(sheet.name, PLAIN)
        plate = Rect(sheet.part.left + 4 * unit, sheet.part.top + 4 * unit, line.width * size + 10 * unit, 19 * unit)
        content.draw((Box(plate, 4 * unit, fill=styles.paper, stroke=Stroke(styles.accent, 0.7 * unit)),))
        content.line(line, Point(plate.x + 5 * unit, plate.center.y + size * 0.36), size, styles.accent)

    def _connect(self, place: Place, left: float) -> None:
        """Let a click on a record lead somewhere, and the record be led to."""
        seen = _common(place.rect, self.part)
        if seen is None:
            return
        scale = self.scale
        on_page = Rect(
            left + (seen.x - self.part.x) * scale,
            (seen.y - self.part.y) * scale,
            seen.width * scale,
            seen.height * scale,
        )
        area, ledger = self.area(on_page), self.press.ledger
        if place.name:
            ledger.places[place.name] = area
        ledger.link(Link(area, place.target, place.text), self.element.child("Link"))


def _common(first: Rect, second: Rect) -> Rect | None:
    """What two rectangles share; None when they do not meet."""
    if not first.intersects(second):
        return None
    x, y = max(first.x, second.x), max(first.y, second.y)
    return Rect(x, y, min(first.right, second.right) - x, min(first.bottom, second.bottom) - y)
