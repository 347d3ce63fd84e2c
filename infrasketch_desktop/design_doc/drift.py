"""Where the document and the diagram disagree, each with edits that would settle it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from infrasketch_desktop.design_doc import passages
from infrasketch_desktop.design_doc.document import Block, DesignDocument
from infrasketch_desktop.design_doc.fingerprint import fingerprint_of_names
from infrasketch_desktop.design_doc.headings import CHAPTER_TITLES
from infrasketch_desktop.design_doc.links import links_in, unescaped
from infrasketch_desktop.design_doc.markup import one_line
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.records import Group, Node, Passage
from infrasketch_desktop.language import enumerated, quoted, tr
from infrasketch_desktop.technology.catalog import Catalog


class Cause(StrEnum):
    """What document and diagram disagree on."""

    GONE = "gone"
    UNPLACED = "unplaced"
    CHANGED = "changed"
    UNKNOWN_NAME = "unknown-name"
    RENAMED = "renamed"
    UNMENTIONED = "unmentioned"
    TECHNOLOGY = "technology"


class Way(StrEnum):
    """How a disagreement is settled."""

    REMOVE = "remove"
    DETACH = "detach"
    KEEP = "keep"
    RENAME = "rename"
    UNLINK = "unlink"


@dataclass(frozen=True, slots=True)
class Remedy:
    """An edit of one passage that settles a disagreement; `title` is the name of its undo step.

    `target` is the element that links lead to; `text` its name, or the fingerprint of what was looked at.
    """

    title: str
    way: Way
    passage: str
    target: str = ""
    text: str = ""

    def verb(self, edit: Edit) -> None:
        """Do it. Raises InvariantError when the passage has gone meanwhile."""
        match self.way:
            case Way.REMOVE:
                edit.remove(self.passage)
            case Way.DETACH:
                passages.detach(edit, self.passage)
            case Way.KEEP:
                passages.keep(edit, self.passage, self.text)
            case Way.RENAME:
                passages.rename_links(edit, self.passage, self.target, self.text)
            case Way.UNLINK:
                passages.unlink(edit, self.passage, self.target)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing to look at, in the block `key`. `about` is the element or name it is about, "" for the text as a whole.

    `written` and `generated` are the two texts where both exist; the most likely of `remedies` leads.
    """

    cause: Cause
    key: str
    passage: str
    about: str
    message: str
    remedies: tuple[Remedy, ...]
    written: str = ""
    generated: str = ""


def drift(diagram: Diagram, document: DesignDocument, catalog: Catalog) -> tuple[Disagreement, ...]:
    """All disagreements in the order of reading. `document` is the one generated from `diagram`."""
    written = [block for block in document.blocks() if block.passage in diagram.passages]
    return tuple(found for block in written for found in _in_block(diagram, block, catalog))


def _in_block(diagram: Diagram, block: Block, catalog: Catalog) -> Iterator[Disagreement]:
    passage = diagram.passages[block.passage]
    yield from _unplaced(diagram, block, passage)
    yield from _unknown_names(diagram, block, passage)
    if block.is_stale:
        yield _changed(diagram, block, passage)
        yield from _unmentioned(diagram, block, passage)
    if block.is_stale or _names_changed(diagram, passage):
        yield from _renamed(diagram, block, passage)
        yield from _technologies(diagram, block, passage, catalog)


def _unplaced(diagram: Diagram, block: Block, passage: Passage) -> Iterator[Disagreement]:
    """Written for an element or for a generated text that is no longer there."""
    name = _place(diagram, passage, block)
    if passage.element and passage.element not in diagram:
        message = tr(
            "{text} speaks of “{element}”, which is no longer in the diagram.", text=name, element=passage.element
        )
        cause = Cause.GONE
    elif passage.block and passage.block != block.key:
        message = tr(
            "{text} replaces a generated text that is no longer there, or that another text replaces.", text=name
        )
        cause = Cause.UNPLACED
    else:
        return
    remedies = (
        Remedy(tr("Remove the text"), Way.REMOVE, passage.id),
        Remedy(tr("Keep it in the chapter"), Way.DETACH, passage.id),
    )
    yield Disagreement(cause, block.key, passage.id, passage.element, message, remedies, written=passage.text)


def _unknown_names(diagram: Diagram, block: Block, passage: Passage) -> Iterator[Disagreement]:
    targets = {found.target: found.text for found in links_in(passage.text) if not _name(diagram, found.target)}
    for target, text in targets.items():
        message = tr(
            "{text} names “{name}”, which is not in the diagram.",
            text=_place(diagram, passage, block),
            name=one_line(text) or target,
        )
        remedies = (Remedy(tr("Keep the words, drop the link"), Way.UNLINK, passage.id, target), *_reset(block))
        yield Disagreement(Cause.UNKNOWN_NAME, block.key, passage.id, target, message, remedies)


def _changed(diagram: Diagram, block: Block, passage: Passage) -> Disagreement:
    message = tr(
        "What would be generated for {text} has changed since it was written.", text=_place(diagram, passage, block)
    )
    remedies = (_keep(block, passage), *_reset(block))
    return Disagreement(
        Cause.CHANGED, block.key, passage.id, "", message, remedies, passage.text, generated=block.generated
    )


def _renamed(diagram: Diagram, block: Block, passage: Passage) -> Iterator[Disagreement]:
    """Links whose words are not the name of what they lead to."""
    words = {found.target: found.text for found in links_in(passage.text)}
    for target, text in words.items():
        name = _name(diagram, target)
        if name and text != name:
            message = tr(
                "{text} says “{said}” where the diagram says “{name}”.",
                text=_place(diagram, passage, block),
                said=one_line(text),
                name=name,
            )
            rename = Remedy(tr("Use the name of the diagram"), Way.RENAME, passage.id, target, name)
            remedies = (rename, _keep(block, passage))
            yield Disagreement(Cause.RENAMED, block.key, passage.id, target, message, remedies)


def _unmentioned(diagram: Diagram, block: Block, passage: Passage) -> Iterator[Disagreement]:
    """Elements that the generated text speaks of and the written one does not."""
    linked = {found.target for found in links_in(passage.text)}
    plain = unescaped(passage.text).casefold()
    wanted = dict.fromkeys(found.target for found in links_in(block.generated))
    missing = [i for i in wanted if i not in linked and _name(diagram, i).casefold() not in plain]
    if missing:
        names = enumerated([quoted(_name(diagram, i)) for i in missing], 4)
        message = tr("{text} does not mention {names}.", text=_place(diagram, passage, block), names=names)
        remedies = (_keep(block, passage), *_reset(block))
        yield Disagreement(Cause.UNMENTIONED, block.key, passage.id, missing[0], message, remedies)


def _technologies(diagram: Diagram, block: Block, passage: Passage, catalog: Catalog) -> Iterator[Disagreement]:
    """Technologies in a text about one component that neither it nor any other component uses."""
    if passage.element not in diagram.nodes:
        return
    said = "\n".join((block.generated, *(f"{node.technology}\n{node.label}" for node in diagram.nodes.values())))
    for technology in catalog.technologies:
        name = technology.name
        if not technology.ambiguous and _has_word(passage.text, name) and not _has_word(said, name):
            message = tr(
                "{text} names {name}, which no component uses.", text=_place(diagram, passage, block), name=name
            )
            remedies = (_keep(block, passage), *_reset(block))
            yield Disagreement(Cause.TECHNOLOGY, block.key, passage.id, name, message, remedies)


def _names_changed(diagram: Diagram, passage: Passage) -> bool:
    """Whether something that an addition names or belongs to is called otherwise than when it was written."""
    if passage.block or not passage.basis:
        return False
    return passage.basis != fingerprint_of_names(diagram, passage.element, passage.text)


def _has_word(text: str, word: str) -> bool:
    return word in text and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def _name(diagram: Diagram, record_id: str) -> str:
    record = diagram.placed(record_id)
    return (one_line(record.label) or record_id) if isinstance(record, Node | Group) else ""


def _place(diagram: Diagram, passage: Passage, block: Block) -> str:
    """What a message calls a text: its title, else its component, else its chapter."""
    heading = one_line(passage.title) or one_line(unescaped(block.title))
    title = heading or _name(diagram, passage.element) or tr(CHAPTER_TITLES[passage.chapter])
    return f"“{title}”"


def _keep(block: Block, passage: Passage) -> Remedy:
    return Remedy(tr("Keep the text as it is"), Way.KEEP, passage.id, text=block.basis)


def _reset(block: Block) -> tuple[Remedy, ...]:
    """Back to the generated text, where there is one."""
    return (Remedy(tr("Use the generated text"), Way.REMOVE, block.passage),) if block.generated else ()
