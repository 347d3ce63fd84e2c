"""Any history of payments, refunds, disputes and deliveries, in any order and number: the books say what was paid."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from licensing_server.books.reports import verify_books
from licensing_server.database import Database
from licensing_server.gateway import GatewayRefusedError
from licensing_server.models.money import Grant
from licensing_server.models.purchases import Purchase
from licensing_server.parts import Parts
from licensing_server.purchases.fulfilment import fulfil
from licensing_server.purchases.reconciliation import catch_up, compare
from licensing_server.purchases.rules import credits_to_take_back
from licensing_server.purchases.webhook import process
from licensing_server.stripe_objects import read_event
from tests.support.cashiers import Checkout, Desk, sandbox_cashier, with_gateway
from tests.support.licensing import Clock, make_parts

HISTORIES = 6
STEPS = 40


@pytest.fixture
def desk(database_url: str, tmp_path: Path, now: Clock) -> Any:
    database = Database(database_url)
    parts = make_parts(database, tmp_path / "data", now)
    cashier = sandbox_cashier(parts)
    yield Desk(with_gateway(parts, cashier), cashier, None)
    database.close()


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_the_books_say_what_was_paid(desk: Desk, seed: int, log_watch):
    choose = random.Random(seed)
    pages = [desk.begin(choose.choice(["starter", "pro", "business"])) for _ in range(4)]
    for _ in range(STEPS):
        _step(desk, choose, pages)
    _deliver(desk.parts, desk.cashier.events())
    assert compare(desk.parts) == []
    for page in pages:
        _check(desk, page)
    with desk.parts.database.reading() as session:
        assert verify_books(session).faults == ()


def _step(desk: Desk, choose: random.Random, pages: list[Checkout]) -> None:
    """One thing that a buyer, a bank or the network does; what is not possible just now does not happen."""
    page = choose.choice(pages).page
    cashier = desk.cashier
    steps: list[Callable[[], object]] = [
        lambda: cashier.pay(page),
        lambda: cashier.pay_late(page),
        lambda: cashier.settle(page, arrives=choose.random() < 0.7),
        lambda: cashier.refund(page, choose.randint(1, 900)),
        lambda: cashier.open_dispute(page),
        lambda: cashier.close_dispute(page, won=choose.random() < 0.5),
        lambda: cashier.expire(page) if choose.random() < 0.1 else None,
        lambda: (
            _deliver(desk.parts, choose.sample(events, k=min(len(events), 3))) if (events := cashier.events()) else None
        ),
        lambda: fulfil(desk.parts, page),
        lambda: catch_up(desk.parts) if choose.random() < 0.2 else None,
    ]
    with suppress(GatewayRefusedError):
        choose.choice(steps)()


def _deliver(parts: Parts, events: list[bytes]) -> None:
    for body in events:
        event = json.loads(body)
        process(parts, read_event(event))
        process(parts, read_event(event | {"id": f"evt_{parts.new_id()}"}))


def _check(desk: Desk, page: Checkout) -> None:
    """S4 and S5: one grant for what was paid, and taken back what the payment's state of now asks for."""
    checkout = desk.cashier.gateway.read_checkout(page.page)
    grants = desk.grants(page)
    if not checkout.is_paid:
        assert grants == []
        return
    ((credits_, taken_back),) = grants
    payment = desk.cashier.gateway.read_payment(str(checkout.payment_intent))
    assert taken_back == credits_to_take_back(credits_, payment)
    with desk.parts.database.reading() as session:
        assert session.scalar(select(Purchase.taken_back).where(Purchase.source_id == page.page)) == taken_back
        assert session.scalar(select(func.count()).select_from(Grant).where(Grant.source_id == page.page)) == 1
