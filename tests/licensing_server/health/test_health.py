"""Load balancers learn whether the server is ready, Prometheus what it has done."""

from __future__ import annotations

import shutil
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from licensing_server.metrics import Metrics
from tests.support.licensing import Clock, LicensingServer, running_server
from tests.support.logs import LogWatch


def _metrics(server: LicensingServer) -> dict[tuple[str, ...], float]:
    text = server.client.get("/metrics").text
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_a_server_that_can_sign_and_reach_its_database_is_ready(server: LicensingServer) -> None:
    for path in ("/healthz", "/readyz"):
        answer = server.client.get(path)
        assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_without_its_keys_the_server_lives_but_is_not_ready(
    sqlite_server: LicensingServer, log_watch: LogWatch
) -> None:
    log_watch.expect("not ready")
    log_watch.expect("keys|key")
    keys = sqlite_server.parts.settings.keys
    shutil.rmtree(keys / "online")
    sqlite_server.clock.forward(days=400)

    answer = sqlite_server.client.get("/readyz")

    assert (answer.status_code, answer.json()["error"]) == (503, "not_ready")
    assert sqlite_server.client.get("/healthz").status_code == 200


def test_without_its_database_the_server_lives_but_is_not_ready(
    tmp_path: Path, now: Clock, log_watch: LogWatch
) -> None:
    log_watch.expect("not ready")
    folder = tmp_path / "gone"
    folder.mkdir()
    with running_server(f"sqlite:///{folder / 'x.db'}", tmp_path / "data", now) as server:
        shutil.rmtree(folder)

        assert server.client.get("/readyz").status_code == 503
        assert server.client.get("/healthz").status_code == 200


def test_requests_are_counted_by_route_and_not_by_path(sqlite_server: LicensingServer) -> None:
    me = sqlite_server.enrol()
    for number in range(3):
        sqlite_server.client.get(f"/api/devices/{number:043}", headers=me.headers)
        sqlite_server.client.get(f"/nowhere/{number}")
    sqlite_server.client.request("BREW", "/healthz")

    counted = _metrics(sqlite_server)

    name = "infrasketch_http_requests_total"
    assert counted[name, "/api/devices/{device_id}", "404", "GET"] == 3
    assert counted[name, "404", "GET", "unknown"] == 3
    assert counted[name, "/healthz", "405", "other"] == 1
    assert counted["infrasketch_http_request_duration_seconds_count", "/api/devices/{device_id}", "GET"] == 3


def test_grants_are_counted_by_source(sqlite_server: LicensingServer) -> None:
    sqlite_server.enrol()

    assert _metrics(sqlite_server)["infrasketch_credits_granted_total", "welcome"] == 10


def test_syncs_are_counted_by_result(sqlite_server: LicensingServer) -> None:
    sqlite_server.client.post("/api/wallet/sync", json={"request": "a.b.c"})

    assert _metrics(sqlite_server)["infrasketch_wallet_syncs_total", "bad_document"] == 1


def test_two_applications_do_not_count_together(tmp_path: Path) -> None:
    first, second = Metrics(), Metrics()
    first.requests.labels("GET", "/", "200").inc()

    assert b'status="200"' in first.render()
    assert b'status="200"' not in second.render()
