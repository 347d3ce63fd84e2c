"""The design document of a diagram, with what comes with the program to write it."""

from __future__ import annotations

from dataclasses import dataclass

from infrasketch_desktop.design_doc.document import DesignDocument
from infrasketch_desktop.design_doc.generator import design_document
from infrasketch_desktop.diagram.diagram import Diagram
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


def written_document(diagram: Diagram, shelf: Shelf | None = None) -> DesignDocument:
    """The document as it is shown and exported everywhere: generated, with what people wrote in its place."""
    known = shelf or Shelf.load()
    return design_document(diagram, known.catalog, known.knowledge)
