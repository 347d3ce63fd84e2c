"""What an assistant proposes waits for a person; only with the right to write does it reach the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from infrasketch_desktop.storage import sketches
from tests.mcp.conftest import Caller, shop_diagram

CACHE: list[dict[str, Any]] = [
    {"op": "add_node", "id": "new-cache", "kind": "cache", "label": "Session cache", "technology": "Redis"},
    {"op": "add_edge", "source": "api", "target": "new-cache"},
]


def propose(tools: Caller, operations: Any = CACHE, **more: Any) -> Any:
    return tools("propose_operations", operations=operations, summary="Add a cache", **more)


def test_a_proposal_waits_and_the_file_stays(tools: Caller, shop: Path) -> None:
    before = shop.read_bytes()
    told = propose(tools)
    assert [(change["sort"], change["id"]) for change in told["changes"]] == [
        ("added", "session-cache"),
        ("added", "api--session-cache"),
    ]
    assert (told["kept"], told["replaced_earlier"], told["left_out"]) == (True, False, [])
    assert shop.read_bytes() == before
    waiting = tools.workplace.waiting.find(shop, sketches.load(shop))
    assert waiting is not None
    assert waiting.proposal.title == "Add a cache"
    assert "session-cache" in waiting.proposal.target


def test_a_later_proposal_takes_the_place_of_an_earlier_one(tools: Caller) -> None:
    propose(tools)
    assert propose(tools)["replaced_earlier"] is True


def test_what_does_not_fit_is_named_and_nothing_waits(tools: Caller, shop: Path) -> None:
    told = propose(tools, [*CACHE, {"op": "remove_node", "id": "dbs"}, {"op": "explode"}])
    assert told["kept"] is False
    assert [left["index"] for left in told["left_out"]] == [2, 3]
    assert told["left_out"][0]["nearest"] == ["db"]
    assert tools.workplace.waiting.find(shop, sketches.load(shop)) is None


def test_the_rest_can_wait_where_that_is_asked_for(tools: Caller) -> None:
    told = propose(tools, [*CACHE, {"op": "remove_node", "id": "dbs"}], even_partly=True)
    assert (told["kept"], len(told["changes"]), len(told["left_out"])) == (True, 2, 1)


def test_nothing_to_change_is_nothing_to_review(tools: Caller, shop: Path) -> None:
    assert propose(tools, [{"op": "update_node", "id": "db", "label": "Orders"}])["kept"] is False
    assert not tools.workplace.waiting.path_for(shop).exists()


@pytest.mark.parametrize(
    "hostile",
    [
        {"op": "place", "id": "db", "x": 1, "y": 2},
        {"op": "insert", "record": {}},
        {"op": ["add_node"]},
        {"op": "add_node", "id": "x", "kind": "nuke", "label": "X"},
        {"op": "add_node", "id": "x", "kind": "api", "label": "x" * 1_000_000},
        {"op": "add_node", "id": "x", "kind": "api", "label": "X", "origin": "/etc/passwd"},
        {"op": "add_edge", "source": "nobody", "target": "db"},
        {"op": "set_group", "id": "db", "group": "db"},
        [],
        "rm -rf /",
        None,
        17,
    ],
)
def test_hostile_operations_are_left_out_in_words(tools: Caller, shop: Path, hostile: Any) -> None:
    told = propose(tools, [hostile])
    assert (told["kept"], told["changes"]) == (False, [])
    assert told["left_out"][0]["index"] == 0
    assert told["left_out"][0]["reason"]
    assert sketches.load(shop).same_records(shop_diagram())


@pytest.mark.parametrize("operations", [[], None, {}, "[]", [{}] * 501])
def test_a_list_that_is_none_or_too_long_is_refused(tools: Caller, operations: Any) -> None:
    assert "operations" in tools.refused("propose_operations", operations=operations, summary="x")


def test_a_summary_is_needed(tools: Caller) -> None:
    assert "summary" in tools.refused("propose_operations", operations=CACHE)
    assert "summary" in tools.refused("propose_operations", operations=CACHE, summary=" \n ")


def test_without_the_right_to_write_nothing_is_saved(tools: Caller, shop: Path) -> None:
    before = shop.read_bytes()
    propose(tools)
    assert "--write" in tools.refused("apply_proposal")
    assert "--write" in tools.refused("sketch_from_text", text="api -> db", save_as="new")
    assert shop.read_bytes() == before
    assert [path.name for path in shop.parent.iterdir()] == ["shop.infrasketch"]


def test_with_the_right_to_write_a_proposal_is_saved_once(tools: Caller, shop: Path) -> None:
    writer = tools.with_rights(may_write=True)
    propose(writer)
    told = writer("apply_proposal")
    assert (told["saved"], len(told["changes"])) == ("shop.infrasketch", 2)
    assert "session-cache" in sketches.load(shop)
    assert "No proposal waits" in writer.refused("apply_proposal")


def test_a_sketch_that_is_open_is_left_to_its_window(tools: Caller, shop: Path) -> None:
    writer = tools.with_rights(may_write=True)
    session = writer.workplace.workspace.open(shop)
    told = propose(writer)
    assert told["apply_proposal_is_allowed"] is False
    assert "open in a window" in writer.refused("apply_proposal")
    session.close()
    assert writer("apply_proposal")["saved"] == "shop.infrasketch"


def test_what_was_edited_meanwhile_is_kept(tools: Caller, shop: Path) -> None:
    writer = tools.with_rights(may_write=True)
    propose(writer)
    session = writer.workplace.workspace.open(shop)
    from infrasketch_desktop.diagram import edits

    with session.document.edit("Rename") as edit:
        edits.update(edit, "db", label="Ledger")
    session.save()
    session.close()
    writer("apply_proposal")
    saved = sketches.load(shop)
    assert (saved.nodes["db"].label, "session-cache" in saved) == ("Ledger", True)
