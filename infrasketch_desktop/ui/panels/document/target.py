"""What is being written: a block of the document, or a paragraph that is not there yet."""

from __future__ import annotations

from dataclasses import dataclass

from infrasketch_desktop.design_doc import passages
from infrasketch_desktop.design_doc.document import Block, DesignDocument
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.kinds import Chapter
from infrasketch_desktop.language import tr


@dataclass(frozen=True, slots=True)
class Target:
    """`block` is what the text replaces; None for a new paragraph of `chapter`, about `element` when that is set."""

    chapter: Chapter
    block: Block | None = None
    element: str = ""

    @property
    def key(self) -> str:
        """Of the block it replaces, "" for a new paragraph."""
        return self.block.key if self.block else ""

    @property
    def text(self) -> str:
        """What there is to begin with."""
        return self.block.markdown if self.block else ""

    @property
    def step(self) -> str:
        """The name of the undo step."""
        if self.block is not None:
            return tr("Edit the document")
        return tr("Pin a note to a component") if self.element else tr("Add a paragraph")

    def write(self, edit: Edit, document: DesignDocument, title: str, markdown: str) -> str:
        """Put the text into the sketch and answer the id of its passage, "" when the generated text stands again.

        Where the block has gone meanwhile, the text becomes a paragraph of its own.
        """
        if self.block is None:
            return passages.add(edit, self.chapter, self.element, title, markdown).id
        now = next((block for block in document.blocks() if block.key == self.key), None)
        if now is None:
            element = self.block.element if self.block.element in edit.diagram else ""
            return passages.add(edit, self.chapter, element, title, markdown).id
        written = passages.write(edit, now, markdown)
        return written.id if written else ""
