"""`infrasketch layout`."""

import json
from pathlib import Path

import pytest

from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.diagram.kinds import Direction
from infrasketch_desktop.storage import sketches
from tests.cli.conftest import Cli


def test_it_says_what_moved_and_what_stayed(cli: Cli, shop: Path) -> None:
    found = json.loads(cli("layout", shop, "--json").out)
    assert found["nodes"] == 3
    assert found["kept"] == 1
    assert found["moved"] >= 1


def test_what_was_placed_by_hand_stays(cli: Cli, shop: Path) -> None:
    cli("layout", shop)
    api = sketches.load(shop).nodes["api"]
    assert (api.x, api.y) == (400, 300)


def test_a_second_run_changes_nothing(cli: Cli, shop: Path) -> None:
    cli("layout", shop)
    once = shop.read_bytes()
    assert "Nothing to move: 3 nodes" in cli("layout", shop).out
    assert shop.read_bytes() == once


def test_direction_is_remembered_in_the_diagram(cli: Cli, shop: Path) -> None:
    cli("layout", shop, "--direction", "right")
    assert sketches.load(shop).sheet.direction is Direction.RIGHT


def test_an_output_leaves_the_source_alone(cli: Cli, shop: Path) -> None:
    before = shop.read_bytes()
    cli("layout", shop, "-o", "other.infrasketch")
    assert shop.read_bytes() == before
    assert sketches.load(shop.with_name("other.infrasketch")).nodes


def test_a_pipe_takes_and_gives_the_diagram(cli: Cli, shop: Path) -> None:
    outcome = cli("layout", "-", typed=shop.read_text())
    assert outcome.out.startswith('{"infrasketch": 1')


@pytest.mark.parametrize(("scope", "code"), [("group:none", ExitCode.FAILED), ("here", ExitCode.USAGE)])
def test_a_scope_that_does_not_exist_moves_nothing(cli: Cli, shop: Path, scope: str, code: ExitCode) -> None:
    before = shop.read_bytes()
    outcome = cli("layout", shop, "--scope", scope)
    assert outcome.code == code
    assert shop.read_bytes() == before


def test_a_diagram_is_needed(cli: Cli) -> None:
    assert cli("layout").code == ExitCode.USAGE


def test_the_bench_is_answered_line_by_line(cli: Cli) -> None:
    graph = {
        "nodes": [{"id": name, "w": 100, "h": 50} for name in "ab"],
        "edges": [{"source": "a", "target": "b"}],
        "groups": [],
    }
    line = json.dumps(graph)
    answers = cli("layout", "--serve-bench", "--serve", typed=f"{line}\n{line}\n").out.splitlines()
    assert len(answers) == 2
    assert answers[0] == answers[1]
    assert set(json.loads(answers[0])["nodes"]) == {"a", "b"}


def test_one_graph_for_the_bench_may_span_lines(cli: Cli) -> None:
    graph = {"nodes": [{"id": "a", "w": 100, "h": 50}], "edges": [], "groups": []}
    assert set(json.loads(cli("layout", "--serve-bench", typed=json.dumps(graph, indent=1)).out)["nodes"]) == {"a"}


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"nodes": [7], "edges": []}'])
def test_what_is_no_graph_is_refused_by_the_bench(cli: Cli, text: str) -> None:
    assert cli("layout", "--serve-bench", typed=text).code == ExitCode.USAGE
