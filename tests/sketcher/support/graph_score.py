"""How well a predicted graph agrees with the one that an item of a description set expects.

An expected node or edge may be `optional` (neither required nor punished), a node `multi` (drawn once or several
times), an edge in `any` direction or one of an `alt` group of which one is enough.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.sketcher.support.pairing import Pairing, Row, forbidden_hits, pair

_WRONG_TYPE_CREDIT = 0.5
_EXACT = 0.999


@dataclass(frozen=True, slots=True)
class Score:
    """Figures from 0 to 1, and the number of forbidden nodes."""

    node_f1: float
    edge_f1: float
    forbidden: int

    @property
    def exact(self) -> bool:
        return self.node_f1 > _EXACT and self.edge_f1 > _EXACT


@dataclass(slots=True)
class _Edges:
    """What has been found while going through the predicted edges."""

    seen: set[tuple[str, str]] = field(default_factory=set)
    hit: set[int] = field(default_factory=set)
    alternatives: set[str] = field(default_factory=set)
    right: int = 0
    counted: int = 0


def score_description(item: Row, prediction: Row) -> Score:
    """Score one prediction row against its item."""
    pairing = pair(item["nodes"], prediction["nodes"])
    return Score(
        _node_f1(item["nodes"], prediction["nodes"], pairing),
        _edge_f1(item, prediction["edges"], pairing),
        forbidden_hits(item, prediction),
    )


def _node_f1(expected: list[Row], predicted: list[Row], pairing: Pairing) -> float:
    required = [node for node in expected if not node.get("optional")]
    optional = {node["k"] for node in expected if node.get("optional")}
    credit = sum(
        1.0 if pairing.typed[node["k"]] else _WRONG_TYPE_CREDIT for node in required if node["k"] in pairing.typed
    )
    counted = sum(_counts(node["id"], pairing, optional) for node in predicted)
    return _f1(credit, counted, credit, len(required))


def _counts(node_id: str, pairing: Pairing, optional: set[str]) -> bool:
    """Whether a predicted node weighs in the precision: optional and repeated ones do not."""
    key = pairing.keys.get(node_id)
    return key is None or (key not in optional and pairing.first[key] == node_id)


def _edge_f1(item: Row, predicted: list[Row], pairing: Pairing) -> float:
    optional = {node["k"] for node in item["nodes"] if node.get("optional")}
    found = _Edges()
    for edge in predicted:
        _judge(item["edges"], edge, pairing, optional, found)
    groups: dict[object, list[int]] = {}
    for index, gold in enumerate(item["edges"]):
        if not _is_optional(gold, optional):
            groups.setdefault(gold.get("alt") or index, []).append(index)
    hits = sum(any(index in found.hit for index in group) for group in groups.values())
    return _f1(found.right, found.counted, hits, len(groups))


def _judge(expected: list[Row], edge: Row, pairing: Pairing, optional: set[str], found: _Edges) -> None:
    ends = pairing.keys.get(edge["source"]), pairing.keys.get(edge["target"])
    source, target = ends
    if source is None or target is None:
        found.counted += 1
        return
    if source == target or (source, target) in found.seen:
        return
    found.seen.add((source, target))
    index = next((i for i, gold in enumerate(expected) if _fits(gold, source, target)), None)
    if index is None:
        found.counted += not optional & {source, target}
        return
    gold = expected[index]
    if _is_optional(gold, optional) or index in found.hit or gold.get("alt", "") in found.alternatives:
        return
    found.counted += 1
    found.right += 1
    found.hit.add(index)
    if gold.get("alt"):
        found.alternatives.add(gold["alt"])


def _fits(gold: Row, source: str, target: str) -> bool:
    ways = {(gold["s"], gold["t"])} | ({(gold["t"], gold["s"])} if gold.get("any") else set())
    return (source, target) in ways


def _is_optional(gold: Row, optional: set[str]) -> bool:
    return bool(gold.get("optional")) or bool(optional & {gold["s"], gold["t"]})


def _f1(right: float, counted: float, found: float, required: float) -> float:
    precision = right / counted if counted else float(not required)
    recall = found / required if required else 1.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
