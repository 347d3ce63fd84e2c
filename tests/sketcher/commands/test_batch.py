"""Rows in, prediction rows out."""

from __future__ import annotations

from infrasketch_desktop.sketcher.commands.batch import predict_edit
from infrasketch_desktop.sketcher.lexicon import Lexicon

BEFORE = {
    "nodes": [
        {"id": "Svc_A", "type": "api", "label": "Orders API"},
        {"id": "lb", "type": "loadbalancer", "label": "ALB"},
    ],
    "edges": [{"source": "lb", "target": "Svc_A"}],
}


def test_ids_of_the_row_come_back(lexicon: Lexicon) -> None:
    after = predict_edit({"id": "x1", "command": "rename the ALB to Edge", "before": BEFORE}, lexicon)
    assert after["id"] == "x1"
    assert [node["id"] for node in after["nodes"]] == ["Svc_A", "lb"]
    assert after["edges"] == BEFORE["edges"]
    assert "asked" not in after


def test_a_question_is_marked(lexicon: Lexicon) -> None:
    after = predict_edit({"id": "x2", "command": "delete the mainframe", "before": BEFORE}, lexicon)
    assert after["asked"] is True
    assert len(after["nodes"]) == 2


def test_an_unknown_type_is_a_service(lexicon: Lexicon) -> None:
    before = {"nodes": [{"id": "a", "type": "toaster", "label": "Toaster"}], "edges": []}
    assert predict_edit({"id": "x3", "command": "why?", "before": before}, lexicon)["nodes"][0]["type"] == "service"
