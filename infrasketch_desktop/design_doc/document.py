"""A design document as chapters of Markdown blocks, ready for a panel, a folder of Markdown or a PDF.

Blocks are CommonMark with tables, without raw HTML. A link to `#<element id>` leads to the block whose `anchor` that
id is; the picture of the diagram stands where an image with the address `DIAGRAM` is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from infrasketch_desktop.diagram.kinds import Chapter
from infrasketch_desktop.language import ENGLISH

DIAGRAM = "diagram"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a chapter. `key` is unique in the document and stable, such as `component-details/api/purpose`.

    `element` is the record it speaks of, "" for the chapter as a whole. `title` is its own heading as Markdown on one
    line, if any. `anchor` is the element whose section begins here: links to `#<anchor>` lead here, and no two blocks
    have the same. `passage` is the id of the passage that somebody wrote, "" when the block is generated. `generated`
    is what is (or would be) generated here, "" for an addition, and `basis` the fingerprint of that text in English,
    which is the same in every language; `is_stale` says that it has changed since the passage was written.
    """

    key: str
    markdown: str
    element: str = ""
    title: str = ""
    anchor: str = ""
    passage: str = ""
    generated: str = ""
    basis: str = ""
    is_stale: bool = False


@dataclass(frozen=True, slots=True)
class ChapterText:
    """One of the nine chapters with its heading."""

    chapter: Chapter
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class DesignDocument:
    """The whole document. `title` is that of the sheet or a standard one, as plain text on one line.

    `language` is what it is written in, as a code of BCP 47.
    """

    title: str
    chapters: tuple[ChapterText, ...]
    language: str = ENGLISH

    def blocks(self) -> Iterator[Block]:
        """Every block in the order of reading."""
        for chapter in self.chapters:
            yield from chapter.blocks

    def beginning(self, most: int) -> DesignDocument:
        """The first `most` blocks with the headings of their chapters; the document itself when it has no more."""
        chapters: list[ChapterText] = []
        for chapter in self.chapters:
            if most <= 0:
                return replace(self, chapters=tuple(chapters))
            blocks = chapter.blocks[:most]
            chapters.append(chapter if len(blocks) == len(chapter.blocks) else replace(chapter, blocks=blocks))
            most -= len(chapter.blocks)
        return self if most >= 0 else replace(self, chapters=tuple(chapters))
