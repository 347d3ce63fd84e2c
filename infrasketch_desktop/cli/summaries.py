"""What is in a diagram: as JSON values for programs and as lines for people."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.plain import plain_number
from infrasketch_desktop.diagram.records import Edge, Node


def diagram_as_json(diagram: Diagram) -> dict[str, object]:
    """Title, direction and every node, edge, group and note, each sorted by id; numbers in scene units."""
    return {
        "title": diagram.sheet.title,
        "direction": diagram.sheet.direction.value,
        "nodes": [_node(diagram.nodes[key]) for key in sorted(diagram.nodes)],
        "edges": [_edge(diagram.edges[key]) for key in sorted(diagram.edges)],
        "groups": [
            {"id": key, "label": diagram.groups[key].label, "group": diagram.groups[key].group}
            for key in sorted(diagram.groups)
        ],
        "notes": [{"id": key, "text": diagram.notes[key].text} for key in sorted(diagram.notes)],
    }


def _node(node: Node) -> dict[str, object]:
    return {
        "id": node.id,
        "kind": node.kind.value,
        "label": node.label,
        "technology": node.technology,
        "description": node.description,
        "group": node.group,
        "x": plain_number(node.x),
        "y": plain_number(node.y),
        "width": plain_number(node.width),
        "height": plain_number(node.height),
        "pinned": node.pinned,
    }


def _edge(edge: Edge) -> dict[str, object]:
    return {
        "id": edge.id,
        "source": edge.source,
        "target": edge.target,
        "label": edge.label,
        "kind": edge.kind.value,
    }


def describe_counts(diagram: Diagram) -> str:
    """Such as `5 nodes, 4 edges, 1 group`."""
    counts = [count(len(diagram.nodes), "node"), count(len(diagram.edges), "edge")]
    if diagram.groups:
        counts.append(count(len(diagram.groups), "group"))
    return ", ".join(counts)


def count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def describe_diagram(diagram: Diagram) -> Iterator[str]:
    """One line for each node, then one for each edge."""
    for node in diagram.nodes.values():
        technology = f", {node.technology}" if node.technology and node.technology != node.label else ""
        yield f"  {_one_line(node.label)} ({node.kind.display_name.lower()}{technology})"
    for edge in diagram.edges.values():
        label = f": {_one_line(edge.label)}" if edge.label else ""
        yield f"  {_name(diagram, edge.source)} → {_name(diagram, edge.target)}{label}"


def _name(diagram: Diagram, record_id: str) -> str:
    record = diagram.nodes.get(record_id) or diagram.groups[record_id]
    return _one_line(record.label) or record_id


def _one_line(text: str) -> str:
    return " ".join(text.split())
