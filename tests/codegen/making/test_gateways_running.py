"""NGINX and HAProxy with generated configurations, in front of small servers that tell what reached them."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pytest

from infrasketch_desktop.codegen.project import Engine, Part, Project
from infrasketch_desktop.diagram.kinds import NodeKind
from tests.codegen.making.fronts import environment, filled, haproxy, nginx, put, split
from tests.codegen.plans import planned
from tests.support.diagrams import edge, node
from tests.support.processes import Start

pytestmark = pytest.mark.loopback

TARGETS = {"orders": "Orders", "c1": "Catalog 1", "c2": "Catalog 2"}


class Echo(BaseHTTPRequestHandler):
    """Answers every request with its path and headers."""

    def do_GET(self) -> None:
        told = {"path": self.path, "server": self.server.server_port, "headers": dict(self.headers)}  # type: ignore[attr-defined]
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Request-ID", "of-the-target")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: dict[str, object]


Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def targets() -> Iterator[dict[str, str]]:
    """The addresses of three servers that run, by the prefix of their part."""
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), Echo) for _ in TARGETS]
    for server in servers:
        Thread(target=server.serve_forever, daemon=True).start()
    names = [label.upper().replace(" ", "_") for label in TARGETS.values()]
    yield {name: f"http://127.0.0.1:{server.server_port}" for name, server in zip(names, servers, strict=True)}
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(params=["NGINX", "HAProxy"])
def ask(request: pytest.FixtureRequest, start_process: Start, targets: dict[str, str], tmp_path: Path) -> Ask:
    """Sends a request to a gateway that runs in front of the targets, and of one more that answers nothing."""
    project = planned(
        node("gw", kind=NodeKind.GATEWAY, technology=request.param),
        node("gone", kind=NodeKind.API, label="Gone"),
        *(node(key, kind=NodeKind.API, label=label) for key, label in TARGETS.items()),
        *(edge("gw", key) for key in (*TARGETS, "gone")),
    )
    port = run(project, project.part("gw"), tmp_path, targets, start_process)

    def send(path: str, **headers: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        found = {name.title(): value for name, value in answer.getheaders()}
        return Answer(answer.status, found, json.loads(body) if body.startswith(b"{") else {})

    return send


def run(project: Project, part: Part, folder: Path, targets: dict[str, str], start: Start) -> int:
    """Start the server of a gateway and wait until it answers; returns its port."""
    here = put(project, part, folder)
    settings = environment(project, part, **targets)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    if part.engine is Engine.HAPROXY:
        config = here / "haproxy.cfg"
        config.write_text(config.read_text().replace("bind :8080", f"bind 127.0.0.1:{port}"))
        child = start([haproxy(), "-db", "-f", config], environment=split(here, settings))
    else:
        config = filled(here, settings)
        config.write_text(config.read_text().replace("listen 8080", f"listen 127.0.0.1:{port}"))
        child = start([nginx(), "-e", "stderr", "-p", here, "-c", config, "-g", "daemon off;"])
    child.wait_until(lambda: answers(port), what="the health of the gateway")
    return port


def answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def test_the_name_of_the_target_is_taken_off_the_path(ask: Ask) -> None:
    assert ask("/orders/orders?limit=2&q=%20").body["path"] == "/orders?limit=2&q=%20"
    assert ask("/catalog/").body["path"] == "/"
    assert ask("/nowhere").status == 404


def test_alike_targets_share_the_requests(ask: Ask) -> None:
    assert len({ask("/catalog/items").body["server"] for _ in range(8)}) == 2


def test_figures_stay_inside(ask: Ask) -> None:
    assert ask("/orders/metrics").status == 404
    assert ask("/orders/metrics/x").status == 200


def test_a_request_keeps_its_id_and_gets_one_else(ask: Ask) -> None:
    kept, new, bad = ask("/orders/", X_Request_ID="mine-1"), ask("/orders/"), ask("/orders/", X_Request_ID="a b\u00e9")

    assert kept.headers["X-Request-Id"] == "mine-1"
    for answer in (kept, new, bad):
        told = {name.title(): value for name, value in answer.body["headers"].items()}  # type: ignore[attr-defined]
        assert re.fullmatch(r"[A-Za-z0-9-]{6,}", answer.headers["X-Request-Id"])
        assert told["X-Request-Id"] == answer.headers["X-Request-Id"]


def test_answers_carry_what_browsers_need_to_be_careful(ask: Ask) -> None:
    for path in ("/orders/", "/nowhere"):
        headers = ask(path).headers
        assert (headers["X-Content-Type-Options"], headers["X-Frame-Options"]) == ("nosniff", "DENY")
        assert "Strict-Transport-Security" not in headers
    assert "Strict-Transport-Security" in ask("/orders/", X_Forwarded_Proto="https").headers


def test_a_target_that_is_gone_is_told_as_a_problem(ask: Ask) -> None:
    answer = ask("/gone/")

    assert (answer.status, answer.headers["Content-Type"]) == (503, "application/problem+json")
    assert answer.body["request_id"] == answer.headers["X-Request-Id"]
