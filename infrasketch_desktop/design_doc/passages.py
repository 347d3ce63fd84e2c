"""The verbs that write into the design document; each works inside an open edit, so it is undone like any other."""

from __future__ import annotations

from dataclasses import replace

from infrasketch_desktop.design_doc.document import Block
from infrasketch_desktop.design_doc.fingerprint import fingerprint_of_names
from infrasketch_desktop.design_doc.links import rewritten
from infrasketch_desktop.design_doc.markup import escaped, link
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.errors import InvariantError
from infrasketch_desktop.diagram.ids import slug, unique_id
from infrasketch_desktop.diagram.kinds import Chapter
from infrasketch_desktop.diagram.records import Passage
from infrasketch_desktop.language import tr


def write(edit: Edit, block: Block, markdown: str) -> Passage | None:
    """Put `markdown` in place of a block; empty text leaves the block out. None when it is the generated text again.

    Raises:
        InvariantError: the text is too long.
    """
    if block.generated and markdown == block.generated:
        reset(edit, block)
        return None
    passage = _passage_of(edit.diagram, block)
    basis = block.basis if block.generated else _names(edit.diagram, block.element, markdown)
    return _put(edit, replace(passage, text=markdown, basis=basis))


def reset(edit: Edit, block: Block) -> None:
    """Let the generated text stand again; an addition goes."""
    edit.remove(block.passage)


def add(edit: Edit, chapter: Chapter, element: str, title: str, markdown: str) -> Passage:
    """Add a paragraph at the end of a chapter, or with `element` after all that is said of it there.

    Raises:
        InvariantError: text or title is too long.
    """
    passage_id = unique_id(slug(f"text {title or element or chapter.value}", "text"), edit.diagram)
    basis = _names(edit.diagram, element, markdown)
    return _put(edit, Passage(id=passage_id, chapter=chapter, text=markdown, element=element, title=title, basis=basis))


def keep(edit: Edit, passage_id: str, basis: str) -> Passage:
    """Let a passage stand as it is, with what is generated now and the names of now as what it was written over.

    `basis` is the fingerprint of its block, "" for an addition.
    """
    passage = _require(edit.diagram, passage_id)
    return _put(edit, replace(passage, basis=basis or _names(edit.diagram, passage.element, passage.text)))


def detach(edit: Edit, passage_id: str) -> Passage:
    """Make a passage an addition to its chapter, where the block or element it was written for has gone."""
    passage = _require(edit.diagram, passage_id)
    element = passage.element if passage.element in edit.diagram else ""
    basis = _names(edit.diagram, element, passage.text)
    return _put(edit, replace(passage, block="", element=element, basis=basis))


def rename_links(edit: Edit, passage_id: str, target: str, name: str) -> Passage:
    """Give every link to an element the text `name`."""
    passage = _require(edit.diagram, passage_id)
    text = rewritten(passage.text, lambda text, at: link(escaped(name) if at == target else text, at))
    return _put(edit, replace(passage, text=text))


def unlink(edit: Edit, passage_id: str, target: str) -> Passage:
    """Leave only the words of links to an element that is gone."""
    passage = _require(edit.diagram, passage_id)
    text = rewritten(passage.text, lambda text, at: text if at == target else link(text, at))
    return _put(edit, replace(passage, text=text))


def _passage_of(diagram: Diagram, block: Block) -> Passage:
    """The passage of a block, or a new one for it."""
    found = diagram.passages.get(block.passage)
    if found is not None:
        return found
    chapter = Chapter(block.key.partition("/")[0])
    passage_id = unique_id(slug(f"text {block.key}"), diagram)
    return Passage(id=passage_id, chapter=chapter, text="", element=block.element, block=block.key)


def _names(diagram: Diagram, element: str, markdown: str) -> str:
    return fingerprint_of_names(diagram, element, markdown)


def _put(edit: Edit, passage: Passage) -> Passage:
    edit.put(passage)
    return passage


def _require(diagram: Diagram, passage_id: str) -> Passage:
    found = diagram.passages.get(passage_id)
    if found is None:
        raise InvariantError(tr("There is no text “{id}” in this document any more.", id=passage_id[:80]))
    return found
