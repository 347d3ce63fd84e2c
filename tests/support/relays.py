"""A licensing server that listens on loopback with its relay open, and people who ask models through it."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx2
import uvicorn
from fastapi import FastAPI
from sqlalchemy import select

from infrasketch_desktop.credits.lots import LotKind
from licensing_server.app import create_app
from licensing_server.books import grants, reports, statements
from licensing_server.books.statements import Balance
from licensing_server.database import Database
from licensing_server.models.money import Hold
from licensing_server.models.relay import RelayTurn
from licensing_server.settings import Settings
from tests.support.licensing import URL, Clock, LicensingServer, Session, make_parts
from tests.support.messages_server import CURRENT_MODELS, MessagesServer
from tests.support.waiting import wait_until

HAIKU, SONNET, OPUS = "claude-haiku-5-5", "claude-sonnet-5-5", "claude-opus-5-5"
WELCOME = 10
"""Credits that every new account has, by the default price list."""
CONNECTIONS = 24


def question(model: str = SONNET, **more: Any) -> dict[str, Any]:
    """The body of a POST /v1/messages that asks for a stream."""
    usual = {
        "model": model,
        "max_tokens": 1000,
        "stream": True,
        "messages": [{"role": "user", "content": "Add a cache"}],
    }
    return usual | more


@dataclass(frozen=True, slots=True)
class RelayServer:
    """`licensing` is the server as other tests use it, its client speaking HTTP to `url`."""

    licensing: LicensingServer
    url: str
    model: MessagesServer
    first_device: int = 0
    _next_devices: Iterator[int] = field(default_factory=lambda: itertools.count(100, 100))

    def with_others(self) -> RelayServer:
        """The same server for other people: devices of the same numbers are new ones."""
        return replace(self, first_device=next(self._next_devices))

    @property
    def http(self) -> httpx2.Client:
        return self.licensing.client

    def enrol(self, number: int = 1, *, credits_more: int = 0) -> Session:
        """A new account with the welcome credits and `credits_more`."""
        me = self.licensing.enrol(self.first_device + number)
        if credits_more:
            give(self.licensing.database, me, credits_more, self.licensing.clock())
        return me

    def ask(self, me: Session, body: Mapping[str, Any] | None = None, **headers: str) -> httpx2.Response:
        """Ask and read to the end; `op="…"` and `item="…"` are the headers of the relay."""
        return self.http.post("/v1/messages", json=body or question(), headers=headers_of(me, **headers))

    def refuse(self, me: Session, op: str) -> httpx2.Response:
        return self.http.post("/api/wallet/spend/refuse", json={"op": op}, headers=me.headers)

    def take(self, me: Session, op: str) -> httpx2.Response:
        return self.http.post("/api/wallet/spend/take", json={"op": op}, headers=me.headers)

    def balance(self, me: Session) -> Balance:
        with self.licensing.database.reading() as session:
            return statements.balance(session, me.account_id, self.licensing.clock())

    def turn(self, me: Session, op: str) -> RelayTurn | None:
        with self.licensing.database.reading() as session:
            return session.get(RelayTurn, (me.account_id, op))

    def wait_for(self, me: Session, op: str, state: str) -> RelayTurn:
        """The turn, once it is in a state: what follows a client that left is done after it left."""

        def found() -> RelayTurn | None:
            turn = self.turn(me, op)
            return turn if turn is not None and turn.state == state else None

        return wait_until(found, what=lambda: f"{op} to be {state}; it is {getattr(self.turn(me, op), 'state', None)}")

    def hold_states(self, me: Session) -> list[str]:
        """The states of everything that was ever held for an account, the oldest first."""
        with self.licensing.database.reading() as session:
            mine = select(Hold.state).where(Hold.account_id == me.account_id)
            return list(session.scalars(mine.order_by(Hold.created_at, Hold.op)))

    def verify(self) -> None:
        """Every credit is where the books say."""
        with self.licensing.database.reading() as session:
            assert reports.verify_books(session).faults == ()


def give(database: Database, me: Session, amount: int, now: int) -> None:
    """Credits as a gift, once for each account."""
    with database.transaction() as session:
        grants.issue(
            session,
            account_id=me.account_id,
            source="operator",
            source_id=f"gift to {me.account_id}",
            kind=LotKind.PACK,
            credits=amount,
            paid=False,
            effective_at=now,
            expires_at=None,
            now=now,
        )


def headers_of(me: Session, *, op: str = "", item: str = "", **more: str) -> dict[str, str]:
    named = {"X-InfraSketch-Op": op, "X-InfraSketch-Item": item}
    return me.headers | {name: value for name, value in named.items() if value} | more


def forget(model: MessagesServer) -> None:
    """Let a fake model be as it was when it was started."""
    model.requests.clear()
    model.replies.clear()
    for event in (model.left, model.waiting, model.going_on):
        event.clear()
    model.models = CURRENT_MODELS


@contextmanager
def relaying(url: str, folder: Path, clock: Clock, model: MessagesServer, **settings: Any) -> Iterator[RelayServer]:
    """A server over the database at `url`, with its tables, in front of `model`; `settings` are those of the relay."""
    upstream = {"upstream_url": model.address, "upstream_key": model.key}
    named = {f"relay_{name}": value for name, value in (upstream | settings).items()}
    told = Settings(data=folder, public_url=URL, **named)
    database = Database(url, connections=CONNECTIONS)
    try:
        parts = make_parts(database, folder, clock, settings=told)
        app = create_app(parts)
        with listening(app) as address, httpx2.Client(base_url=address, trust_env=False, timeout=30) as client:
            yield RelayServer(LicensingServer(parts, app, client, clock), address, model)
    finally:
        database.close()


@contextmanager
def listening(app: FastAPI) -> Iterator[str]:
    """The address of the application, which is served by a thread of this process."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, timeout_graceful_shutdown=5))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        wait_until(lambda: server.started or not thread.is_alive(), what="the server to listen")
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)
