"""Plans: a paid period brings its credits once, for that period; other invoices bring nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from infrasketch_desktop.credits.prices import Plan
from licensing_server.app import create_app
from licensing_server.database import Database
from licensing_server.models.money import Grant
from tests.support.cashiers import Desk, StripeCashier, stripe_cashier, with_gateway
from tests.support.licensing import START, URL, Clock, make_parts

pytestmark = pytest.mark.loopback

MONTH = 30 * 24 * 3600


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path, now: Clock) -> Iterator[Desk]:
    """A server with a plan of 200 credits a month, sold by the fake Stripe."""
    with ExitStack() as stack:
        database = Database(sqlite_url)
        stack.callback(database.close)
        cashier = stack.enter_context(stripe_cashier(now))
        parts = make_parts(database, tmp_path / "data", now)
        prices = replace(parts.book.prices, plans=(Plan("monthly", "Monthly", 900, 200, "month"),))
        parts = with_gateway(replace(parts, book=replace(parts.book, prices=prices)), cashier)
        ids = parts.settings.stripe_prices | {"monthly": "price_stranger"}
        parts = replace(parts, settings=parts.settings.model_copy(update={"stripe_prices": ids}))
        client = stack.enter_context(TestClient(create_app(parts), base_url=URL, raise_server_exceptions=False))
        yield Desk(parts, cashier, client)


def pay_invoice(desk: Desk, account: str, reason: str) -> str:
    assert isinstance(desk.cashier, StripeCashier)
    return desk.cashier.account.pay_invoice(account, "price_stranger", reason=reason, starts=START, ends=START + MONTH)


def plan_lots(desk: Desk, invoice: str) -> list[tuple[str, int, int, int | None]]:
    with desk.parts.database.reading() as session:
        wanted = select(Grant.kind, Grant.credits, Grant.effective_at, Grant.expires_at)
        return [tuple(row) for row in session.execute(wanted.where(Grant.source_id == invoice))]


@pytest.mark.parametrize("reason", ["subscription_create", "subscription_cycle"])
def test_a_paid_period_brings_its_credits_once(desk: Desk, reason: str):
    invoice = pay_invoice(desk, desk.open_account(), reason)
    assert desk.deliver_all() == ["processed"]
    assert desk.deliver(desk.cashier.events()[0], new_id="evt_again") == (200, "processed")
    assert plan_lots(desk, invoice) == [("plan", 200, START, START + MONTH)]


@pytest.mark.parametrize("reason", ["subscription_update", "manual", "subscription_threshold"])
def test_an_invoice_for_something_else_brings_nothing(desk: Desk, reason: str):
    invoice = pay_invoice(desk, desk.open_account(), reason)
    assert desk.deliver_all() == ["ignored"]
    assert plan_lots(desk, invoice) == []


def test_an_invoice_of_somebody_else_is_ignored(desk: Desk):
    pay_invoice(desk, "SOMEBODY", "subscription_cycle")
    assert desk.deliver_all() == ["ignored"]
