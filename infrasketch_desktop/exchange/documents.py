"""The design document of a diagram, with what comes with the program to write it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from infrasketch_desktop.design_doc.document import DesignDocument
from infrasketch_desktop.design_doc.drift import Disagreement, drift
from infrasketch_desktop.design_doc.generator import design_document
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.language import Language
from infrasketch_desktop.resources import resource_path
from infrasketch_desktop.technology import Catalog
from infrasketch_desktop.technology.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is known of technologies, to be looked up while a document is written."""

    catalog: Catalog
    knowledge: Knowledge

    @classmethod
    def load(cls) -> Shelf:
        """Raises ResourceError or TechnologyError when the installation is damaged."""
        folder = resource_path("lexicon")
        return cls(Catalog.load(folder), Knowledge.load(folder))


@dataclass(frozen=True, slots=True)
class WrittenDocument:
    """A design document, and where it and the diagram disagree."""

    document: DesignDocument
    disagreements: tuple[Disagreement, ...]


def written_document(
    diagram: Diagram, tick: Callable[[], None] = lambda: None, language: Language | None = None
) -> DesignDocument:
    """The document as it is exported: generated in a language, with what people wrote in its place.

    `tick` is called before every block; what it raises ends the work.

    Raises:
        ResourceError, TechnologyError: the installation is damaged.
    """
    shelf = Shelf.load()
    return design_document(diagram, shelf.catalog, shelf.knowledge, tick=tick, language=language)


def examined_document(diagram: Diagram, language: Language | None = None) -> WrittenDocument:
    """The same document with all disagreements. Raises ResourceError or TechnologyError."""
    shelf = Shelf.load()
    document = design_document(diagram, shelf.catalog, shelf.knowledge, language=language)
    return WrittenDocument(document, drift(diagram, document, shelf.catalog))
