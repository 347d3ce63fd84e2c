"""Documents built by hand."""

from __future__ import annotations

from infrasketch_desktop.design_doc import Block, ChapterText, DesignDocument
from infrasketch_desktop.design_doc.headings import CHAPTER_TITLES
from infrasketch_desktop.design_doc.pdf.ledger import Ledger
from infrasketch_desktop.design_doc.pdf.press import Press
from infrasketch_desktop.design_doc.pdf.style import styles_for
from infrasketch_desktop.design_doc.pdf.typefaces import Typefaces
from infrasketch_desktop.diagram.kinds import Chapter
from infrasketch_desktop.picture.faces import firago
from infrasketch_desktop.picture.pdf import Resources
from infrasketch_desktop.picture.theme import light_theme


def document_of(*blocks: Block, title: str = "Sample", chapter: Chapter = Chapter.COMPONENT_DETAILS) -> DesignDocument:
    """A document of one chapter."""
    return DesignDocument(title, (ChapterText(chapter, CHAPTER_TITLES[chapter], blocks),))


def markdown_document(markdown: str) -> DesignDocument:
    return document_of(Block("component-details/text", markdown))


def new_press() -> Press:
    resources = Resources(firago())
    return Press(resources, Typefaces(resources), styles_for(light_theme()), Ledger())
