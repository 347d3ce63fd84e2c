"""Descriptions and files of other tools, as an assistant brings them in."""

from __future__ import annotations

from pathlib import Path

import pytest

from infrasketch_desktop.storage import sketches
from tests.mcp.conftest import Caller

COMPOSE = """\
services:
  shop:
    image: shop
    depends_on: [queue]
  queue:
    image: rabbitmq
"""


@pytest.fixture
def compose(folder: Path) -> Path:
    path = folder / "compose.yaml"
    path.write_text(COMPOSE)
    return path


def test_a_description_becomes_operations_that_can_be_proposed(tools: Caller) -> None:
    told = tools("sketch_from_text", text="mailer -> rabbitmq")
    assert [operation["op"] for operation in told["operations"]] == ["add_node", "add_node", "add_edge"]
    proposed = tools("propose_operations", operations=told["operations"], summary="Add a mailer")
    assert (proposed["kept"], len(proposed["changes"])) == (True, 3)


def test_a_description_is_saved_as_a_new_sketch(tools: Caller, folder: Path) -> None:
    told = tools.with_rights(may_write=True)("sketch_from_text", text="web -> api -> db", save_as="new")
    assert told["saved"] == "new.infrasketch"
    drawn = sketches.load(folder / "new.infrasketch")
    assert len({(node.x, node.y) for node in drawn.nodes.values()}) == 3


def test_a_sketch_that_is_there_is_never_replaced(tools: Caller, shop: Path) -> None:
    before = shop.read_bytes()
    told = tools.with_rights(may_write=True).refused("sketch_from_text", text="a -> b", save_as="shop.infrasketch")
    assert "there already" in told
    assert shop.read_bytes() == before


@pytest.mark.parametrize("text", ["", "!!!", "x" * 6001])
def test_a_text_that_is_no_description_is_refused(tools: Caller, text: str) -> None:
    tools.refused("sketch_from_text", text=text)


def test_files_are_proposed_beside_what_is_there(tools: Caller, shop: Path, compose: Path) -> None:
    told = tools("import_files", files=["compose.yaml"], into="shop.infrasketch")
    assert (told["format"], told["kept"]) == ("compose", True)
    assert [change["sort"] for change in told["changes"]] == ["added"] * 3
    waiting = tools.workplace.waiting.find(shop, sketches.load(shop))
    assert waiting is not None
    assert waiting.proposal.title == "Import compose.yaml"


def test_files_are_only_told_where_nothing_is_named(tools: Caller, compose: Path, folder: Path) -> None:
    told = tools("import_files", files=["compose.yaml"])
    assert "shop -> queue" in told["outline"].lower()
    assert sorted(path.name for path in folder.iterdir()) == ["compose.yaml", "shop.infrasketch"]


def test_a_folder_is_read_as_a_repository(tools: Caller, compose: Path) -> None:
    told = tools.with_rights(may_write=True)("import_files", files=["."], save_as="system")
    assert (told["format"], told["saved"]) == ("repository", "system.infrasketch")


def test_what_cannot_be_read_is_refused_in_words(tools: Caller, folder: Path) -> None:
    (folder / "x.yaml").write_text("a: &a [*a, *a]\n" * 5)
    assert "format" in tools.refused("import_files", files=["x.yaml"])
    assert "One of: " in tools.refused("import_files", files=["x.yaml"], format="excel")
    assert "nothing to import" in tools.refused("import_files", files=[])
    assert "either" in tools.refused("import_files", files=["x.yaml"], into="shop.infrasketch", save_as="b")
