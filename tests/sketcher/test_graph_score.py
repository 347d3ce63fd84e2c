import pytest

from tests.sketcher.support.graph_score import score_description
from tests.sketcher.support.pairing import Row
from tests.sketcher.support.sets import NAMES, load_items

ITEM = {
    "nodes": [
        {"k": "a", "types": ["api"], "labels": ["API"]},
        {"k": "d", "types": ["database"], "labels": ["MySQL"], "multi": True},
        {"k": "c", "types": ["client"], "labels": ["users"], "optional": True},
    ],
    "edges": [{"s": "a", "t": "d"}, {"s": "c", "t": "a", "optional": True}],
    "forbid": ["Kafka"],
}


def _node(node_id: str, kind: str, label: str) -> Row:
    return {"id": node_id, "type": kind, "label": label}


def _graph(*nodes: Row, edges: tuple[str, ...] = ()) -> Row:
    ends = [edge.split(">") for edge in edges]
    return {"nodes": list(nodes), "edges": [{"source": source, "target": target} for source, target in ends]}


API, DB = _node("1", "api", "API"), _node("2", "database", "MySQL")


@pytest.mark.parametrize(
    ("prediction", "node_f1", "edge_f1"),
    [
        (_graph(API, DB, edges=("1>2",)), 1.0, 1.0),
        (_graph(API, DB, edges=("2>1",)), 1.0, 0.0),
        (_graph(API, DB, _node("3", "database", "MySQL 2"), edges=("1>2", "1>3")), 1.0, 1.0),
        (_graph(API, DB, _node("3", "client", "Users"), edges=("1>2", "3>1")), 1.0, 1.0),
        (_graph(API, _node("2", "cache", "MySQL"), edges=("1>2",)), 0.75, 1.0),
        (_graph(API, DB, _node("3", "cache", "Redis"), edges=("1>2", "1>3")), 0.8, 2 / 3),
        (_graph(), 0.0, 0.0),
    ],
)
def test_what_counts(prediction: Row, node_f1: float, edge_f1: float) -> None:
    score = score_description(ITEM, prediction)
    assert score.node_f1 == pytest.approx(node_f1)
    assert score.edge_f1 == pytest.approx(edge_f1)


def test_forbidden_words_are_counted() -> None:
    assert score_description(ITEM, _graph(_node("k", "queue", "Kafka topic"))).forbidden == 1


@pytest.mark.parametrize("name", NAMES)
def test_the_expected_graph_of_every_item_is_perfect(name: str) -> None:
    for item in load_items(name):
        score = score_description(item, _gold(item))
        assert score.exact, item["id"]


def _gold(item: Row) -> Row:
    nodes = [_node(n["k"], n["types"][0], n["labels"][0]) for n in item["nodes"] if not n.get("optional")]
    drawn = {node["id"] for node in nodes}
    edges: list[str] = []
    alternatives: set[str] = set()
    for edge in item["edges"]:
        free = edge.get("optional") or edge.get("alt") in alternatives or not {edge["s"], edge["t"]} <= drawn
        if not free:
            edges.append(f"{edge['s']}>{edge['t']}")
            alternatives |= {edge["alt"]} if edge.get("alt") else set()
    return _graph(*nodes, edges=tuple(edges))
