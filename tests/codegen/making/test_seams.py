"""Generated programs meet in one process: their requests and messages fit together."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from infrasketch_desktop.codegen.project import Project
from infrasketch_desktop.diagram.kinds import NodeKind
from tests.codegen.making.programs import program_files
from tests.codegen.plans import planned
from tests.support.diagrams import edge, node
from tests.support.generated import write

SETUP = """
import httpx2, prometheus_client
prometheus_client.REGISTRY.register = lambda _: None  # several programs count the same things here
from fastapi.testclient import TestClient
import login.app, login.settings, shop.app, shop.settings, shop.connections, orders.app, orders.settings
import orders.connections, mail.settings, mail.connections, mail.consumers.events, mail.tracing

class Network(httpx2.BaseTransport):
    # Leads to programs by the names of their hosts.
    def __init__(self):
        self.apps, self.seen = {}, []
    def handle_request(self, request):
        self.seen.append(request)
        client = self.apps[request.url.host]
        answer = client.request(request.method, str(request.url), content=request.read(), headers=dict(request.headers))
        return httpx2.Response(answer.status_code, content=answer.content, headers={"content-type": "application/json"})

network = Network()
def known(app, host):
    network.apps[host] = TestClient(app, base_url=f"http://{host}", raise_server_exceptions=False)
    return app

known(login.app.create_app(login.settings.Settings(issuer="http://login")), "login")
settings = orders.settings.Settings(login_url="http://login")
known(orders.app.create_app(settings, orders.connections.open_connections(settings, network)), "orders")
settings = shop.settings.Settings(orders_url="http://orders", login_url="http://login", events_url="memory://")
connections = shop.connections.open_connections(settings, network)
known(shop.app.create_app(settings, connections), "shop")
settings = mail.settings.Settings(orders_url="http://orders", login_url="http://login", events_url="memory://")
worker = mail.connections.open_connections(settings, network)
"""
WORKER = """
taken = worker.orders.post_tickets("first", {})
again = worker.orders.post_tickets("second", {})
assert (taken.name, again.name) == ("first", "second")
asked = [request for request in network.seen if request.url.path == "/token"]
assert len(asked) == 1, "one token serves all requests"
"""
STRANGER = """
answer = network.apps["orders"].post("/tickets", json={"name": "first"})
assert answer.status_code == 401
"""
PERSON = """
form = {"grant_type": "password", "username": "alice"}
token = network.apps["login"].post("/token", data=form).json()["access_token"]
answer = network.apps["shop"].post("/buy", json={"name": "first"}, headers={"Authorization": f"Bearer {token}"})
assert answer.status_code == 201, answer.text
assert not [request for request in network.seen if request.url.path == "/token"], "the person's own token goes on"
"""
RESTARTED = """
worker.orders.post_tickets("first", {})
known(login.app.create_app(login.settings.Settings(issuer="http://login")), "login")
settings = orders.settings.Settings(login_url="http://login")
known(orders.app.create_app(settings, orders.connections.open_connections(settings, network)), "orders")
assert worker.orders.post_tickets("second", {}).name == "second"
"""
MESSAGE = """
answer = network.apps["shop"].post("/buy", json={"name": "first"}, headers={"X-Request-ID": "order-7"})
assert answer.status_code == 201, answer.text
import threading
taken, until = [], threading.Event()
connections.events.consume(lambda message: (taken.append(message), until.set()), until=until)
assert taken[0].request_id == "order-7"
mail.consumers.events.receive(worker, taken[0])
assert mail.tracing.request_id.get() == "order-7"
assert {request.headers["X-Request-ID"] for request in network.seen if request.url.path == "/tickets"} == {"order-7"}
"""


@pytest.fixture(scope="module")
def project() -> Project:
    return planned(
        node("login", kind=NodeKind.AUTH, label="Login"),
        node("orders", label="Orders", inputs=("tickets",)),
        node("shop", label="Shop", inputs=("buy",)),
        node("mail", kind=NodeKind.WORKER, label="Mail"),
        node("events", kind=NodeKind.QUEUE, label="Events", technology="Redis"),
        edge("orders", "login"),
        edge("shop", "orders"),
        edge("shop", "events"),
        edge("events", "mail"),
        edge("mail", "orders"),
        title="Fair",
    )


@pytest.fixture(scope="module")
def folder(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(program_files(project), tmp_path_factory.mktemp("fair"))


@pytest.mark.parametrize(
    "story",
    [WORKER, STRANGER, PERSON, RESTARTED, MESSAGE],
    ids=["worker", "stranger", "person", "restarted", "message"],
)
def test_programs_meet(project: Project, folder: Path, story: str) -> None:
    sources = [folder / part.folder / "src" for part in project.parts]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", SETUP + story],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(map(str, sources))},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
