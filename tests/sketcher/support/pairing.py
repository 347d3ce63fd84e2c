"""Which predicted node stands for which expected one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from tests.sketcher.commands.label_similarity import PAIRS_FROM, best_similarity

Row = dict[str, Any]
_TYPE_BONUS, _OPTIONAL_MALUS = 0.1, 0.05
_TYPE_NAMES = {"load_balancer": "loadbalancer"}


@dataclass(frozen=True, slots=True)
class Pairing:
    """The result of pairing: `keys` from predicted id to expected key; of several ids for one key, `first` is the
    best; `typed` tells for each found key whether a type was accepted.
    """

    keys: dict[str, str]
    first: dict[str, str]
    typed: dict[str, bool]


def canonical_type(text: str) -> str:
    return _TYPE_NAMES.get(text, text)


def pair(expected: list[Row], predicted: list[Row]) -> Pairing:
    """Pair greedily, the most similar labels first; a `multi` node may be drawn several times."""
    several = {node["k"] for node in expected if node.get("multi")}
    keys: dict[str, str] = {}
    first: dict[str, str] = {}
    typed: dict[str, bool] = {}
    for _, key, node_id, fits in sorted(_candidates(expected, predicted)):
        if node_id in keys or (key in typed and key not in several):
            continue
        keys[node_id] = key
        first.setdefault(key, node_id)
        typed[key] = typed.get(key, False) or fits
    return Pairing(keys, first, typed)


def _candidates(expected: list[Row], predicted: list[Row]) -> list[tuple[float, str, str, bool]]:
    found = []
    for gold in expected:
        for node in predicted:
            alike = best_similarity(gold["labels"], node)
            if alike >= PAIRS_FROM:
                fits = canonical_type(node["type"]) in gold["types"]
                rank = alike + _TYPE_BONUS * fits - _OPTIONAL_MALUS * bool(gold.get("optional"))
                found.append((-rank, gold["k"], node["id"], fits))
    return found


def forbidden_hits(item: Row, prediction: Row) -> int:
    """How many nodes carry a word that must not become a node."""
    return sum(
        bool(re.search(rf"\b{re.escape(word.lower())}\b", _spoken(node)))
        for word in item.get("forbid", [])
        for node in prediction["nodes"]
    )


def _spoken(node: Row) -> str:
    return " ".join([node["label"], node.get("technology", ""), canonical_type(node["type"])]).lower()
