"""`infrasketch review`."""

import json
from pathlib import Path

import pytest

from infrasketch_desktop.cli.outcome import ExitCode
from tests.cli.conftest import Cli


def test_findings_are_numbered_with_their_reasons_and_fixes(cli: Cli, shop: Path) -> None:
    outcome = cli("review", shop)
    assert outcome.code == ExitCode.FAILED
    assert "1. high: No authentication at API" in outcome.out
    assert "   Fix: Add authentication to API" in outcome.out


@pytest.mark.parametrize(("fail_on", "code"), [("never", ExitCode.OK), ("low", ExitCode.FAILED)])
def test_the_exit_code_follows_the_severity_that_was_asked_for(
    cli: Cli, shop: Path, fail_on: str, code: ExitCode
) -> None:
    assert cli("review", shop, "--fail-on", fail_on).code == code


def test_json_holds_the_operations_of_each_fix(cli: Cli, shop: Path) -> None:
    found = json.loads(cli("review", shop, "--json").out)
    assert found["failed"] is True
    assert found["findings"][0]["fixes"][0]["operations"][0]["op"] == "add_node"


def test_a_fix_is_carried_out_and_its_finding_is_gone(cli: Cli, shop: Path) -> None:
    assert "Add authentication to API. Saved to" in cli("review", shop, "--fix", "1").out
    assert "No authentication" not in cli("review", shop).out


def test_a_finding_that_is_not_there_cannot_be_mended(cli: Cli, shop: Path) -> None:
    before = shop.read_bytes()
    outcome = cli("review", shop, "--fix", "99")
    assert outcome.code == ExitCode.USAGE
    assert "There is no finding 99" in outcome.err
    assert shop.read_bytes() == before


def test_an_empty_diagram_has_nothing_against_it(cli: Cli) -> None:
    outcome = cli("review", "-", typed='{"infrasketch": 1, "records": [{"type": "sheet"}]}')
    assert outcome.code == ExitCode.OK
    assert outcome.out == "Nothing to say against it.\n"
