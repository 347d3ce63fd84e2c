"""Run rows of a description set (`{"id", "text"}`) through the sketcher, for scoring."""

from collections.abc import Mapping
from typing import Any

from infrasketch_desktop.diagram.operations import AddEdge, AddNode
from infrasketch_desktop.sketcher.lexicon import Lexicon
from infrasketch_desktop.sketcher.sketch import Sketch, sketch


def predict_description(row: Mapping[str, Any], lexicon: Lexicon) -> dict[str, Any]:
    """The prediction row for one item: its id, nodes with id, type, label and technology, and edges."""
    return {"id": row["id"], **_graph(sketch(str(row["text"]), lexicon))}


def _graph(drawn: Sketch) -> dict[str, list[dict[str, str]]]:
    nodes = [
        {"id": operation.id, "type": operation.kind.value, "label": operation.label, "technology": operation.technology}
        for operation in drawn.operations
        if isinstance(operation, AddNode)
    ]
    edges = [
        {"source": operation.source, "target": operation.target}
        for operation in drawn.operations
        if isinstance(operation, AddEdge)
    ]
    return {"nodes": nodes, "edges": edges}
