"""What every part of a page needs to draw itself: faces, styles and the ledger, and how marked content is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from infrasketch_desktop.design_doc.pdf.ledger import Ledger
from infrasketch_desktop.design_doc.pdf.ordering import RIGHT_TO_LEFT_MARK
from infrasketch_desktop.design_doc.pdf.structure import Element
from infrasketch_desktop.design_doc.pdf.style import Styles
from infrasketch_desktop.design_doc.pdf.typefaces import Typefaces
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.picture.pdf import Content, Resources, SetLine


@dataclass(frozen=True, slots=True)
class Press:
    """Shared by all that is drawn into one document; `is_rtl` says that its lines and pages begin at the right."""

    resources: Resources
    typefaces: Typefaces
    styles: Styles
    ledger: Ledger
    is_rtl: bool = False

    @property
    def mark(self) -> str:
        """What a line that begins with a number or a name is begun with, so that it begins where others do."""
        return RIGHT_TO_LEFT_MARK if self.is_rtl else ""

    def line(
        self,
        content: Content,
        line: SetLine,
        at: Point,
        size: float,
        color: str,
        *,
        width: float,
        ends: bool = False,
    ) -> None:
        """A single line in a room of `width`, `at.x` from the side where lines begin; with `ends` it ends there."""
        advance = line.width * size
        x = at.x - advance if ends else at.x
        content.line(line, Point(width - x - advance if self.is_rtl else x, at.y), size, color)

    @contextmanager
    def marked(self, content: Content, element: Element | None, page: int) -> Iterator[None]:
        """What is drawn inside belongs to `element`; without one it is decoration that a reader aloud leaves out."""
        if element is None:
            content.add("/Artifact BMC")
        else:
            content.add(f"/{element.role} <</MCID {self.ledger.mark(element, page)}>> BDC")
        yield
        content.add("EMC")
