"""Run rows of a description set (`{"id", "text"}`) through the sketcher, for scoring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from infrasketch_desktop.diagram.operations import AddEdge, AddNode
from infrasketch_desktop.sketcher.lexicon import Lexicon
from infrasketch_desktop.sketcher.sketch import sketch


def predict_description(row: Mapping[str, Any], lexicon: Lexicon) -> dict[str, Any]:
    """The prediction row for one item: the nodes and edges of its sketch, and `asked` when it asks something."""
    result = sketch(str(row["text"]), lexicon)
    nodes = [
        {"id": step.id, "type": str(step.kind), "label": step.label, "technology": step.technology}
        for step in result.operations
        if isinstance(step, AddNode)
    ]
    edges = [{"source": step.source, "target": step.target} for step in result.operations if isinstance(step, AddEdge)]
    prediction = {"id": row["id"], "nodes": nodes, "edges": edges}
    return {**prediction, "asked": True} if result.question else prediction
