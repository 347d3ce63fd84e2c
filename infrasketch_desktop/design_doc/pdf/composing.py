"""The whole document as a story: cover, contents, then every chapter with its blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from typing import Any

from markdown_it import MarkdownIt
from reportlab.platypus import CondPageBreak, NextPageTemplate, PageBreak

from infrasketch_desktop.design_doc.document import DIAGRAM, Block, ChapterText, DesignDocument
from infrasketch_desktop.design_doc.pdf.blocks import BlockSetter
from infrasketch_desktop.design_doc.pdf.contents import contents_lines
from infrasketch_desktop.design_doc.pdf.cover import Cover, CoverText
from infrasketch_desktop.design_doc.pdf.heading import HeadingBlock
from infrasketch_desktop.design_doc.pdf.plates import UPRIGHT, Plates, shown_at
from infrasketch_desktop.design_doc.pdf.press import Press
from infrasketch_desktop.design_doc.pdf.spans import plain, plain_text, spans_of
from infrasketch_desktop.design_doc.pdf.tables import TableSetter
from infrasketch_desktop.design_doc.words import figure
from infrasketch_desktop.language import later_count, tr, tr_count

_DEEPEST = 100
_CHAPTER_ROOM, _SECTION_ROOM = 150.0, 78.0
"""A heading moves to the next page where less than this is left for it and what follows."""


def markdown_parser() -> MarkdownIt:
    """CommonMark with tables; HTML is text, and nothing becomes a link that was not written as one.

    What lies deeper than lists and quotes of people ever do is left out, as the parser works by recursion.
    """
    return MarkdownIt("commonmark", {"html": False, "linkify": False, "maxNesting": _DEEPEST}).enable("table")


@dataclass
class Composer:
    """Composes one document, once."""

    press: Press
    document: DesignDocument
    plates: Plates
    width: float

    def __post_init__(self) -> None:
        self._parser = markdown_parser()
        self._tables = TableSetter(self.press, self.width)
        self._places = frozenset(block.anchor for block in self.document.blocks())

    def story(self, imprint: Sequence[tuple[str, str]], checkpoint: Callable[[float], None]) -> list[Any]:
        """Everything in the order of the pages. `checkpoint` is told the share that is done, before every block."""
        cover = self._cover(tuple(imprint))
        root = self.press.ledger.root
        contents_title = HeadingBlock(self.press, 1, "", plain(tr("Contents")))
        toc = root.child("TOC")
        body = list(self._body(checkpoint))
        headings = [block for block in body if isinstance(block, HeadingBlock) and block.in_contents]
        lines = contents_lines(self.press, headings, toc)
        turns_itself = bool(body) and isinstance(body[0], NextPageTemplate)
        after_contents = [] if turns_itself else [PageBreak()]
        return [cover, NextPageTemplate(UPRIGHT), PageBreak(), contents_title, *lines, *after_contents, *body]

    def summary(self) -> str:
        """The first paragraph of the first chapter, without markup."""
        for block in self.document.blocks():
            for opening, token in pairwise(self._parser.parse(block.markdown)):
                if opening.type == "paragraph_open" and opening.level == 0:
                    return plain_text(spans_of(token.children or ()))
        return ""

    def _cover(self, imprint: tuple[tuple[str, str], ...]) -> Cover:
        diagram = self.plates.diagram
        technologies = {node.technology for node in diagram.nodes.values() if node.technology}
        counts = (
            _counted(later_count("%n component", "%n components"), len(diagram.nodes)),
            _counted(later_count("%n connection", "%n connections"), len(diagram.edges)),
            _counted(later_count("%n group", "%n groups"), len(diagram.groups)),
            _counted(later_count("%n technology", "%n technologies"), len(technologies)),
        )
        text = CoverText(self.document.title, tr("System design document"), self.summary(), counts, imprint)
        area = self.plates.area if diagram.nodes else None
        return Cover(self.press, text, area, self.plates.drawn_for)

    def _body(self, checkpoint: Callable[[float], None]) -> Iterator[Any]:
        total, begun = sum(1 for _ in self.document.blocks()), count()
        for number, chapter in enumerate(self.document.chapters, 1):
            yield from self._chapter_head(number, chapter)
            section = count(1)
            for block in chapter.blocks:
                checkpoint(next(begun) / total)
                if block.title:
                    yield CondPageBreak(_SECTION_ROOM)
                    yield self._section_heading(f"{figure(number)}.{figure(next(section))}", block)
                yield from self._blocks(block)

    def _chapter_head(self, number: int, chapter: ChapterText) -> Iterator[Any]:
        opens_with_picture = bool(chapter.blocks) and self._shows_picture_first(chapter.blocks[0])
        if opens_with_picture:
            yield from self.plates.before()
        else:
            yield CondPageBreak(_CHAPTER_ROOM)
        yield HeadingBlock(
            self.press, 1, figure(number), plain(chapter.title), places=(f"chapter/{number}", chapter.chapter.value)
        )

    def _section_heading(self, number: str, block: Block) -> HeadingBlock:
        spans = spans_of(self._parser.parseInline(block.title)[0].children or ())
        names = (block.anchor,) if block.anchor else ()
        shown = shown_at(block.anchor) if block.anchor in self.plates.diagram.nodes else ""
        return HeadingBlock(self.press, 2, number, spans, places=(f"block/{block.key}", *names), shown_at=shown)

    def _blocks(self, block: Block) -> Iterator[Any]:
        setter = BlockSetter(self.press, self._tables, self.plates.flowables, self._places)
        return setter.set(self._parser.parse(block.markdown))

    def _shows_picture_first(self, block: Block) -> bool:
        tokens = self._parser.parse(block.markdown) if not block.title else []
        first = next((token for token in tokens if token.type == "inline"), None)
        return any(
            child.type == "image" and child.attrGet("src") == DIAGRAM for child in (first and first.children) or ()
        )


def _counted(forms: tuple[str, str], count: int) -> tuple[str, str]:
    """A number, and what stands below it: the rest of the phrase, or all of it where its words tell the number."""
    number, phrase = figure(count), tr_count(*forms, count)
    return number, phrase.replace(number, "", 1).strip()
