"""Architecture Diagram: the figure and what its kinds mean."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.design_doc.chapters.parts import block
from infrasketch_desktop.design_doc.document import DIAGRAM, Block
from infrasketch_desktop.design_doc.headings import document_title
from infrasketch_desktop.design_doc.markup import escaped
from infrasketch_desktop.design_doc.system import System
from infrasketch_desktop.diagram.kinds import Chapter


def write(system: System) -> Iterator[Block]:
    if system.parts or system.groups:
        figure = f"![{escaped(document_title(system.diagram))}]({DIAGRAM})"
        yield block(Chapter.ARCHITECTURE_DIAGRAM, "figure", figure)
