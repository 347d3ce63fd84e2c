"""A server with a payment service: the sandbox shop over PostgreSQL, and the fake Stripe over SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from licensing_server.app import create_app
from licensing_server.database import Database
from tests.support.cashiers import Cashier, Desk, sandbox_cashier, stripe_cashier, with_gateway
from tests.support.licensing import URL, Clock, make_parts


@pytest.fixture(params=["sandbox-postgresql", "stripe-sqlite"])
def desk(request: pytest.FixtureRequest, tmp_path: Path, now: Clock) -> Iterator[Desk]:
    service, _, kind = request.param.partition("-")
    with ExitStack() as stack:
        database = Database(request.getfixturevalue(f"{kind}_url"))
        stack.callback(database.close)
        parts = make_parts(database, tmp_path / "data", now)
        cashier: Cashier = sandbox_cashier(parts) if service == "sandbox" else stack.enter_context(stripe_cashier(now))
        parts = with_gateway(parts, cashier)
        client = stack.enter_context(TestClient(create_app(parts), base_url=URL, raise_server_exceptions=False))
        yield Desk(parts, cashier, client)
