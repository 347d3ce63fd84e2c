"""`infrasketch validate`."""

import json
from pathlib import Path

import pytest

from infrasketch_desktop.cli.outcome import ExitCode
from tests.cli.conftest import Cli


def test_json_lists_what_is_in_the_diagram(cli: Cli, shop: Path) -> None:
    outcome = cli("validate", shop, "--json")
    found = json.loads(outcome.out)
    assert outcome.code == ExitCode.OK
    assert found["valid"] is True
    assert found["problems"] == []
    assert [(n["id"], n["kind"], n["label"]) for n in found["nodes"]] == [
        ("api", "api", "API"),
        ("db", "database", "Orders"),
        ("web", "client", "Web app"),
    ]
    assert {"id": "api--db", "source": "api", "target": "db", "label": "orders", "kind": "data"} in found["edges"]
    assert found["groups"] == [{"id": "data", "label": "Data", "group": None}]


def test_words_say_the_same_to_people(cli: Cli, shop: Path) -> None:
    outcome = cli("validate", shop)
    assert "is valid: 3 nodes, 2 edges, 1 group." in outcome.out
    assert "  API → Orders: orders" in outcome.out


def test_standard_input_is_read(cli: Cli, shop: Path) -> None:
    assert cli("validate", "-", typed=shop.read_text()).code == ExitCode.OK


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"infrasketch": 99, "records": []}', '{"infrasketch": 1, "records": [7]}', "\x00"]
)
def test_what_is_no_diagram_is_invalid_and_said_in_both_forms(cli: Cli, tmp_path: Path, content: str) -> None:
    path = tmp_path / "bad.infrasketch"
    path.write_text(content)
    words, as_json = cli("validate", path), cli("validate", path, "--json")
    found = json.loads(as_json.out)
    assert (words.code, as_json.code) == (ExitCode.FAILED, ExitCode.FAILED)
    assert words.err.startswith("infrasketch: “")
    assert found["valid"] is False
    assert len(found["problems"]) == 1
    assert found["nodes"] == []


def test_a_missing_file_is_said_plainly(cli: Cli) -> None:
    outcome = cli("validate", "none.infrasketch")
    assert outcome.code == ExitCode.FAILED
    assert "“none.infrasketch” could not be opened" in outcome.err


def test_a_label_cannot_command_the_terminal(cli: Cli, tmp_path: Path) -> None:
    label = "a\x1b[31m\u202e\x9b2J\nb"
    record = {"type": "node", "id": "a", "kind": "service", "label": label}
    (tmp_path / "evil.infrasketch").write_text(json.dumps({"infrasketch": 1, "records": [record, {"type": "sheet"}]}))

    words, told = cli("validate", "evil.infrasketch").out, cli("validate", "evil.infrasketch", "--json").out

    assert "  a\\u001b[31m\\u202e\\u009b2J b (service)" in words.splitlines()
    assert not {"\x1b", "\x9b", "\u202e"} & {*words, *told}
    assert json.loads(told)["nodes"][0]["label"] == label
