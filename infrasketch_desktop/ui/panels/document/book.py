"""All pages of a document, and where in them something stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from infrasketch_desktop.design_doc.document import Block, DesignDocument
from infrasketch_desktop.diagram.kinds import Chapter
from infrasketch_desktop.ui.panels.document.pages import Page, pages_of


@dataclass(frozen=True, slots=True)
class Place:
    """A block: the page it is on, and where on that page."""

    at: int
    place: int = 0


@dataclass(frozen=True, slots=True)
class Book:
    """The pages in the order of reading; empty before the first document has been written."""

    pages: tuple[Page, ...] = ()

    @classmethod
    def of(cls, document: DesignDocument) -> Book:
        return cls(pages_of(document))

    def of_chapter(self, chapter: Chapter) -> Place | None:
        """The first page of a chapter."""
        return next((Place(at) for at, page in enumerate(self.pages) if page.chapter is chapter), None)

    def of_element(self, element: str) -> Place | None:
        """Where the section of a node or group begins."""
        return self._find(lambda block: block.anchor == element)

    def of_passage(self, passage: str) -> Place | None:
        return self._find(lambda block: block.passage == passage)

    def of_key(self, key: str) -> Place | None:
        return self._find(lambda block: block.key == key)

    def same_page(self, before: Page | None, block: Block | None) -> int:
        """The page with the block that was current, else one of the same chapter, else the first."""
        if before is None:
            return 0
        in_chapter = [at for at, page in enumerate(self.pages) if page.chapter is before.chapter]
        holding = [at for at in in_chapter if block and self.pages[at].place_of(block.key) is not None]
        return (holding or in_chapter[min(before.number, len(in_chapter)) - 1 :])[0]

    def _find(self, is_wanted: Callable[[Block], bool]) -> Place | None:
        for at, page in enumerate(self.pages):
            for place, block in enumerate(page.blocks):
                if is_wanted(block):
                    return Place(at, place)
        return None
