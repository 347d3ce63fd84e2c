"""`infrasketch edit FILE "command"`."""

import json
from pathlib import Path

import pytest

from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.storage import sketches
from tests.cli.conftest import Cli

INSERT = "add a Redis cache between the API and Orders"


def test_the_file_itself_is_saved_and_the_changes_are_listed(cli: Cli, shop: Path) -> None:
    outcome = cli("edit", shop, INSERT)
    labels = {node.label for node in sketches.load(shop).nodes.values()}
    assert outcome.code == ExitCode.OK
    assert labels >= {"Web app", "API", "Orders"}
    assert len(labels) == 4
    assert "  + " in outcome.out
    assert f"Saved to {shop}." in outcome.out


def test_json_lists_the_ids_that_changed(cli: Cli, shop: Path) -> None:
    found = json.loads(cli("edit", shop, "remove the web app", "--json").out)
    assert found["asked"] is False
    assert found["removed"] == ["web", "web--api"]
    assert found["added"] == []


def test_what_was_there_does_not_move(cli: Cli, shop: Path) -> None:
    cli("layout", shop)
    before = sketches.load(shop).nodes
    cli("edit", shop, INSERT)
    after = sketches.load(shop).nodes
    assert {key: (after[key].x, after[key].y) for key in before} == {key: (n.x, n.y) for key, n in before.items()}
    assert not any(
        new.rect.intersects(old.rect) for key, new in after.items() if key not in before for old in before.values()
    )


def test_an_output_leaves_the_source_alone(cli: Cli, shop: Path) -> None:
    before = shop.read_bytes()
    cli("edit", shop, "rename the API to Shop API", "-o", "new.infrasketch")
    assert shop.read_bytes() == before
    assert sketches.load(shop.with_name("new.infrasketch")).nodes["api"].label == "Shop API"


def test_a_pipe_takes_and_gives_the_diagram(cli: Cli, shop: Path) -> None:
    outcome = cli("edit", "-", "remove", "the", "web", "app", typed=shop.read_text())
    assert outcome.out.startswith('{"infrasketch": 1')
    assert "Web app" not in outcome.out


def test_an_unknown_name_asks_and_changes_nothing(cli: Cli, shop: Path) -> None:
    before = shop.read_bytes()
    words, as_json = (cli("edit", shop, "remove the flux capacitor", *more) for more in ((), ("--json",)))
    assert (words.code, as_json.code) == (ExitCode.NEEDS_ANSWER, ExitCode.NEEDS_ANSWER)
    assert "Nothing was changed." in words.err
    assert json.loads(as_json.out)["asked"] is True
    assert shop.read_bytes() == before


def test_a_question_is_answered_and_changes_nothing(cli: Cli, shop: Path) -> None:
    before = shop.read_bytes()
    outcome = cli("edit", shop, "what does the API talk to?")
    assert outcome.code == ExitCode.OK
    assert outcome.out
    assert shop.read_bytes() == before


@pytest.mark.parametrize("words", [[], ["shop.infrasketch"], ["shop.infrasketch", " "]])
def test_a_file_and_a_command_are_needed(cli: Cli, words: list[str]) -> None:
    outcome = cli("edit", *words)
    assert outcome.code == ExitCode.USAGE
    assert "For example:" in outcome.err
