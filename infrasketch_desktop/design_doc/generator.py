"""Writes the design document of a diagram: nine chapters from the model, with what people wrote in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

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
from infrasketch_desktop.design_doc.headings import CHAPTER_TITLES, document_title
from infrasketch_desktop.design_doc.merging import merge
from infrasketch_desktop.design_doc.survey import Survey
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import Chapter
from infrasketch_desktop.language import in_english
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
    tick: Callable[[], None] = lambda: None,
) -> DesignDocument:
    """The document of a diagram; the same diagram gives the same document.

    `findings` are those of its review when they are known already. Without `knowledge` the text keeps to what the
    diagram says. `tick` is called before every block; what it raises ends the work, for one that is no longer wanted.
    The text is English whatever the window speaks, so that `findings` have to be in English too.
    """
    with in_english():
        return _generated(diagram, catalog, knowledge or Knowledge(), findings, tick)


def _generated(
    diagram: Diagram,
    catalog: Catalog,
    knowledge: Knowledge,
    findings: tuple[Finding, ...] | None,
    tick: Callable[[], None],
) -> DesignDocument:
    found = review(diagram) if findings is None else findings
    survey = Survey(diagram, catalog, knowledge, found)
    passages = tuple(diagram.passages.values())
    writers = _writers()
    chapters = (
        ChapterText(chapter, title, merge(chapter, tuple(_ticking(writers[chapter](survey), tick)), passages))
        for chapter, title in CHAPTER_TITLES.items()
    )
    return DesignDocument(document_title(diagram), tuple(chapters))


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
