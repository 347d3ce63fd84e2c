"""Run rows of an edit set (`{"id", "command", "before"}`) through the commands, for scoring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.ids import edge_id, is_valid_id, slug, unique_id
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Edge, Node, Record
from infrasketch_desktop.diagram.reducer import apply_operations
from infrasketch_desktop.sketcher.commands.interpret import interpret
from infrasketch_desktop.sketcher.lexicon import Lexicon

_KINDS = {"lb": NodeKind.LOAD_BALANCER, "loadbalancer": NodeKind.LOAD_BALANCER, "stream": NodeKind.QUEUE}


def predict_edit(row: Mapping[str, Any], lexicon: Lexicon) -> dict[str, Any]:
    """The prediction row for one item: the nodes and edges after the command, and `asked` when it asks back."""
    given = _usable_ids(row["before"])
    diagram = _diagram(row["before"], given)
    result = interpret(str(row["command"]), diagram, lexicon)
    document = Document(diagram)
    if result.operations:
        apply_operations(document, result.operations, result.summary)
    names = {usable: original for original, usable in given.items()}
    prediction = {"id": row["id"], **_graph(document.diagram, names)}
    return {**prediction, "asked": True} if result.question else prediction


def _graph(diagram: Diagram, names: Mapping[str, str]) -> dict[str, Any]:
    nodes = [
        {"id": names.get(node.id, node.id), "type": str(node.kind), "label": node.label, "technology": node.technology}
        for node in diagram.nodes.values()
    ]
    edges = [
        {"source": names.get(edge.source, edge.source), "target": names.get(edge.target, edge.target)}
        for edge in diagram.edges.values()
    ]
    return {"nodes": nodes, "edges": edges}


def _usable_ids(graph: Mapping[str, Any]) -> dict[str, str]:
    """Ids of the row to ids that a diagram accepts; most are the same."""
    usable: dict[str, str] = {}
    for node in graph["nodes"]:
        original = str(node["id"])
        wanted = original if is_valid_id(original) else slug(original)
        usable[original] = unique_id(wanted, set(usable.values()))
    return usable


def _diagram(graph: Mapping[str, Any], ids: Mapping[str, str]) -> Diagram:
    records: list[Record] = [
        Node(
            id=ids[str(node["id"])],
            kind=_kind(str(node.get("type", ""))),
            label=str(node["label"]),
            technology=str(node.get("technology", "")),
        )
        for node in graph["nodes"]
    ]
    taken = {record.id for record in records}
    for edge in graph["edges"]:
        source, target = ids[str(edge["source"])], ids[str(edge["target"])]
        name = edge_id(source, target, taken)
        taken.add(name)
        records.append(Edge(id=name, source=source, target=target))
    return build_diagram(records)


def _kind(text: str) -> NodeKind:
    word = text.lower().replace("-", "_").replace(" ", "_")
    if word in _KINDS:
        return _KINDS[word]
    return NodeKind(word) if word in set(NodeKind) else NodeKind.SERVICE
