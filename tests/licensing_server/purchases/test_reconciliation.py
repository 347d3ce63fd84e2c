"""What no webhook told is found later; only a missing grant mends itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import select

from licensing_server.gateway import GatewayUnavailableError
from licensing_server.models.accounts import Audit
from licensing_server.models.purchases import Purchase
from licensing_server.purchases import chores, reconciler
from licensing_server.purchases.fulfilment import fulfil
from licensing_server.purchases.reconciliation import CURSOR, EVENTS_EVERY, Kind, catch_up, compare
from tests.support.cashiers import Desk

pytestmark = pytest.mark.loopback


def test_events_that_never_arrived_are_worked_on(desk: Desk):
    paid, expired = desk.begin(), desk.begin()
    desk.cashier.pay(paid.page)
    desk.cashier.refund(paid.page, 1000)
    desk.cashier.expire(expired.page)
    assert catch_up(desk.parts) == []
    assert (desk.state(paid), desk.grants(paid)) == ("partly_refunded", [(500, 250)])
    assert desk.state(expired) == "expired"
    assert set(desk.deliver_all()) == {"repeated"}


def test_events_of_the_hour_before_the_cursor_are_looked_at_again(desk: Desk):
    catch_up(desk.parts)
    late = desk.begin()
    desk.cashier.pay(late.page)
    desk.parts.now.forward(seconds=3500)
    chores.advance(desk.parts.database, CURSOR, desk.parts.now())
    catch_up(desk.parts)
    assert desk.grants(late) == [(500, 0)]


def test_an_event_that_fails_is_found_and_tried_again_the_next_time(desk: Desk, log_watch):
    log_watch.expect("event cannot be worked on")
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    happened = desk.parts.now()
    desk.parts.now.forward(seconds=9000)
    (finding,) = catch_up(replace(desk.parts, gateway=Away(desk.parts.gateway)))
    assert finding.kind is Kind.EVENT
    assert chores.position(desk.parts.database, CURSOR) == happened
    desk.parts.now.forward(days=2)
    assert catch_up(desk.parts) == []
    assert desk.grants(checkout) == [(500, 0)]
    assert chores.position(desk.parts.database, CURSOR) == desk.parts.now()


def test_a_missing_grant_mends_itself_once(desk: Desk):
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    (finding,) = compare(desk.parts)
    assert (finding.kind, finding.about, finding.detail) == (Kind.MENDED, checkout.page, "500 credits")
    assert desk.grants(checkout) == [(500, 0)]
    assert compare(desk.parts) == []


def test_a_refund_that_was_not_applied_is_reported_and_left(desk: Desk, log_watch):
    log_watch.expect("do not match refunds and disputes")
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    fulfil(desk.parts, checkout.page)
    desk.cashier.refund(checkout.page)
    (finding,) = compare(desk.parts)
    assert (finding.kind, finding.about) == (Kind.REVERSAL, checkout.purchase)
    assert desk.grants(checkout) == [(500, 0)]
    assert "it should be 500" in audited(desk)


def test_a_grant_that_nobody_paid_for_is_reported_and_left(desk: Desk, log_watch):
    log_watch.expect("granted, but not paid")
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    fulfil(desk.parts, checkout.page)
    with desk.parts.database.transaction() as session:
        session.get_one(Purchase, checkout.purchase).created_at += 61
    unpaid = replace(desk.parts, gateway=Forgetful(desk.parts.gateway))
    assert Kind.UNPAID in {finding.kind for finding in compare(unpaid, 0)}
    assert desk.grants(checkout) == [(500, 0)]


def test_a_page_of_an_unknown_account_is_reported(desk: Desk, log_watch):
    log_watch.expect("paid checkout of unknown account")
    log_watch.expect("paid, but not granted")
    checkout = desk.begin()
    desk.cashier.pay(checkout.page)
    _forget_account(desk, checkout.purchase, checkout.account)
    (finding,) = compare(desk.parts)
    assert (finding.kind, finding.about) == (Kind.MISSING, checkout.page)


def test_one_process_at_a_time_reconciles_and_only_when_it_is_time(desk: Desk):
    counting = Counting(desk.parts.gateway)
    parts = replace(desk.parts, gateway=counting)
    for _ in range(3):
        reconciler.run_due(parts)
    assert (counting.events, counting.pages) == (1, 1)
    desk.parts.now.forward(seconds=EVENTS_EVERY)
    reconciler.run_due(parts)
    reconciler.run_due(parts)
    assert (counting.events, counting.pages) == (2, 1)


def test_a_comparison_that_failed_is_tried_again_in_an_hour(desk: Desk):
    away = replace(desk.parts, gateway=Away(desk.parts.gateway))
    with pytest.raises(GatewayUnavailableError):
        reconciler.run_due(away)
    counting = Counting(desk.parts.gateway)
    reconciler.run_due(replace(desk.parts, gateway=counting))
    assert counting.pages == 0
    desk.parts.now.forward(seconds=3600)
    reconciler.run_due(replace(desk.parts, gateway=counting))
    assert counting.pages == 1


def test_a_chore_of_a_dead_process_is_free_again_after_its_time(desk: Desk):
    database = desk.parts.database
    assert chores.take(database, "sweep", "one", now=100, seconds=60)
    assert not chores.take(database, "sweep", "two", now=159, seconds=60)
    assert chores.take(database, "sweep", "two", now=160, seconds=60)
    chores.give_back(database, "sweep", "one", at=0)
    assert not chores.take(database, "sweep", "three", now=161, seconds=60)


def test_a_cursor_never_falls_back(desk: Desk):
    for reached in (5, 9, 7):
        chores.advance(desk.parts.database, "cursor", reached)
    assert chores.position(desk.parts.database, "cursor") == 9


@dataclass
class Away:
    """A payment service that lists its events, and then cannot be reached."""

    gateway: Any

    def read_checkout(self, *_: Any) -> Any:
        raise GatewayUnavailableError("away")

    def checkouts_since(self, *_: Any) -> Any:
        raise GatewayUnavailableError("away")

    def __getattr__(self, name: str) -> Any:
        return getattr(self.gateway, name)


@dataclass
class Forgetful:
    """A payment service that knows of no page."""

    gateway: Any

    def checkouts_since(self, *_: Any) -> Any:
        return iter(())

    def __getattr__(self, name: str) -> Any:
        return getattr(self.gateway, name)


@dataclass
class Counting:
    """Counts how often events and pages are listed."""

    gateway: Any
    events: int = 0
    pages: int = 0

    def events_since(self, since: int) -> Any:
        self.events += 1
        return self.gateway.events_since(since)

    def checkouts_since(self, since: int) -> Any:
        self.pages += 1
        return self.gateway.checkouts_since(since)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.gateway, name)


def audited(desk: Desk) -> str:
    with desk.parts.database.reading() as session:
        return "\n".join(session.scalars(select(Audit.detail).where(Audit.action == "reconciliation")))


def _forget_account(desk: Desk, purchase: str, account: str) -> None:
    """As if a database had been restored from before the account was opened."""
    from licensing_server.models.accounts import Account

    with desk.parts.database.transaction() as session:
        session.delete(session.get_one(Purchase, purchase))
        session.flush()
        session.delete(session.get_one(Account, account))
