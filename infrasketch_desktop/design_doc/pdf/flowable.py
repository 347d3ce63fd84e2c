"""The base of everything that flows through the pages: measured by reportlab's frames, drawn by our own content."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Flowable

from infrasketch_desktop.design_doc.pdf.ledger import Area
from infrasketch_desktop.design_doc.pdf.press import Press
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.picture.pdf import Content


class Drawn(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Draws through `paint`, in points from its upper left corner with y downwards."""

    canv: Any

    def __init__(self, press: Press, *, before: float = 0.0, after: float = 0.0) -> None:
        super().__init__()
        self.press = press
        self.spaceBefore = before
        self.spaceAfter = after

    @property
    def page(self) -> int:
        """The page being drawn, from 0."""
        return int(self.canv.getPageNumber()) - 1

    def area(self, rect: Rect) -> Area:
        """Where a rectangle of this flowable lies on the page."""
        left, top = self.canv.absolutePosition(rect.left, self.height - rect.top)
        return Area(self.page, left, top - rect.height, left + rect.width, top)

    def mirrored(self, rect: Rect) -> Rect:
        """A rectangle that is measured from the side where lines begin, as it lies on the page."""
        return Rect(self.width - rect.right, rect.y, rect.width, rect.height) if self.press.is_rtl else rect

    def draw(self) -> None:
        content = Content(self.press.resources)
        content.save()
        content.to_page(Point(0, 0), 1.0, 0.0, self.height)
        self.paint(content)
        content.restore()
        self.canv.addLiteral(content.data().decode("ascii"))

    def paint(self, content: Content) -> None:
        raise NotImplementedError
