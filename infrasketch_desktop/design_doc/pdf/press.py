"""What every part of a page needs to draw itself: faces, styles and the ledger, and how marked content is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from infrasketch_desktop.design_doc.pdf.ledger import Ledger
from infrasketch_desktop.design_doc.pdf.structure import Element
from infrasketch_desktop.design_doc.pdf.style import Styles
from infrasketch_desktop.design_doc.pdf.typefaces import Typefaces
from infrasketch_desktop.picture.pdf import Content, Resources


@dataclass(frozen=True, slots=True)
class Press:
    """Shared by all that is drawn into one document."""

    resources: Resources
    typefaces: Typefaces
    styles: Styles
    ledger: Ledger

    @contextmanager
    def marked(self, content: Content, element: Element | None, page: int) -> Iterator[None]:
        """What is drawn inside belongs to `element`; without one it is decoration that a reader aloud leaves out."""
        if element is None:
            content.add("/Artifact BMC")
        else:
            content.add(f"/{element.role} <</MCID {self.ledger.mark(element, page)}>> BDC")
        yield
        content.add("EMC")
