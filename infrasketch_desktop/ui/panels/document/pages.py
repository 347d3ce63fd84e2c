"""Cuts chapters into pages: a view of bounded size keeps the window quick however large the diagram is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from infrasketch_desktop.design_doc.document import Block, DesignDocument
from infrasketch_desktop.diagram.kinds import Chapter

FULL = 12
"""Blocks after which a page ends, at the next heading; one that never comes ends it at twice as many."""


@dataclass(frozen=True, slots=True)
class Page:
    """Consecutive blocks of one chapter; `number` counts from 1, `of` is the number of pages of the chapter."""

    chapter: Chapter
    blocks: tuple[Block, ...]
    number: int = 1
    of: int = 1

    def place_of(self, key: str) -> int | None:
        """Where a block stands on the page."""
        return next((place for place, block in enumerate(self.blocks) if block.key == key), None)


def pages_of(document: DesignDocument) -> tuple[Page, ...]:
    """Every page in the order of reading; a chapter without blocks has one empty page."""
    return tuple(page for chapter in document.chapters for page in _pages(chapter.chapter, chapter.blocks))


def _pages(chapter: Chapter, blocks: Sequence[Block]) -> Iterator[Page]:
    cut = list(_cut(blocks)) or [()]
    for number, part in enumerate(cut, 1):
        yield Page(chapter, tuple(part), number, len(cut))


def _cut(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    begin = 0
    for place, block in enumerate(blocks):
        size = place - begin
        if (size >= FULL and block.title) or size >= 2 * FULL:
            yield blocks[begin:place]
            begin = place
    if begin < len(blocks):
        yield blocks[begin:]
