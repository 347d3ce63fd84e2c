"""The description sets and their mean figures."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from infrasketch_desktop.sketcher.batch import predict_description
from infrasketch_desktop.sketcher.lexicon import Lexicon
from tests.sketcher.support.graph_score import Score, score_description
from tests.sketcher.support.pairing import Row

DATA = Path(__file__).parents[1] / "data"
NAMES = tuple(sorted(path.stem for path in DATA.glob("*.jsonl")))


@dataclass(frozen=True, slots=True)
class Means:
    """Mean figures over the items of a set; `forbidden` is a sum."""

    node_f1: float
    edge_f1: float
    exact: float
    forbidden: int


def load_items(name: str) -> list[Row]:
    """The items of a set in order."""
    lines = (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def score_set(name: str, lexicon: Lexicon) -> Means:
    """Sketch every text of a set and average the scores."""
    return mean([score_description(item, predict_description(item, lexicon)) for item in load_items(name)])


def mean(scores: list[Score]) -> Means:
    count = len(scores)
    return Means(
        sum(score.node_f1 for score in scores) / count,
        sum(score.edge_f1 for score in scores) / count,
        sum(score.exact for score in scores) / count,
        sum(score.forbidden for score in scores),
    )
