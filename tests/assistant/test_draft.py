"""The copy that a turn draws on: ids are the application's, texts are harmless, what does not fit leaves no trace."""

from typing import Any

import pytest

from infrasketch_desktop.assistant import draft as module
from infrasketch_desktop.assistant.draft import Draft, described
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from tests.assistant.shop import CACHE, CACHED, shop
from tests.support.diagrams import node


def drawn(*operations: Any, base: Diagram | None = None) -> Diagram:
    """The diagram after operations that all fit."""
    draft = Draft(base or shop())
    for operation in operations:
        assert draft.apply(operation) is None
    return draft.diagram


def reason(*operations: Any) -> str:
    """Why the last of the operations was left out; the others fit."""
    draft = Draft(shop())
    *before, last = operations
    assert [draft.apply(operation) for operation in before] == [None] * len(before)
    after = draft.diagram
    problem = draft.apply(last)
    assert problem is not None
    assert draft.diagram.same_records(after)
    return problem.reason


def test_a_new_node_is_called_after_its_label_and_found_by_the_word_of_the_model() -> None:
    after = drawn(CACHE, CACHED)
    assert after.nodes["redis-cache"].technology == "Redis"
    assert after.edges["api--redis-cache"].label == "reads"


def test_a_second_node_of_the_same_name_gets_an_id_of_its_own() -> None:
    after = drawn(CACHE, {**CACHE, "id": "d"}, {**CACHED, "target": "d"})
    assert {"redis-cache", "redis-cache-2"} <= after.nodes.keys()
    assert after.edges["api--redis-cache-2"].target == "redis-cache-2"


def test_an_id_stays_when_the_thing_is_renamed_and_made_of_something_else() -> None:
    rename = {"op": "update_node", "id": "db", "label": "Ledger", "technology": "MySQL"}
    assert drawn(rename).nodes["db"].label == "Ledger"
    assert drawn(CACHE, {"op": "update_node", "id": "c", "label": "Valkey"}).nodes["redis-cache"].label == "Valkey"


def test_what_is_removed_and_added_again_gets_its_id_back() -> None:
    base = build_diagram([node("orders", label="Orders")])
    again = {"op": "add_node", "id": "new", "kind": "database", "label": "Orders"}
    assert list(drawn({"op": "remove_node", "id": "orders"}, again, base=base).nodes) == ["orders"]


def test_an_id_does_not_come_to_name_another_kind_of_record() -> None:
    base = build_diagram([node("orders", label="Orders")])
    group = {"op": "add_group", "id": "g", "label": "Orders"}
    assert list(drawn({"op": "remove_node", "id": "orders"}, group, base=base).groups) == ["orders-2"]


def test_a_label_without_latin_letters_gives_an_id_after_the_kind() -> None:
    assert "load-balancer" in drawn({"op": "add_node", "id": "l", "kind": "load_balancer", "label": "負荷分散"}).nodes


def test_groups_notes_and_edges_are_named_by_words_of_the_model_too() -> None:
    after = drawn(
        CACHE,
        {"op": "add_group", "id": "fast", "label": "Fast lane", "members": ["c"]},
        {"op": "add_note", "id": "n", "text": "Keep it warm please", "group": "fast"},
        {**CACHED, "id": "e"},
        {"op": "update_edge", "id": "e", "label": "reads and writes"},
        {"op": "update_note", "id": "n", "text": "Cold is fine"},
    )
    assert after.nodes["redis-cache"].group == "fast-lane"
    assert after.notes["note-keep-it-warm-please"].text == "Cold is fine"
    assert after.edges["api--redis-cache"].label == "reads and writes"


def test_a_word_that_names_something_else_is_refused() -> None:
    assert "“api” is taken" in reason({**CACHE, "id": "api"})
    assert "“c” was added in this turn already" in reason(CACHE, {**CACHE, "label": "Other"})


def test_a_list_that_is_sent_again_is_not_applied_twice() -> None:
    remove = {"op": "remove_edge", "id": "web--api"}
    after = drawn(CACHE, CACHED, remove, CACHE, CACHED, remove)
    assert sorted(after.nodes) == ["api", "db", "redis-cache", "web"]
    assert sorted(after.edges) == ["api--db", "api--redis-cache"]


def test_a_change_that_is_made_back_and_made_again_counts_each_time() -> None:
    one, two = ({"op": "update_node", "id": "db", "label": label} for label in ("One", "Two"))
    assert drawn(one, two, one).nodes["db"].label == "One"


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        (None, "an operation must be an object"),
        ([], "an operation must be an object"),
        ({"op": "place", "id": "api", "x": 1, "y": 2}, "“op” must be one of add_node"),
        ({"op": "insert"}, "“op” must be one of add_node"),
        ({"op": {}}, "“op” must be one of add_node"),
        ({**CACHE, "x": 4}, "“x” is not a field"),
        ({**CACHE, "origin": "/etc/passwd:1"}, "“origin” is not a field"),
        ({**CACHE, "kind": "toaster"}, "“kind” must be one of client"),
        ({**CACHE, "label": 7}, "“label” must be text"),
        ({**CACHE, "label": "x" * 501}, "at most 500"),
        ({**CACHE, "inputs": ["x"] * 101}, "more than 100 inputs"),
        ({"op": "add_edge", "source": "api"}, "“target” is missing"),
        ({"op": "set_group", "id": "backend", "group": "backend"}, "group"),
    ],
)
def test_what_is_no_operation_is_left_out_with_its_reason(operation: Any, expected: str) -> None:
    assert expected in reason(operation)


def test_an_operation_that_fails_half_way_leaves_no_half() -> None:
    half = {"op": "add_group", "id": "g", "label": "Half", "members": ["web", "nowhere"]}
    assert reason(half) == "There is no node, group or note “nowhere”."


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ({"op": "remove_node", "id": "Orders"}, ("db",)),
        ({"op": "remove_node", "id": "apis"}, ("api",)),
        ({"op": "add_edge", "source": "api", "target": "webb"}, ("web",)),
        ({"op": "add_node", "id": "api2", "kind": "api", "label": "x", "group": "backends"}, ("backend",)),
        ({"op": "remove_node", "id": "zzz"}, ()),
    ],
)
def test_ids_that_may_have_been_meant_are_named(operation: Any, expected: tuple[str, ...]) -> None:
    problem = Draft(shop()).apply(operation)
    assert problem is not None
    assert problem.nearest[:1] == expected


def test_harmful_characters_never_arrive() -> None:
    label = "Pay\u202egnp.exe\x00\ud800\r\nnow"
    (new,) = drawn({**CACHE, "label": label, "description": "one\r\ntwo"}).nodes.keys() - shop().nodes.keys()
    after = drawn({**CACHE, "label": label, "description": "one\r\ntwo"}).nodes[new]
    assert (after.label, after.description) == ("Paygnp.exe now", "one\ntwo")


def test_dots_in_place_of_a_secret_do_not_overwrite_it() -> None:
    url = "postgres://shop:hunter22@db.local/orders"
    base = build_diagram([node("db", description=url, notes="old")])
    sent = {"op": "update_node", "id": "db", "description": "postgres://shop:••••@db.local/orders", "notes": "new"}
    after = drawn(sent, base=base).nodes["db"]
    assert (after.description, after.notes) == (url, "new")


def test_nothing_done_is_the_diagram_itself() -> None:
    base = shop()
    draft = Draft(base)
    draft.apply({"op": "update_node", "id": "db", "label": "Orders"})
    assert draft.diagram is base


def test_the_number_of_changes_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_APPLIED", 1)
    assert "at most 1" in reason(CACHE, {**CACHE, "id": "d"})


@pytest.mark.parametrize(
    ("plain", "words"),
    [
        (CACHE, "add node Redis cache"),
        ({"op": "add_edge", "source": "a", "target": "b"}, "add edge a → b"),
        ({"op": "remove_node", "id": "x\u202ey" + "z" * 200}, "remove node xy" + "z" * 65 + "…"),
        ({}, "operation"),
        (3, "an entry that is no operation"),
    ],
)
def test_an_operation_is_named_in_a_few_words(plain: Any, words: str) -> None:
    assert described(plain) == words
