"""Generated services really talk: a request goes through the API and a queue to a worker and into the database.

They run as processes of their own, against real servers, and the worker is killed while it holds a message.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from infrasketch_desktop.codegen.generator import generate_all
from tests.codegen.acceptance.diagrams import shop
from tests.codegen.making.brokers import rabbitmq, redis
from tests.codegen.plans import planned
from tests.support.generated import write
from tests.support.processes import Child, Start
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.long, pytest.mark.loopback, pytest.mark.timeout(300)]

BROKERS: dict[str, Callable[[Start, Path], str]] = {
    "Redis": lambda start, _: f"{redis(start)}/1",
    "RabbitMQ": rabbitmq,
}
WHOLE_REGION = "connections.order_store.orders.add(message.kind, message.body)"
STALLING = f"""if stall := os.environ.get("STALL"):
        Path(stall).touch()
        Event().wait()
    {WHOLE_REGION}"""
"""What a person might write into the region of the worker: it hangs once it has a message, where it is told to."""
BEFORE, BETWEEN, AFTER = 3, 3, 3
"""Requests before the worker starts, while it hangs, and after it was killed."""


@dataclass(frozen=True, slots=True)
class System:
    """The generated project, and the addresses of what stands behind it."""

    folder: Path
    settings: dict[str, str]
    start: Start

    def run(self, part: str, module: str, **more: str) -> Child:
        """Start a program of the project."""
        sources = [str(path) for path in self.folder.glob("*/*/src")]
        return self.start(
            [sys.executable, "-m", module],
            folder=self.folder / part,
            environment={**self.settings, "PYTHONPATH": os.pathsep.join(sources), "PYTHONWARNINGS": "default", **more},
        )

    def migrate(self) -> None:
        """Bring the database to its newest schema, as its README says."""
        subprocess.run(
            [sys.executable, "-m", "alembic", "upgrade", "head"],
            cwd=self.folder / "libraries/order-store",
            env={**os.environ, **self.settings},
            check=True,
            capture_output=True,
        )


@pytest.mark.parametrize("technology", BROKERS)
def test_no_message_is_lost_when_the_worker_is_killed(
    technology: str, postgresql_url: str, start_process: Start, tmp_path: Path
) -> None:
    system = made(technology, postgresql_url, start_process, tmp_path)
    system.migrate()
    port = listening(system.run("services/orders-api", "orders_api", PORT="0"))
    wait_until(lambda: ask(port, "GET", "/readyz")[0] == 200, what="ready")
    sent = [place(port, f"before {i}") for i in range(BEFORE)]

    stalled = tmp_path / "stalled"
    worker = system.run("services/invoicing", "invoicing", STALL=str(stalled))
    worker.wait_until(stalled.exists, what="a message in its hands")
    sent += [place(port, f"between {i}") for i in range(BETWEEN)]
    assert handled(port) == set()
    worker.kill()
    sent += [place(port, f"after {i}") for i in range(AFTER)]

    second = system.run("services/invoicing", "invoicing")
    second.wait_until(lambda: handled(port) >= set(sent), what="every message in the database", seconds=60)
    assert handled(port) == set(sent)
    assert second.end() == 0


def test_a_request_is_answered_from_the_database_and_the_cache(
    postgresql_url: str, start_process: Start, tmp_path: Path
) -> None:
    system = made("Redis", postgresql_url, start_process, tmp_path)
    system.migrate()
    api = system.run("services/orders-api", "orders_api", PORT="0")
    port = listening(api)
    order = place(port, "coffee")

    first, second = (ask(port, "GET", f"/orders/{order}") for _ in range(2))
    assert first == second
    assert first[1]["name"] == "coffee"
    assert ask(port, "GET", "/readyz")[1]["ready"]
    assert ask(port, "DELETE", f"/orders/{order}")[0] == 204
    assert ask(port, "GET", f"/orders/{order}")[0] == 404
    assert api.end() in {0, -15}


def made(technology: str, database: str, start: Start, folder: Path) -> System:
    """The project of a shop, with servers for all that it needs."""
    (folder / "broker").mkdir()
    settings = {
        "EVENTS_URL": BROKERS[technology](start, folder / "broker"),
        "CACHE_URL": f"{redis(start)}/0",
        "ORDER_STORE_URL": database,
    }
    root = write(generate_all(planned(*shop(technology))), folder / "project")
    consumer = root / "services/invoicing/src/invoicing/consumers/events.py"
    edit(consumer, WHOLE_REGION, STALLING)
    edit(consumer, "import logging\n", "import logging\nimport os\nfrom pathlib import Path\n")
    edit(root / "libraries/events/src/events/message.py", "lost_seconds: float = 60.0", "lost_seconds: float = 1.0")
    return System(root, settings, start)


def edit(path: Path, before: str, after: str) -> None:
    """What a person changes in a file; it has to be there."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def listening(service: Child) -> int:
    """The port that a service chose."""
    return int(service.wait_until(lambda: re.search(r"127\.0\.0\.1:(\d+)", service.err), what="a port")[1])


def place(port: int, name: str) -> str:
    """Send an order; the id that it was given."""
    status, order = ask(port, "POST", "/orders", {"name": name})
    assert status == 201, order
    return str(order["id"])


def handled(port: int) -> set[str]:
    """The orders that the worker has written something about."""
    _, records = ask(port, "GET", "/orders?limit=200")
    return {record["data"]["id"] for record in records if record["name"] == "orders"}


def ask(port: int, method: str, path: str, body: object = None) -> tuple[int, Any]:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {"Content-Type": "application/json"}
    connection.request(method, path, json.dumps(body) if body is not None else None, headers)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, json.loads(content) if content else None
