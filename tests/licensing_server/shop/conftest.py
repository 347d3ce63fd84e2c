"""A server that sells in its sandbox shop, on SQLite and on PostgreSQL in turn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from licensing_server.app import create_app
from licensing_server.database import Database
from licensing_server.shop.courier import Courier
from tests.support.cashiers import Desk, sandbox_cashier, with_gateway
from tests.support.licensing import URL, Clock, make_parts


@pytest.fixture
def desk(database_url: str, tmp_path: Path, now: Clock) -> Iterator[Desk]:
    with ExitStack() as stack:
        database = Database(database_url)
        stack.callback(database.close)
        parts = make_parts(database, tmp_path / "data", now)
        cashier = sandbox_cashier(parts)
        parts = with_gateway(parts, cashier)
        client = stack.enter_context(TestClient(create_app(parts), base_url=URL, raise_server_exceptions=False))
        yield Desk(parts, cashier, client)


class Way:
    """The way to the webhook: open, or closed by a test."""

    def __init__(self, client: TestClient) -> None:
        self.is_open = True
        self.carried: list[int] = []
        self._client = client

    def __call__(self, body: bytes, signature: str) -> bool:
        if not self.is_open:
            return False
        headers = {"Stripe-Signature": signature}
        self.carried.append(self._client.post("/api/webhooks/stripe", content=body, headers=headers).status_code)
        return self.carried[-1] == 200


@pytest.fixture
def way(desk: Desk) -> Way:
    return Way(desk.client)


@pytest.fixture
def courier(desk: Desk, way: Way) -> Courier:
    return Courier(desk.parts.database, desk.cashier.gateway, way, desk.parts.now, desk.parts.log)
