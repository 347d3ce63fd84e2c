"""Fingerprints of what a passage was written over: they tell whether that has changed since."""

from __future__ import annotations

from hashlib import sha256

from infrasketch_desktop.design_doc.links import links_in
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.records import Group, Node

LENGTH = 16
"""Hexadecimal digits: 64 bits, for telling two versions of one paragraph apart, not for security."""


def fingerprint(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


def fingerprint_of_names(diagram: Diagram, element: str, markdown: str) -> str:
    """Of the names and technologies of everything that a text links to, and of the element it belongs to."""
    ids = sorted({element, *(found.target for found in links_in(markdown))})
    return fingerprint("\n".join(_named(diagram, record_id) for record_id in ids))


def _named(diagram: Diagram, record_id: str) -> str:
    match diagram.get(record_id):
        case Node() as node:
            return f"{record_id}={node.label}\t{node.technology}"
        case Group() as group:
            return f"{record_id}={group.label}"
        case _:
            return record_id
