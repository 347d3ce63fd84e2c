"""JSON lines in, JSON lines out, in order, whatever a line holds."""

import json
from pathlib import Path
from typing import Any

import pytest

from infrasketch_desktop.cli.outcome import ExitCode
from tests.cli.conftest import Cli

BEFORE = {
    "nodes": [{"id": "api", "type": "api", "label": "API"}, {"id": "db", "type": "database", "label": "PostgreSQL"}],
    "edges": [{"source": "api", "target": "db"}],
}
GOOD = {"id": "one", "command": "add a Redis cache between the API and PostgreSQL", "before": BEFORE}
BAD_LINES = [
    "{",
    "[]",
    "7",
    '{"id": "x"}',
    '{"id": "x", "command": "a", "before": 3}',
    '{"id": "x", "command": "a", "before": {"nodes": [{}], "edges": []}}',
    '{"id": "x", "command": "a", "before": {"nodes": [], "edges": [{"source": "p", "target": "q"}]}}',
    "[" * 100_000,
]


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def batch(folder: Path, *lines: str) -> Path:
    path = folder / "rows.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_edits_are_predicted_in_input_order(cli: Cli, tmp_path: Path) -> None:
    second = GOOD | {"id": "two", "command": "remove the flux capacitor"}
    outcome = cli("edit", "--batch", batch(tmp_path, json.dumps(GOOD), "", json.dumps(second)))
    first_row, second_row = rows(outcome.out)
    assert outcome.code == ExitCode.OK
    assert first_row["id"] == "one"
    assert {"source": "api", "target": "db"} not in first_row["edges"]
    assert second_row["id"] == "two"
    assert second_row["asked"] is True


@pytest.mark.parametrize("bad", BAD_LINES, ids=lambda line: line[:40])
def test_a_bad_line_gets_a_row_that_says_why_and_the_others_their_own(cli: Cli, tmp_path: Path, bad: str) -> None:
    outcome = cli("edit", "--batch", batch(tmp_path, bad, json.dumps(GOOD)))
    failed, good = rows(outcome.out)
    assert outcome.code == ExitCode.FAILED
    assert outcome.err == "infrasketch: Line 1 could not be worked on; every other line was. The rows say why.\n"
    assert failed["error"].startswith("line 1: ")
    assert failed["nodes"] == []
    assert good["id"] == "one"


def test_bytes_that_are_no_utf8_spoil_one_line_at_most(cli: Cli, tmp_path: Path) -> None:
    path = batch(tmp_path, json.dumps(GOOD))
    path.write_bytes(b'{"id": "\xff", "command": "a"}\n' + path.read_bytes())
    assert [row["id"] for row in rows(cli("edit", "--batch", path).out)] == ["�", "one"]


def test_standard_input_is_a_batch_too(cli: Cli) -> None:
    assert rows(cli("edit", "--batch", "-", typed=json.dumps(GOOD)).out)[0]["id"] == "one"


def test_a_missing_batch_is_said(cli: Cli) -> None:
    outcome = cli("edit", "--batch", "none.jsonl")
    assert outcome.code == ExitCode.FAILED
    assert "“none.jsonl” could not be read" in outcome.err
