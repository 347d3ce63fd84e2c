"""Text of the assistant in the design document: which passage a heading means, and what may stand in it."""

from __future__ import annotations

import re

from infrasketch_desktop.assistant.turns import SectionEdit
from infrasketch_desktop.design_doc import passages
from infrasketch_desktop.design_doc.document import Block
from infrasketch_desktop.design_doc.headings import CHAPTER_TITLES
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.errors import InvariantError
from infrasketch_desktop.diagram.kinds import Chapter
from infrasketch_desktop.diagram.records import Group, Node, Passage
from infrasketch_desktop.formats.names import clean_label
from infrasketch_desktop.language import tr, tr_count

_NUMBERING = re.compile(r"^[#\s]*(?:\d{1,2}(?:\.\d{1,2})*[.)]?\s+)?")
_IMAGE = re.compile(r"!+\[")


def headings(diagram: Diagram) -> tuple[str, ...]:
    """What a section edit may name besides nodes and groups: the chapters, and the titles of what people added."""
    titles = (passage.title for passage in diagram.passages.values() if not passage.block and passage.title)
    return tuple(dict.fromkeys((*CHAPTER_TITLES.values(), *titles)))


def write_section(edit: Edit, heading: str, markdown: str) -> SectionEdit:
    """Put `markdown` under a heading: in place of what was added there before, else after the generated text.

    A node or group stands for its part of the component details. Pictures become links: nothing is loaded.

    Raises:
        InvariantError: no such heading, or text that is empty or too long.
    """
    text = _IMAGE.sub("[", clean_label(markdown)).strip()
    if not text:
        raise InvariantError(tr("The text of the section is empty."))
    passage, chapter, element = _place(edit.diagram, heading)
    if passage is None:
        written = passages.add(edit, chapter, element, "", text)
    else:
        block = Block("", passage.text, element=passage.element, passage=passage.id)
        written = passages.write(edit, block, text) or passage
    return SectionEdit(_named(written, edit.diagram), written.id, text)


def _place(diagram: Diagram, heading: str) -> tuple[Passage | None, Chapter, str]:
    """The passage that is meant, if there is one, else chapter and element of a new one."""
    wanted = _key(heading)
    for passage in sorted(diagram.passages.values(), key=lambda passage: passage.id):
        if not passage.block and passage.title and _key(passage.title) == wanted:
            return passage, passage.chapter, passage.element
    for chapter, title in CHAPTER_TITLES.items():
        if wanted in (_key(title), _key(tr(title)), chapter.value):
            return _addition(diagram, chapter, ""), chapter, ""
    element = _element(diagram, heading.strip(), wanted)
    return _addition(diagram, Chapter.COMPONENT_DETAILS, element), Chapter.COMPONENT_DETAILS, element


def _addition(diagram: Diagram, chapter: Chapter, element: str) -> Passage | None:
    """The untitled text that was added to a chapter, or to an element in it."""
    found = [
        passage
        for passage in diagram.passages.values()
        if (passage.chapter, passage.element, passage.block, passage.title) == (chapter, element, "", "")
    ]
    return min(found, key=lambda passage: passage.id, default=None)


def _element(diagram: Diagram, heading: str, wanted: str) -> str:
    """The node or group that is meant, by id, or by a label that no other has."""
    if heading in diagram.nodes or heading in diagram.groups:
        return heading
    parts: tuple[Node | Group, ...] = (*diagram.nodes.values(), *diagram.groups.values())
    found = [part.id for part in parts if _key(part.label) == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        problem = tr_count(
            "%n part is called “{heading}”; name one of {known}.",
            "%n parts are called “{heading}”; name one of {known}.",
            len(found),
            heading=heading[:80],
            known=", ".join(found)[:1000],
        )
    else:
        problem = tr(
            "The design document has no heading “{heading}”; there are {known}.",
            heading=heading[:80],
            known=", ".join(headings(diagram))[:1000],
        )
    raise InvariantError(problem)


def _key(heading: str) -> str:
    return " ".join(_NUMBERING.sub("", heading).casefold().split())


def _named(passage: Passage, diagram: Diagram) -> str:
    """The heading as a person reads it."""
    record = diagram.placed(passage.element) if passage.element else None
    label = record.label if isinstance(record, Node | Group) else ""
    return passage.title or label or tr(CHAPTER_TITLES[passage.chapter])
