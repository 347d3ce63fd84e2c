"""The protocol of the layout bench."""

import json
from io import StringIO
from typing import Any

from infrasketch_desktop.layout.bench import serve
from infrasketch_desktop.layout.ordering.median import MedianOrder

GRAPH = {
    "nodes": [{"id": "A b", "w": 180, "h": 80, "group": "G"}, {"id": "C", "w": 160, "h": 80}],
    "edges": [{"source": "A b", "target": "C", "label": "HTTP"}],
    "groups": [{"id": "G"}, {"id": "empty", "parent": "G"}],
}


def asked(*graphs: object, once: bool = False) -> list[dict[str, Any]]:
    out = StringIO()
    serve(StringIO("".join(json.dumps(graph) + "\n" for graph in graphs)), out, MedianOrder(), once=once)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_graph_is_answered_by_places_and_lines() -> None:
    (layout,) = asked(GRAPH)
    assert layout["nodes"].keys() == {"A b", "C"}
    assert layout["edges"][0][0][1] == layout["nodes"]["A b"]["y"] + 80
    assert layout["groups"]["G"]["y"] == layout["nodes"]["A b"]["y"] - 48
    assert "labels" not in layout


def test_labels_are_placed_when_asked_for() -> None:
    (layout,) = asked({**GRAPH, "with_labels": True})
    x, y, width, height = layout["labels"][0]
    assert (width, height) == (32, 18)
    assert layout["nodes"]["A b"]["y"] + 80 < y < layout["nodes"]["C"]["y"]
    assert x + width / 2 == layout["edges"][0][0][0]


def test_after_an_edit_what_was_there_stays() -> None:
    (before,) = asked(GRAPH)
    new = {"id": "new", "w": 180, "h": 80}
    grown = {**GRAPH, "nodes": [*GRAPH["nodes"], new], "edges": [*GRAPH["edges"], {"source": "C", "target": "new"}]}
    (after,) = asked({**grown, "previous": before})
    assert {name: after["nodes"][name] for name in before["nodes"]} == before["nodes"]
    assert after["edges"][0] == before["edges"][0]
    assert len(after["edges"][1]) >= 2


def test_what_is_no_graph_is_answered_by_an_error_and_the_next_one_by_its_layout() -> None:
    broken, dangling, fine = asked([1], {**GRAPH, "edges": [{"source": "A b", "target": "nobody"}]}, GRAPH)
    assert broken["error"].startswith("TypeError")
    assert dangling["error"].startswith("KeyError")
    assert "nodes" in fine


def test_one_answer_is_enough_without_serve() -> None:
    assert len(asked(GRAPH, GRAPH, once=True)) == 1
