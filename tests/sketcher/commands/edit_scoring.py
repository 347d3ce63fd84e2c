"""Whether a predicted diagram is the one that an item of an edit set expects.

An item holds `before`, `expect` (nodes with accepted types and labels; edges, some `optional` or in `any` direction)
and a `mode`: a `change` has to give exactly the expected diagram with the ids that must stay, a `noop` leaves it as
it was, a `clarify` leaves it and asks.
"""

from __future__ import annotations

from typing import Any

from tests.sketcher.commands.label_similarity import PAIRS_FROM, best_similarity

Row = dict[str, Any]
_SAME_TYPE, _SAME_ID, _OPTIONAL = 0.1, 0.15, -0.05


def succeeds(item: Row, prediction: Row) -> bool:
    """The headline of an edit set: the after-diagram is exact and the ids that must stay are still there."""
    if item["mode"] != "change":
        asked = item["mode"] == "noop" or bool(prediction.get("asked"))
        return asked and _plain(item["before"]) == _plain(prediction)
    pairs = _pair(item["expect"]["nodes"], prediction["nodes"])
    expected = {node["k"]: node for node in item["expect"]["nodes"]}
    return (
        _nodes_are_exact(expected, prediction["nodes"], pairs)
        and _edges_are_exact(item["expect"]["edges"], prediction["edges"], pairs, expected)
        and all(pairs.get(node["from"]) == key for key, node in expected.items() if node.get("id_must_stay"))
    )


def canonical_type(text: str) -> str:
    return {"load_balancer": "loadbalancer"}.get(text.lower(), text.lower())


def _pair(expected: list[Row], predicted: list[Row]) -> dict[str, str]:
    """Predicted id to expected key, the most similar first."""
    candidates = []
    for gold in expected:
        for node in predicted:
            alike = best_similarity(gold["labels"], node)
            if alike >= PAIRS_FROM:
                rank = alike + _SAME_TYPE * _fits_type(gold, node) + _SAME_ID * (gold.get("from") == node["id"])
                candidates.append((-rank - _OPTIONAL * bool(gold.get("optional")), gold["k"], node["id"]))
    pairs: dict[str, str] = {}
    for _, key, node_id in sorted(candidates):
        if node_id not in pairs and key not in pairs.values():
            pairs[node_id] = key
    return pairs


def _fits_type(gold: Row, node: Row) -> bool:
    return canonical_type(node["type"]) in gold["types"]


def _nodes_are_exact(expected: dict[str, Row], predicted: list[Row], pairs: dict[str, str]) -> bool:
    required = {key for key, gold in expected.items() if not gold.get("optional")}
    well_typed = all(_fits_type(expected[pairs[node["id"]]], node) for node in predicted if node["id"] in pairs)
    return required <= set(pairs.values()) and len(pairs) == len(predicted) and well_typed


def _edges_are_exact(expected: list[Row], predicted: list[Row], pairs: dict[str, str], nodes: dict[str, Row]) -> bool:
    accepted: set[tuple[str, str]] = set()
    required: list[set[tuple[str, str]]] = []
    for gold in expected:
        ways = {(gold["s"], gold["t"])} | ({(gold["t"], gold["s"])} if gold.get("any") else set())
        accepted |= ways
        if not gold.get("optional") and not any(nodes[gold[end]].get("optional") for end in "st"):
            required.append(ways)
    drawn = {(pairs.get(edge["source"], "?"), pairs.get(edge["target"], "?")) for edge in predicted}
    return drawn <= accepted and all(ways & drawn for ways in required)


def _plain(graph: Row) -> tuple[set[tuple[str, str, str]], set[tuple[str, str]]]:
    nodes = {(node["id"], canonical_type(node["type"]), node["label"].strip()) for node in graph["nodes"]}
    return nodes, {(edge["source"], edge["target"]) for edge in graph["edges"]}
