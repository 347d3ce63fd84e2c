"""The vendor lists, groups, reads, exports and deletes what people reported."""

from __future__ import annotations

import argparse
import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from licensing_server.operations import reports
from licensing_server.operations.reports import ReportsRefusedError, UnknownReportError, printable
from tests.support.licensing import LicensingServer

Run = Callable[..., str]
MISTAKE = "A mistake\n\nWhat went wrong\n  builtins.{}: x\n    ui/a.py:{} in f\n\nProgram\n"
SENT = (
    ("1", "0.1.0", MISTAKE.format("KeyError", 1)),
    ("2", "0.1.0", "second \u202etxet\u009b"),
    ("3", "0.2.0", MISTAKE.format("KeyError", 2)),
    ("4", "0.2.0", MISTAKE.format("OSError", 3)),
)
ID = "-report-of-this-test-00"


@pytest.fixture
def run(server: LicensingServer, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command with those words, beside four reports that came a day apart."""
    for number, version, text in SENT:
        body = {"id": f"{number}{ID}", "version": version, "system": "Linux", "text": text}
        assert server.client.post("/api/reports", json=body).status_code == 201
        server.clock.forward(days=1)
    parser = argparse.ArgumentParser()
    reports.add_arguments(parser)

    def now(*words: str) -> str:
        assert reports.run(parser.parse_args(words), server.parts) == 0
        return capsys.readouterr().out

    return now


def listed(run: Run, *words: str) -> str:
    """The first signs of the ids."""
    return "".join(each["id"][0] for each in json.loads(run("list", *words, "--json"))["reports"])


def test_the_newest_report_is_listed_first_and_without_its_text(run: Run) -> None:
    assert listed(run) == "4321"
    lines = run("list").splitlines()
    assert lines[0].startswith(f"4{ID}  2026-11-")
    assert lines[0].endswith("builtins.OSError in ui/a.py, f")
    assert all("What went wrong" not in line and "second" not in line for line in lines)


def test_a_list_is_chosen_and_turned_page_by_page(run: Run) -> None:
    assert listed(run, "--limit", "2") == "43"
    assert listed(run, "--limit", "2", "--skip", "2") == "21"
    assert listed(run, "--version", "0.1.0") == "21"
    assert listed(run, "--since", "3") == "432"
    assert listed(run, "--group", "none") == "2"
    assert run("list", "--version", "9") == "No report is like that.\n"


def test_reports_of_one_mistake_are_one_group(run: Run) -> None:
    groups: list[dict[str, Any]] = json.loads(run("groups", "--json"))["groups"]
    assert [(group["headline"], group["count"], group["versions"]) for group in groups] == [
        ("builtins.KeyError in ui/a.py, f", 2, 2),
        ("builtins.OSError in ui/a.py, f", 1, 1),
        ("", 1, 1),
    ]
    assert groups[0]["last_at"] - groups[0]["first_at"] == 2 * reports.DAY
    assert listed(run, "--group", groups[0]["fingerprint"]) == "31"
    lines = run("groups").splitlines()
    assert lines[0].split()[:2] == ["2", groups[0]["fingerprint"]]
    assert lines[2].endswith("written by people")


def test_reports_are_counted(run: Run) -> None:
    assert run("count") == "4\n"
    assert json.loads(run("count", "--since", "2", "--json")) == {"reports": 2}


def test_the_beginning_of_an_id_is_enough_to_read(run: Run) -> None:
    assert run("show", "1").endswith(f"\n\n{SENT[0][2]}\n")
    assert json.loads(run("show", "1", "--json"))["text"] == SENT[0][2]


def test_what_could_steer_a_terminal_is_spelled_out(run: Run) -> None:
    assert "second \\u202etxet\\u009b" in run("show", "2")
    assert run("show", "2", "--json").isascii()
    assert printable("a\tb\nc\x1b[2J") == "a\tb\nc\\u001b[2J"


def test_an_export_is_a_new_file_for_its_owner_alone(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "reports.jsonl"
    assert run("export", str(file), "--version", "0.1.0").startswith("2 reports are in ")
    lines = [json.loads(line) for line in file.read_text("ascii").splitlines()]
    assert [line["text"] for line in lines] == [SENT[0][2], SENT[1][2]]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(ReportsRefusedError, match="Nothing was written"):
        run("export", str(file))


def test_an_export_goes_to_standard_output_where_a_file_would_be_a_containers(run: Run) -> None:
    lines = [json.loads(line) for line in run("export", "-", "--version", "0.1.0").splitlines()]
    assert [line["text"] for line in lines] == [SENT[0][2], SENT[1][2]]


def test_a_deleted_report_is_gone(run: Run) -> None:
    assert run("delete", "1") == f"Report 1{ID} is deleted.\n"
    assert listed(run) == "432"


def test_old_ones_and_those_of_a_mistake_are_deleted_together(run: Run) -> None:
    assert run("delete", "--older-than", "3") == "1 reports are deleted.\n"
    assert listed(run) == "432"
    fingerprint = json.loads(run("show", "3", "--json"))["fingerprint"]
    assert json.loads(run("delete", "--group", fingerprint, "--json")) == {"deleted": 1}
    assert listed(run) == "42"


def test_nothing_is_deleted_without_a_choice(run: Run) -> None:
    with pytest.raises(ReportsRefusedError, match="Nothing was deleted"):
        run("delete")
    assert listed(run) == "4321"


@pytest.mark.parametrize("named", ["%", "_", "_-report", "5", "report"])
def test_a_name_that_no_report_has_is_refused_and_signs_of_patterns_mean_themselves(run: Run, named: str) -> None:
    for action in ("delete", "show"):
        with pytest.raises(UnknownReportError, match="There is no report"):
            run(action, named)
    assert listed(run) == "4321"
