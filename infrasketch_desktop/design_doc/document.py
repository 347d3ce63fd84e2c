"""A design document as chapters of Markdown blocks, ready for a panel, a folder of Markdown or a PDF.

Blocks are CommonMark with tables, without raw HTML. A link to `#<element id>` leads to the section of that element;
the picture of the diagram stands where an image with the address `DIAGRAM` is.
"""

from __future__ import annotations

from dataclasses import dataclass

from infrasketch_desktop.diagram.kinds import Chapter

DIAGRAM = "diagram"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a chapter. `key` is unique in the document and stable, such as `component-details/api/purpose`.

    `element` is the record it speaks of, "" for the chapter as a whole. `title` is its own heading, if any.
    `passage` is the id of the passage that somebody wrote, "" when the block is generated. `generated` is what is (or
    would be) generated here, "" for an addition; `is_stale` says that it has changed since the passage was written.
    """

    key: str
    markdown: str
    element: str = ""
    title: str = ""
    passage: str = ""
    generated: str = ""
    is_stale: bool = False


@dataclass(frozen=True, slots=True)
class ChapterText:
    """One of the nine chapters with its heading."""

    chapter: Chapter
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class DesignDocument:
    """The whole document. `title` is that of the sheet or a standard one."""

    title: str
    chapters: tuple[ChapterText, ...]
