"""Two ways to the same effect at the same moment: one effect."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import text

from licensing_server.database import Database
from licensing_server.gateway import Payment
from licensing_server.models.purchases import Purchase
from licensing_server.purchases import rows, statements
from licensing_server.purchases.fulfilment import fulfil
from licensing_server.purchases.reconciliation import catch_up, compare
from licensing_server.purchases.reversals import reverse
from licensing_server.purchases.webhook import process
from licensing_server.stripe_objects import read_event
from tests.support.cashiers import Desk
from tests.support.waiting import wait_until

pytestmark = pytest.mark.loopback


@dataclass
class Meeting:
    """A gateway at which several readers wait for each other before any of them goes on."""

    gateway: Any
    barrier: threading.Barrier

    def read_checkout(self, checkout: str) -> Any:
        read = self.gateway.read_checkout(checkout)
        self.barrier.wait(20)
        return read

    def __getattr__(self, name: str) -> Any:
        return getattr(self.gateway, name)


@dataclass
class Slow:
    """A gateway whose first reading of a payment is used only after `meanwhile` has happened."""

    gateway: Any
    meanwhile: Iterator[Callable[[], None]]

    def read_payment(self, payment_intent: str) -> Payment:
        read = self.gateway.read_payment(payment_intent)
        for happen in self.meanwhile:
            happen()
            break
        return read

    def __getattr__(self, name: str) -> Any:
        return getattr(self.gateway, name)


@dataclass
class Watchful:
    """A gateway that is asked only while nobody holds a connection to the database."""

    gateway: Any
    database: Database
    asked: list[str]

    def __getattr__(self, name: str) -> Any:
        self.asked.append(f"{name} with {self.database.engine.pool.checkedout()} connections")
        return getattr(self.gateway, name)


def test_the_payment_service_is_never_asked_within_a_transaction(desk: Desk):
    watchful = Watchful(desk.parts.gateway, desk.parts.database, [])
    watched = replace(desk, parts=replace(desk.parts, gateway=watchful))
    checkout = watched.begin()
    desk.cashier.pay_late(checkout.page)
    desk.cashier.settle(checkout.page, arrives=True)
    desk.cashier.refund(checkout.page, 500)
    desk.cashier.open_dispute(checkout.page)
    for body in desk.cashier.events():
        process(watched.parts, read_event(json.loads(body)))
    catch_up(watched.parts)
    compare(watched.parts)
    assert len(watchful.asked) > 8
    assert [asked for asked in watchful.asked if not asked.endswith("with 0 connections")] == []


def test_webhook_and_success_page_at_the_same_moment_grant_once(desk: Desk):
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    parts = replace(desk.parts, gateway=Meeting(desk.parts.gateway, threading.Barrier(2)))
    event = read_event(json.loads(desk.cashier.events()[0]))
    with ThreadPoolExecutor(2) as pool:
        webhook = pool.submit(process, parts, event)
        page = pool.submit(fulfil, parts, checkout.page)
        assert {webhook.result(), page.result()} == {"processed"}
    assert (desk.state(checkout), desk.grants(checkout)) == ("paid", [(500, 0)])


def test_the_same_event_twice_at_the_same_moment_is_processed_once(desk: Desk):
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    parts = replace(desk.parts, gateway=Meeting(desk.parts.gateway, threading.Barrier(3)))
    event = read_event(json.loads(desk.cashier.events()[0]))
    with ThreadPoolExecutor(3) as pool:
        results = sorted(future.result() for future in [pool.submit(process, parts, event) for _ in range(3)])
    assert results == ["processed", "repeated", "repeated"]
    assert desk.grants(checkout) == [(500, 0)]


def test_a_page_without_a_row_is_adopted_once_by_many(desk: Desk):
    checkout = desk.begin()
    with desk.parts.database.transaction() as session:
        session.delete(session.get_one(Purchase, checkout.purchase))
    desk.cashier.pay(checkout.page)
    parts = replace(desk.parts, gateway=Meeting(desk.parts.gateway, threading.Barrier(4)))
    with ThreadPoolExecutor(4) as pool:
        results = {future.result() for future in [pool.submit(fulfil, parts, checkout.page) for _ in range(4)]}
    assert results == {"processed"}
    assert (desk.state(checkout), desk.grants(checkout)) == ("paid", [(500, 0)])


def test_an_old_reading_of_refunds_is_not_applied_after_a_newer_one(desk: Desk):
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    fulfil(desk.parts, checkout.page)
    payment = desk.cashier.payment_of(checkout.page)
    desk.cashier.refund(checkout.page, 500)

    def refund_more_and_hear_of_it() -> None:
        desk.cashier.refund(checkout.page, 1500)
        reverse(desk.parts, payment)

    slow = replace(desk.parts, gateway=Slow(desk.parts.gateway, iter([refund_more_and_hear_of_it])))
    assert reverse(slow, payment) == "processed"
    assert (desk.state(checkout), desk.grants(checkout)) == ("refunded", [(500, 500)])


def test_a_dispute_that_was_won_meanwhile_stays_won(desk: Desk):
    """The newer reading finds nothing to do, and the older one must not be applied all the same."""
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    fulfil(desk.parts, checkout.page)
    payment = desk.cashier.payment_of(checkout.page)
    desk.cashier.open_dispute(checkout.page)

    def win_and_hear_of_it() -> None:
        desk.cashier.close_dispute(checkout.page, won=True)
        reverse(desk.parts, payment)

    slow = replace(desk.parts, gateway=Slow(desk.parts.gateway, iter([win_and_hear_of_it])))
    assert reverse(slow, payment) == "processed"
    assert (desk.state(checkout), desk.grants(checkout)) == ("paid", [(500, 0)])


@pytest.mark.parametrize("desk", ["sandbox-postgresql"], indirect=True)
def test_who_holds_a_purchase_is_waited_for(desk: Desk):
    """Otherwise a purchase that was paid back meanwhile would be written as paid."""
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    with ThreadPoolExecutor(1) as pool, desk.parts.database.transaction() as session:
        statements.claim(session, rows.CHECKOUT, checkout.page)
        other = pool.submit(fulfil, desk.parts, checkout.page)
        wait_until(lambda: _waiting_for_locks(desk), what="somebody who waits for the row")
        session.get_one(Purchase, checkout.purchase).state = "refunded"
        session.commit()
        assert other.result() == "processed"
    assert (desk.state(checkout), desk.grants(checkout)) == ("refunded", [])


def _waiting_for_locks(desk: Desk) -> int:
    question = text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    with desk.parts.database.glance() as connection:
        return int(connection.execute(question).scalar_one())
