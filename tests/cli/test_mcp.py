"""`infrasketch mcp` before it serves; what it serves is told in tests/mcp."""

from __future__ import annotations

from pathlib import Path

import pytest

from infrasketch_desktop.cli.outcome import ExitCode
from tests.cli.conftest import Cli


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nothing.infrasketch"], "There is no file “nothing.infrasketch”."),
        (["."], "There is no file “.”."),
        (["--folder", "nowhere"], "There is no folder “nowhere”."),
        (["--folder", "shop.infrasketch"], "There is no folder “shop.infrasketch”."),
        (["--spend", "-1"], "is not a whole number from 0 on"),
        (["--spend", "many"], "is not a whole number from 0 on"),
    ],
)
def test_what_is_not_there_is_said_before_anything_is_served(cli: Cli, shop: Path, words: list[str], told: str) -> None:
    outcome = cli("mcp", *words)
    assert (outcome.code, outcome.out) == (ExitCode.USAGE, "")
    assert told in outcome.err


def test_help_says_how_a_host_starts_it(cli: Cli) -> None:
    told = cli("mcp", "--help").out
    assert '"command": "infrasketch"' in told
    assert "--spend" in told
