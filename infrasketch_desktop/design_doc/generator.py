"""Writes the design document of a diagram: nine chapters from the model, with what people wrote in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from infrasketch_desktop.design_doc.chapters import (
    components,
    data_flow,
    overview,
    phases,
    picture,
    reliability,
    security,
    summary,
    trade_offs,
)
from infrasketch_desktop.design_doc.document import Block, ChapterText, DesignDocument
from infrasketch_desktop.design_doc.fingerprint import fingerprint
from infrasketch_desktop.design_doc.headings import CHAPTER_TITLES, document_title
from infrasketch_desktop.design_doc.merging import merge
from infrasketch_desktop.design_doc.survey import Survey
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import Chapter
from infrasketch_desktop.language import ENGLISH, Language, in_english, in_force, tr, written_in
from infrasketch_desktop.review.finding import Finding
from infrasketch_desktop.review.reviewer import review
from infrasketch_desktop.technology.catalog import Catalog
from infrasketch_desktop.technology.knowledge import Knowledge

Writer = Callable[[Survey], Iterator[Block]]


def design_document(
    diagram: Diagram,
    catalog: Catalog,
    knowledge: Knowledge | None = None,
    findings: tuple[Finding, ...] | None = None,
    *,
    tick: Callable[[], None] = lambda: None,
    language: Language | None = None,
) -> DesignDocument:
    """The document of a diagram; the same diagram gives the same document.

    `findings` are those of its review in the language of the document, when they are known already. Without
    `knowledge` the text keeps to what the diagram says. `tick` is called before every block; what it raises ends the
    work, for one that is no longer wanted. `language` is the one in force without another.
    """
    language = language or in_force()

    def generated(found: tuple[Finding, ...] | None) -> dict[Chapter, tuple[Block, ...]]:
        known = review(diagram) if found is None else found
        survey = Survey(diagram, catalog, knowledge or Knowledge(), known)
        return {chapter: tuple(_ticking(write(survey), tick)) for chapter, write in _writers().items()}

    with written_in(language):
        blocks = generated(findings)
    if language.code == ENGLISH:
        bases = _bases(blocks)
    else:
        with in_english():
            bases = _bases(generated(None))
    with written_in(language):
        return _merged(diagram, blocks, bases, language.code)


def _bases(blocks: Mapping[Chapter, Sequence[Block]]) -> dict[str, str]:
    """By key of a block, the fingerprint of its text: whoever writes over it may read another language later."""
    return {block.key: fingerprint(block.generated) for chapter in blocks.values() for block in chapter}


def _merged(
    diagram: Diagram, blocks: Mapping[Chapter, Sequence[Block]], bases: Mapping[str, str], code: str
) -> DesignDocument:
    passages = tuple(diagram.passages.values())
    chapters = []
    for chapter, title in CHAPTER_TITLES.items():
        based = [replace(block, basis=bases.get(block.key, "")) for block in blocks[chapter]]
        chapters.append(ChapterText(chapter, tr(title), merge(chapter, based, passages)))
    return DesignDocument(document_title(diagram), tuple(chapters), code)


def _ticking(blocks: Iterator[Block], tick: Callable[[], None]) -> Iterator[Block]:
    for block in blocks:
        tick()
        yield block


def _writers() -> Mapping[Chapter, Writer]:
    return {
        Chapter.EXECUTIVE_SUMMARY: summary.write,
        Chapter.SYSTEM_OVERVIEW: overview.write,
        Chapter.ARCHITECTURE_DIAGRAM: picture.write,
        Chapter.COMPONENT_DETAILS: components.write,
        Chapter.DATA_FLOW: data_flow.write,
        Chapter.SCALABILITY_RELIABILITY: reliability.write,
        Chapter.SECURITY: security.write,
        Chapter.TRADE_OFFS: trade_offs.write,
        Chapter.IMPLEMENTATION_PHASES: phases.write,
    }
