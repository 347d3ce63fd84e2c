"""Component Details: every component with its purpose, technology, neighbours and notes."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.design_doc.chapters.parts import block
from infrasketch_desktop.design_doc.document import Block
from infrasketch_desktop.design_doc.markup import escaped, paragraphs, table
from infrasketch_desktop.design_doc.system import System
from infrasketch_desktop.diagram.kinds import Chapter
from infrasketch_desktop.diagram.records import Node


def write(system: System) -> Iterator[Block]:
    for node in system.parts:
        yield _purpose(system, node)
        yield _facts(node)


def _purpose(system: System, node: Node) -> Block:
    text = paragraphs(node.description) or f"{escaped(system.name(node.id))} is a {node.kind.display_name.lower()}."
    title = escaped(system.name(node.id))
    return block(Chapter.COMPONENT_DETAILS, "purpose", text, element=node.id, title=title, anchor=node.id)


def _facts(node: Node) -> Block:
    rows = [("Kind", escaped(node.kind.display_name)), ("Technology", escaped(node.technology))]
    return block(Chapter.COMPONENT_DETAILS, "facts", table(("", ""), rows), element=node.id)
