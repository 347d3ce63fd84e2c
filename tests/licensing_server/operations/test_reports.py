"""The vendor lists, reads and deletes what people reported."""

from __future__ import annotations

import argparse
import json

import pytest

from licensing_server.operations import reports
from licensing_server.operations.reports import UnknownReportError, printable
from tests.support.licensing import LicensingServer


@pytest.fixture
def server(sqlite_server: LicensingServer) -> LicensingServer:
    """Two reports, a day apart."""
    for number, text in ((1, "first"), (2, "second \u202etxet\u009b")):
        body = {"id": f"{number}-report-of-this-test-00", "version": "0.1.0", "system": "Linux", "text": text}
        assert sqlite_server.client.post("/api/reports", json=body).status_code == 201
        sqlite_server.clock.forward(days=1)
    return sqlite_server


def run(server: LicensingServer, capsys: pytest.CaptureFixture[str], **options: object) -> str:
    given = argparse.Namespace(**({"read": None, "delete": None, "json": False} | options))
    assert reports.run(given, server.parts) == 0
    return capsys.readouterr().out


def test_the_newest_report_is_listed_first(server: LicensingServer, capsys: pytest.CaptureFixture[str]) -> None:
    listed = json.loads(run(server, capsys, json=True))["reports"]
    assert [each["id"][0] for each in listed] == ["2", "1"]
    lines = run(server, capsys).splitlines()
    assert lines[0].startswith("2-report-of-this-test-00  2026-11-")
    assert all("first" not in line and "second" not in line for line in lines)


def test_the_beginning_of_an_id_is_enough_to_read(server: LicensingServer, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(server, capsys, read="1").endswith("\n\nfirst\n")
    assert json.loads(run(server, capsys, read="1", json=True))["text"] == "first"


def test_what_could_steer_a_terminal_is_spelled_out(
    server: LicensingServer, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = run(server, capsys, read="2")
    assert "second \\u202etxet\\u009b" in shown
    assert run(server, capsys, read="2", json=True).isascii()
    assert printable("a\tb\nc\x1b[2J") == "a\tb\nc\\u001b[2J"


def test_a_deleted_report_is_gone(server: LicensingServer, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(server, capsys, delete="1") == "Report 1-report-of-this-test-00 is deleted.\n"
    assert [each["id"][0] for each in json.loads(run(server, capsys, json=True))["reports"]] == ["2"]


@pytest.mark.parametrize("named", ["%", "_", "_-report"])
def test_signs_of_patterns_mean_themselves(
    server: LicensingServer, capsys: pytest.CaptureFixture[str], named: str
) -> None:
    run(server, capsys, delete="2")
    with pytest.raises(UnknownReportError, match="There is no report"):
        reports.run(argparse.Namespace(read=None, delete=named, json=False), server.parts)
    assert run(server, capsys, read="1").endswith("first\n")


@pytest.mark.parametrize("named", ["3", "report"])
def test_a_name_that_no_report_has_is_refused(server: LicensingServer, named: str) -> None:
    with pytest.raises(UnknownReportError, match="There is no report"):
        reports.run(argparse.Namespace(read=named, delete=None, json=False), server.parts)


def test_no_report_at_all_is_said(sqlite_server: LicensingServer, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(sqlite_server, capsys) == "Nobody has reported a crash.\n"
