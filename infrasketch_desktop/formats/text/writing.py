"""Writes a diagram as an outline that people read."""

from __future__ import annotations

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.outline import outline
from infrasketch_desktop.diagram.records import Node, Note, Sheet
from infrasketch_desktop.formats.names import clean_label
from infrasketch_desktop.formats.result import Written
from infrasketch_desktop.formats.unwritten import Fields, unwritten

_CARRIED: Fields = {Node: ("kind", "technology"), Note: ("text", "group"), Sheet: ("title",)}


def write(diagram: Diagram) -> Written:
    """The title underlined, members indented under their groups, then the edges."""
    title = " ".join(clean_label(diagram.sheet.title).split())
    head = f"{title}\n{'=' * len(title)}" if title else ""
    parts = (head, clean_label(outline(diagram)))
    text = "\n\n".join(part for part in parts if part) + "\n"
    return Written(text.encode("utf-8"), unwritten(diagram, "Plain text", carried=_CARRIED))
