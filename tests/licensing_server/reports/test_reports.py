"""Reports of crashes: taken once, bounded, limited, kept for a time, and given to the vendor alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from licensing_server.models.reports import CrashReport
from licensing_server.operations.chores import tidy_up
from licensing_server.reports import endpoints, service
from licensing_server.reports.endpoints import ALL_REPORTS, REPORTS
from licensing_server.reports.schemas import LONGEST_TEXT
from licensing_server.reports.service import KEPT_SECONDS
from tests.support.licensing import LicensingServer

ID = "report-of-a-test-0000001"

MISTAKE = (
    "InfraSketch made a mistake\n\nWhat went wrong\n  builtins.KeyError: ••••\n    ui/app.py:10 in start\n"
    "      work()\n    ui/tasks.py:20 in run\n  came after\n  builtins.OSError: gone\n    ui/other.py:1 in read\n"
    "\nProgram\n  InfraSketch: 0.1.0\n"
)
MISTAKE_LATER = MISTAKE.replace("app.py:10", "app.py:12").replace("tasks.py:20", "tasks.py:33").replace("••••", "x")


def report(**changes: Any) -> dict[str, Any]:
    return {"id": ID, "version": "0.1.0", "system": "Linux x86_64", "text": "ValueError\n\tin café <b>"} | changes


def kept(server: LicensingServer) -> list[CrashReport]:
    with server.database.reading() as session:
        return list(session.scalars(select(CrashReport)))


def test_a_report_is_kept_as_it_was_sent(server: LicensingServer) -> None:
    answer = server.client.post("/api/reports", json=report())
    assert answer.status_code == 201, answer.text
    assert answer.json() == {"id": ID, "kept_until": server.clock() + KEPT_SECONDS}
    found = kept(server)[0]
    assert (found.version, found.system, found.text) == ("0.1.0", "Linux x86_64", "ValueError\n\tin café <b>")


def test_a_report_sent_again_is_one_report(server: LicensingServer) -> None:
    first = server.client.post("/api/reports", json=report())
    server.clock.forward(minutes=5)
    again = server.client.post("/api/reports", json=report())
    assert (again.status_code, again.json()) == (200, first.json())
    assert len(kept(server)) == 1


def test_a_report_sent_many_times_at_once_is_one_report(server: LicensingServer) -> None:
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: server.client.post("/api/reports", json=report()).status_code, range(6)))
    assert sorted(answers) == [200] * 5 + [201]
    assert len(kept(server)) == 1


def test_an_id_names_one_text(server: LicensingServer) -> None:
    server.client.post("/api/reports", json=report())
    answer = server.client.post("/api/reports", json=report(text="another"))
    assert (answer.status_code, answer.json()["error"]) == (409, "report_id_reused")
    assert [found.text for found in kept(server)] == [report()["text"]]


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "x" * (LONGEST_TEXT + 1)},
        {"text": ""},
        {"text": "a\x00b"},
        {"text": "a\x1b[2Jb"},
        {"version": "1\n2"},
        {"system": "x" * 121},
        {"id": "short"},
        {"email": "ada@example.com"},
    ],
)
def test_what_is_too_much_or_not_a_report_is_refused(sqlite_server: LicensingServer, changes: dict[str, Any]) -> None:
    answer = sqlite_server.client.post("/api/reports", json=report(**changes))
    assert answer.status_code == 422
    assert kept(sqlite_server) == []


def test_the_longest_report_is_taken(server: LicensingServer) -> None:
    answer = server.client.post("/api/reports", json=report(text="é" * LONGEST_TEXT))
    assert answer.status_code == 201


def test_one_network_may_send_a_few_in_an_hour(server: LicensingServer) -> None:
    for number in range(REPORTS.most):
        assert server.client.post("/api/reports", json=report(id=f"{ID}{number}")).status_code == 201
    refused = server.client.post("/api/reports", json=report(id=f"{ID}more"))
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= REPORTS.seconds
    server.clock.forward(seconds=REPORTS.seconds)
    assert server.client.post("/api/reports", json=report(id=f"{ID}more")).status_code == 201


def test_all_networks_together_send_no_more_than_a_day_takes(
    sqlite_server: LicensingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoints, "ALL_REPORTS", replace(ALL_REPORTS, most=2))
    monkeypatch.setattr(endpoints, "REPORTS", replace(REPORTS, most=100))
    answers = [sqlite_server.client.post("/api/reports", json=report(id=f"{ID}{n}")).status_code for n in range(3)]
    assert answers == [201, 201, 429]
    assert len(kept(sqlite_server)) == 2


def test_nobody_reads_reports_over_the_network(sqlite_server: LicensingServer) -> None:
    sqlite_server.client.post("/api/reports", json=report())
    assert sqlite_server.client.get("/api/reports").status_code == 405
    assert sqlite_server.client.get(f"/api/reports/{ID}").status_code == 404


def test_of_too_many_reports_the_oldest_are_deleted(server: LicensingServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST_KEPT", 2)
    monkeypatch.setattr(service, "_AT_ONCE", 1)
    for number in range(4):
        server.client.post("/api/reports", json=report(id=f"{ID}{number}"))
        server.clock.forward(seconds=1)
    tidy_up(server.parts)
    assert sorted(found.id for found in kept(server)) == [f"{ID}2", f"{ID}3"]


def test_the_same_mistake_has_one_fingerprint_and_nothing_else_does(server: LicensingServer) -> None:
    for number, (text, version) in enumerate([(MISTAKE, "0.1.0"), (MISTAKE_LATER, "0.2.0"), ("It is slow", "0.2.0")]):
        body = report(id=f"{ID}{number}", text=text, version=version)
        assert server.client.post("/api/reports", json=body).status_code == 201
    first, second, problem = sorted(kept(server), key=lambda found: found.id)
    assert first.fingerprint == second.fingerprint
    assert first.headline == "builtins.KeyError in ui/tasks.py, run"
    assert (problem.fingerprint, problem.headline) == ("", "")


def test_reports_are_deleted_when_their_time_is_over(server: LicensingServer) -> None:
    server.client.post("/api/reports", json=report())
    server.clock.forward(seconds=KEPT_SECONDS - 1)
    tidy_up(server.parts)
    assert len(kept(server)) == 1
    server.clock.forward(seconds=1)
    tidy_up(server.parts)
    assert kept(server) == []
