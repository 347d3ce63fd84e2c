"""How fast paid events become credits on PostgreSQL, against the same statements without a server around them."""

from __future__ import annotations

import http.client
import json
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from licensing_server.clock import utc_seconds
from licensing_server.models.purchases import ShopCheckout
from licensing_server.parts import Parts
from licensing_server.purchases import endpoints
from tests.support.bare_sql import COMMIT, Statement, recording, replay_seconds
from tests.support.licensing import create_tables
from tests.support.postgres import Cluster
from tests.support.processes import Start
from tests.support.webhook_fleet import Delivery, news_of, paid_pages, sandbox_parts

pytestmark = [pytest.mark.benchmark, pytest.mark.loopback, pytest.mark.timeout(600)]

DELIVERIES = 600
PROCESSES = 2
IN_FLIGHT = 16


def test_deliveries_against_bare_sql(
    durable_postgresql: Cluster, start_process: Start, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    with durable_postgresql.database(create_tables) as recorded, durable_postgresql.database(create_tables) as bare:
        works = _record(recorded, tmp_path)
        _fill(bare, tmp_path)
        bare_seconds = replay_seconds(bare, works, PROCESSES)
    with durable_postgresql.database() as url:
        server = _serve(url, start_process, tmp_path)
        deliveries = _fill(url, tmp_path)
        fresh_seconds = _deliver(server, deliveries, "processed")
        repeated_seconds = _deliver(server, deliveries, "repeated")
    with capsys.disabled():
        print(f"\nbare SQL: {DELIVERIES / bare_seconds:.0f} transactions/s of {len(works[-1])} statements")
        print(f"server: {DELIVERIES / fresh_seconds:.0f} deliveries/s, ratio {bare_seconds / fresh_seconds:.2f}")
        print(f"repeated: {DELIVERIES / repeated_seconds:.0f} deliveries/s")


def _parts(url: str, folder: Path) -> Parts:
    """Signs with the time of the real clock, as the server reads it."""
    parts = sandbox_parts(url, folder / "ours")
    parts.gateway._now = utc_seconds  # type: ignore[attr-defined]
    return replace(parts, now=utc_seconds)


def _fill(url: str, folder: Path) -> list[Delivery]:
    """Paid pages, each of an account of its own, and their events."""
    parts = _parts(url, folder)
    try:
        return [news_of(parts, page, f"evt_{page.id}") for page in _pages(parts)]
    finally:
        parts.database.close()


def _pages(parts: Parts) -> list[ShopCheckout]:
    return paid_pages(parts, DELIVERIES, accounts=DELIVERIES)[0]


def _record(url: str, folder: Path) -> list[list[Statement]]:
    """What each delivery says to the database."""
    deliveries = _fill(url, folder)
    parts = _parts(url, folder)
    works = []
    try:
        endpoints.receive_event(deliveries[0].body, parts, deliveries[0].signature)
        for delivery in deliveries[1:]:
            with recording(parts.database.engine) as said:
                endpoints.receive_event(delivery.body, parts, delivery.signature)
            assert said.count(COMMIT) == 1
            works.append(said)
    finally:
        parts.database.close()
    return works


def _serve(url: str, start_process: Start, folder: Path) -> str:
    ready = folder / "ready.json"
    child = start_process(
        [
            *(sys.executable, "-m", "licensing_server", "serve", "--sandbox", "--data", folder / "server"),
            *("--port", "0", "--ready-file", ready, "--workers", str(PROCESSES)),
        ],
        environment={"INFRASKETCH_DATABASE_URL": url},
    )
    return str(json.loads(child.wait_for_file(ready, seconds=60))["url"])


def _deliver(server: str, deliveries: Sequence[Delivery], result: str) -> float:
    """Seconds until everything was delivered, so many at a time over connections that stay open."""
    shares = [deliveries[start::IN_FLIGHT] for start in range(IN_FLIGHT)]
    with ThreadPoolExecutor(IN_FLIGHT) as pool:
        started = time.perf_counter()
        answered = [answer for share in pool.map(lambda share: _post_all(server, share), shares) for answer in share]
        seconds = time.perf_counter() - started
    assert answered == [result] * len(deliveries)
    return seconds


def _post_all(server: str, share: Sequence[Delivery]) -> list[str]:
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=60)
    results = []
    for delivery in share:
        headers = {"Stripe-Signature": delivery.signature, "Content-Type": "application/json"}
        connection.request("POST", "/api/webhooks/stripe", delivery.body, headers)
        results.append(json.loads(connection.getresponse().read()).get("result"))
    connection.close()
    return results
