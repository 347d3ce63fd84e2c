"""How alike two labels are, as the edit sets define it: 1.0 equal, about 0.9 contained, else by letters and words."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Any

PAIRS_FROM = 0.72
"""The least similarity with which an expected and a predicted node may be the same."""

_GENERIC = frozenset(
    {"service", "server", "api", "database", "db", "app", "queue", "worker", "client", "cache", "storage", "system",
     "backend", "frontend", "gateway", "bucket", "web", "site", "store", "job", "node", "user"}
)  # fmt: skip
_SMALL = frozenset({"the", "a", "an", "of", "for", "and", "to", "in", "our", "main"})


def best_similarity(accepted: list[str], node: dict[str, Any]) -> float:
    """The best similarity of any accepted label with a node's label, its technology, or both together."""
    label, technology = node.get("label") or "", node.get("technology") or ""
    best = max(similarity(each, label) for each in accepted)
    if technology:
        best = max(best, *(0.97 * similarity(each, technology) for each in accepted))
        best = max(best, *(0.96 * similarity(each, f"{label} {technology}") for each in accepted))
    return best


def similarity(accepted: str, predicted: str) -> float:
    """Between two texts. Different numbers never match; a generic word alone never matches a longer name."""
    ones, others = _words(accepted), _words(predicted)
    if not ones or not others:
        return 0.0
    if ones == others or "".join(ones) == "".join(others):
        return 1.0
    one, other = set(ones), set(others)
    if _numbers(one) and _numbers(other) and _numbers(one) != _numbers(other):
        return 0.0
    if one <= other or other <= one:
        return _contained(one, other)
    ratio = SequenceMatcher(None, " ".join(ones), " ".join(others)).ratio()
    single = len(one) == len(other) == 1
    return 0.0 if single and ratio < 0.8 else max(len(one & other) / len(one | other), ratio * 0.92)


def _contained(accepted: set[str], predicted: set[str]) -> float:
    if accepted <= predicted:
        return 0.93 - 0.02 * min(4, len(predicted - accepted))
    return 0.5 if predicted <= _GENERIC else 0.70 + 0.2 * len(predicted) / len(accepted)


def _words(text: str) -> list[str]:
    apart = re.sub(r"([a-z])([A-Z])", r"\1 \2", text)
    return [_singular(word) for word in re.findall(r"[a-z0-9]+", apart.lower()) if word not in _SMALL]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _numbers(words: set[str]) -> set[str]:
    return {word for word in words if word.isdigit()}
