"""A diagram as lines that a person reads in a mail: who is where, then who talks to whom."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.reading import members_in_order
from infrasketch_desktop.diagram.records import Edge, Group, Node
from infrasketch_desktop.diagram.subsets import require_placed


def outline(diagram: Diagram) -> str:
    """Members indented under their group in reading order, then one line for each edge."""
    members = "\n".join(_members(diagram, None, ""))
    edges = "\n".join(_edge(diagram, edge) for edge in diagram.edges.values())
    return "\n\n".join(part for part in (members, edges) if part)


def _members(diagram: Diagram, group: str | None, indent: str) -> Iterator[str]:
    for record_id in members_in_order(diagram, group):
        yield f"{indent}- {_line(diagram, record_id)}"
        yield from _members(diagram, record_id, indent + "  ")


def _line(diagram: Diagram, record_id: str) -> str:
    record = require_placed(diagram, record_id)
    match record:
        case Node():
            about = ", ".join(part for part in (record.kind.display_name.lower(), record.technology) if part)
            return f"{_plain(record.label) or record.id} ({about})"
        case Group():
            return f"{_plain(record.label) or record.id}:"
        case _:
            return _plain(record.text)


def _edge(diagram: Diagram, edge: Edge) -> str:
    label = f": {_plain(edge.label)}" if edge.label else ""
    return f"{_name(diagram, edge.source)} -> {_name(diagram, edge.target)}{label}"


def _name(diagram: Diagram, record_id: str) -> str:
    record = require_placed(diagram, record_id)
    return _plain(record.label if isinstance(record, Node | Group) else "") or record_id


def _plain(text: str) -> str:
    """`text` on one line."""
    return " ".join(text.split())
