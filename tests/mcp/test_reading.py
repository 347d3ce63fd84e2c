"""What an assistant reads of a sketch."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Node, Note
from infrasketch_desktop.mcp.answers import MAX_CHARACTERS
from infrasketch_desktop.mcp.grounds import Grounds
from infrasketch_desktop.storage import sketches
from tests.mcp.conftest import Caller

KEY = "AKIAIOSFODNN7EXAMPLE"


def test_the_list_says_what_is_there_and_allowed(tools: Caller) -> None:
    assert tools("list_sketches") == {
        "sketches": [{"sketch": "shop.infrasketch", "open_in_a_window": False}],
        "may_write": False,
        "credits_left_to_spend": None,
    }


def test_a_sketch_that_a_window_edits_is_said_to_be_open(tools: Caller, shop: Path) -> None:
    session = tools.workplace.workspace.open(shop)
    assert tools("list_sketches")["sketches"][0]["open_in_a_window"] is True
    session.close()
    assert tools("list_sketches")["sketches"][0]["open_in_a_window"] is False


def test_records_carry_meaning_and_no_places(tools: Caller) -> None:
    told = tools("read_sketch")
    assert {"type": "edge", "id": "web--api", "source": "web", "target": "api"} in told["records"]
    assert {
        "type": "node",
        "id": "db",
        "kind": "database",
        "label": "Orders",
        "technology": "PostgreSQL",
    } in told["records"]
    assert told["outline"].splitlines()[0] == "- Web app (client)"


def test_a_part_of_a_sketch_can_be_read(tools: Caller) -> None:
    assert [record["id"] for record in tools("read_sketch", only=["db"])["records"]] == ["db"]
    assert "Did you mean db?" in tools.refused("read_sketch", only=["dbb"])


def test_secrets_are_masked_in_everything_that_is_read(tools: Caller, shop: Path) -> None:
    node = Node(id="a", kind=NodeKind.API, label=f"API {KEY}", notes="password=hunter22", description=f"key {KEY}")
    sketches.save(shop, build_diagram([node, Note(id="n", text=f"postgres://ada:hunter22@db/x {KEY}")]))
    for name in ("read_sketch", "review", "design_document"):
        text = tools.raw(name, {}).answer.text
        assert KEY not in text
        assert "hunter22" not in text


def test_an_answer_that_nobody_could_read_is_refused(tools: Caller, shop: Path) -> None:
    notes = (Note(id=f"n{number}", text="x" * 1000) for number in range(MAX_CHARACTERS // 1000))
    sketches.save(shop, build_diagram(notes))
    assert "Ask for a part of it." in tools.refused("read_sketch")
    assert len(tools("read_sketch", only=["n1"])["records"]) == 1


def test_the_library_is_served_where_nothing_was_named(tools: Caller, shop: Path) -> None:
    library = Caller(replace(tools.workplace, grounds=Grounds(lambda: (shop,))))
    assert library("list_sketches")["sketches"][0]["sketch"] == str(shop.resolve())
    assert library("read_sketch", sketch=str(shop))["sketch"] == str(shop.resolve())


def test_findings_come_with_operations_that_mend_them(tools: Caller) -> None:
    found = {finding["rule"]: finding for finding in tools("review")["findings"]}
    assert found
    fixes = [fix for finding in found.values() for fix in finding["fixes"]]
    assert fixes
    told = tools("propose_operations", operations=fixes[0]["operations"], summary=fixes[0]["title"])
    assert told["kept"]


def test_the_document_is_read_as_nine_sections(tools: Caller) -> None:
    told = tools("design_document")
    assert len(told["sections"]) == 9
    (section,) = tools("design_document", section="data-flow")["sections"]
    assert "[Orders](#db)" in section["markdown"]
    assert "One of: executive-summary" in tools.refused("design_document", section="prices")


def test_a_damaged_sketch_is_said_to_be_one(tools: Caller, shop: Path) -> None:
    shop.write_text('{"infrasketch": 1, "records": [')
    assert "broken" in tools.refused("read_sketch")
    shop.write_bytes(b"\xff\xfe" + json.dumps({}).encode())
    assert "not UTF-8" in tools.refused("review")
