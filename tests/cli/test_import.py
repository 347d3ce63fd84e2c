"""`infrasketch import` and `convert`: files of other tools in and out, with what was lost."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.storage import sketches
from tests.cli.conftest import Cli
from tests.support.profiles import stock_wallet

FLOW = "flowchart LR\n  a[Web] -->|calls| b[(Orders)]\n  style a fill:#f9f\n"
COMPOSE = "services:\n  api:\n    build: .\n    depends_on: [db]\n  db:\n    image: postgres:16\n"


@pytest.fixture
def flow(tmp_path: Path) -> Path:
    path = tmp_path / "flow.mmd"
    path.write_text(FLOW)
    return path


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return stock_wallet(tmp_path / "profile", 10)


def test_a_flowchart_becomes_a_laid_out_diagram(cli: Cli, flow: Path) -> None:
    outcome = cli("import", flow, "-o", "flow.infrasketch")
    assert outcome.code == ExitCode.OK
    assert outcome.out.startswith("Mermaid: 2 nodes, 1 edge. Saved to flow.infrasketch.\n")
    diagram = sketches.load(flow.with_suffix(".infrasketch"))
    by_label = {node.label: node for node in diagram.nodes.values()}
    web, orders = by_label["Web"], by_label["Orders"]
    assert web.rect.right < orders.rect.left, "LR reads to the right"
    assert web.origin == "flow.mmd:2"


def test_losses_are_listed_and_no_failure(cli: Cli, flow: Path) -> None:
    outcome = cli("import", flow, "--json")
    told = json.loads(outcome.out)
    assert outcome.code == ExitCode.OK
    assert told["format"] == "mermaid"
    assert [(lost["file"], lost["line"]) for lost in told["losses"]] == [("flow.mmd", 3)]
    assert "flow.mmd:3" in cli("import", flow).out


def test_a_diagram_may_come_from_standard_input_and_go_to_standard_output(cli: Cli) -> None:
    outcome = cli("import", "-", "-o", "-", typed=FLOW)
    assert outcome.code == ExitCode.OK
    assert outcome.out.startswith('{"infrasketch": 1')
    assert "standard input:3" in outcome.err


def test_into_a_diagram_nothing_of_it_moves(cli: Cli, flow: Path, shop: Path) -> None:
    before = sketches.load(shop)
    outcome = cli("import", flow, "--into", shop)
    assert outcome.code == ExitCode.OK
    after = sketches.load(shop)
    assert all(after.get(record.id) == record for record in before)
    assert len(after.nodes) == len(before.nodes) + 2


def test_a_folder_is_read_as_a_repository(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "repo").mkdir()
    (tmp_path / "repo" / "compose.yaml").write_text(COMPOSE)
    told = json.loads(cli("import", "repo", "-o", "repo.infrasketch", "--json").out)
    assert told["format"] == "repository"
    assert "PostgreSQL" in {found["technology"] for found in told["nodes"]}
    assert len(told["edges"]) == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["none.mmd"], ExitCode.FAILED, "Nothing was imported."),
        (["bad.mmd", "--format", "drawio"], ExitCode.FAILED, "Nothing was imported."),
        (["flow.mmd", "--format", "mermiad"], ExitCode.USAGE, "Did you mean mermaid?"),
        (["bad.xyz"], ExitCode.FAILED, "These can be imported: Mermaid, draw.io"),
    ],
)
def test_what_cannot_be_read_says_why_and_writes_nothing(
    cli: Cli, flow: Path, words: list[str], code: ExitCode, said: str
) -> None:
    flow.with_name("bad.mmd").write_text("hello")
    flow.with_name("bad.xyz").write_text("hello")
    outcome = cli("import", *words, "-o", "out.infrasketch")
    assert outcome.code == code
    assert said in outcome.err
    assert not flow.with_name("out.infrasketch").exists()


def test_a_different_diagram_is_only_replaced_by_force(cli: Cli, flow: Path, shop: Path) -> None:
    before = shop.read_bytes()
    assert cli("import", flow, "-o", shop).code == ExitCode.FAILED
    assert shop.read_bytes() == before
    assert cli("import", flow, "-o", shop, "--force").code == ExitCode.OK
    assert len(sketches.load(shop).nodes) == 2


# Converting


def test_what_ends_as_a_sketch_is_free(cli: Cli, flow: Path) -> None:
    outcome = cli("convert", flow, "flow.infrasketch")
    assert outcome.code == ExitCode.OK
    assert "Saved to flow.infrasketch." in outcome.out
    assert "flow.mmd:3" in outcome.out


def test_what_costs_something_is_paid_like_an_export(cli: Cli, flow: Path, profile: Path) -> None:
    unpaid = cli("convert", flow, "flow.drawio", "--profile", profile)
    assert unpaid.code == ExitCode.NEEDS_ANSWER
    assert not flow.with_suffix(".drawio").exists()
    outcome = cli("convert", flow, "flow.drawio", "--profile", profile, "--yes", "--json")
    told = json.loads(outcome.out)
    assert (told["charged"], told["item"]) == (1, "export.drawio")
    assert [lost["line"] for lost in told["losses"] if "form" not in lost] == [3]
    assert b"<mxfile" in flow.with_suffix(".drawio").read_bytes()


def test_there_and_back_through_json_nothing_is_lost(cli: Cli, shop: Path, profile: Path) -> None:
    assert cli("convert", shop, "shop.json", "--profile", profile).code == ExitCode.OK
    assert cli("convert", "shop.json", "again.infrasketch").code == ExitCode.OK
    assert shop.with_name("again.infrasketch").read_bytes() == shop.read_bytes()


def test_a_diagram_may_stand_on_standard_input(cli: Cli, shop: Path, profile: Path) -> None:
    outcome = cli("convert", "-", "out.json", "--profile", profile, typed=shop.read_text())
    assert outcome.code == ExitCode.OK
    assert json.loads(shop.with_name("out.json").read_text())["title"] == "Shop"
    assert cli("convert", "-", "flow.infrasketch", typed=FLOW).code == ExitCode.OK


def test_our_own_diagrams_are_opened_and_not_imported(cli: Cli, shop: Path) -> None:
    outcome = cli("import", shop)
    assert outcome.code == ExitCode.FAILED
    assert "is a diagram of InfraSketch" in outcome.err


@pytest.mark.parametrize("words", [["x.md"], ["x.unknown"], ["-"], ["x", "--to", "document"]])
def test_what_the_result_is_to_be_has_to_be_said(cli: Cli, shop: Path, words: list[str]) -> None:
    outcome = cli("convert", shop, *words)
    assert outcome.code == ExitCode.USAGE
    assert "--to" in outcome.err


@pytest.mark.skipif(os.name == "nt", reason="names of files of POSIX")
def test_the_name_of_a_file_is_harmless_where_it_is_told_and_kept(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "new\nline\x1b[31m.mmd").write_text("flowchart LR\n  a --> \n")
    outcome = cli("import", "new\nline\x1b[31m.mmd", "-o", "x.infrasketch", "--json")
    (node,) = sketches.load(tmp_path / "x.infrasketch").nodes.values()
    assert node.origin == "new line[31m.mmd:2"
    assert [loss["file"] for loss in json.loads(outcome.out)["losses"]] == ["new line[31m.mmd"]
