"""What has to be known of the pages once they are laid out: links, places to jump to, headings, marks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from infrasketch_desktop.design_doc.pdf.structure import Element, Mark


class Area(NamedTuple):
    """A rectangle on a page in points, from its lower left corner; pages count from 0."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


class Link(NamedTuple):
    """An area that leads to a place of this document (`#name`) or to an address; `text` says where to."""

    area: Area
    target: str
    text: str


class Heading(NamedTuple):
    """An entry of the outline. `level` counts from 1; `place` is the name of its destination."""

    level: int
    title: str
    place: str


class Pending(NamedTuple):
    """A page number to be written when all pages are there: the end of its line, and the place whose page it names."""

    page: int
    end: float
    baseline: float
    place: str
    element: Element
    bold: bool


@dataclass(slots=True)
class Ledger:
    """Filled while pages are drawn."""

    root: Element = field(default_factory=lambda: Element("Document"))
    links: list[Link] = field(default_factory=list)
    places: dict[str, Area] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    pending: list[Pending] = field(default_factory=list)
    bare_pages: set[int] = field(default_factory=set)
    _marks: Counter[int] = field(default_factory=Counter)

    def chapters(self) -> list[tuple[str, Area]]:
        """The headings of the first level with their places, in the order of the pages."""
        return [(heading.title, self.places[heading.place]) for heading in self.headings if heading.level == 1]

    def mark(self, element: Element, page: int) -> int:
        """The number of the next marked piece on `page`, which belongs to `element`."""
        mcid = self._marks[page]
        self._marks[page] += 1
        element.content.append(Mark(page, mcid))
        return mcid

    def link(self, link: Link, element: Element | None) -> None:
        """An area to click on; `element` is what it is in the structure."""
        if element is not None:
            element.links.append(len(self.links))
        self.links.append(link)
