"""Writes the document of a snapshot and finds its drift; meant for a worker."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from infrasketch_desktop.design_doc.document import DesignDocument
from infrasketch_desktop.design_doc.drift import Disagreement, drift
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.resources import resource_path
from infrasketch_desktop.ui.tasks import Progress

if TYPE_CHECKING:
    from infrasketch_desktop.technology.catalog import Catalog
    from infrasketch_desktop.technology.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Made:
    """A document, and where it and the diagram it was made of disagree."""

    document: DesignDocument
    disagreements: tuple[Disagreement, ...]


class DocumentMaker:
    """Reads the lists it needs the first time it is asked; may be called on any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lists: tuple[Catalog, Knowledge] | None = None

    def make(self, diagram: Diagram, progress: Progress) -> Made:
        """The document of a snapshot. Raises TechnologyError when a list is missing, CancelledError when given up."""
        import markdown_it  # noqa: F401, PLC0415 - the page needs it at once and the window should not wait for it

        from infrasketch_desktop.collector import collector_paused  # noqa: PLC0415 - not needed to start
        from infrasketch_desktop.design_doc.generator import design_document  # noqa: PLC0415 - brings networkx

        catalog, knowledge = self._read_lists()
        with collector_paused():
            document = design_document(diagram, catalog, knowledge, tick=progress.check)
            return Made(document, drift(diagram, document, catalog))

    def _read_lists(self) -> tuple[Catalog, Knowledge]:
        from infrasketch_desktop.technology.catalog import Catalog  # noqa: PLC0415 - read late, on the worker
        from infrasketch_desktop.technology.knowledge import Knowledge  # noqa: PLC0415

        with self._lock:
            if self._lists is None:
                folder = resource_path("lexicon")
                self._lists = Catalog.load(folder), Knowledge.load(folder)
            return self._lists
