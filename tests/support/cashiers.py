"""Buyers and banks for tests: the same verbs over the sandbox shop and over the fake Stripe."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Protocol

from fastapi.testclient import TestClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from licensing_server.clock import Now
from licensing_server.database import Database
from licensing_server.gateway import PaymentGateway
from licensing_server.models.accounts import Account
from licensing_server.models.money import Grant
from licensing_server.models.purchases import Purchase, ShopCheckout, ShopEvent
from licensing_server.parts import Parts
from licensing_server.payments import StripeAccess, StripeGateway, sign_event
from licensing_server.purchases import ordering
from licensing_server.shop.gateway import SandboxGateway
from licensing_server.shop.till import PENDING
from tests.support.stripe_account import StripeAccount
from tests.support.stripe_schema import StripeSchema, stripe_data
from tests.support.stripe_server import SECRET_KEY, StripeServer, serving

PRICES = {"starter": "price_starter", "pro": "price_pro", "business": "price_business", "enterprise": "price_corp"}
AMOUNTS = {"price_starter": 500, "price_pro": 2000, "price_business": 5000, "price_corp": 20000, "price_stranger": 900}
WEBHOOK_SECRET = "whsec_of_the_test"


class Cashier(Protocol):
    """What happens at the payment service, and the signed news of it. Pages and payments go by the page's id."""

    gateway: PaymentGateway

    def pay(self, checkout: str) -> None: ...
    def pay_late(self, checkout: str) -> None: ...
    def settle(self, checkout: str, *, arrives: bool) -> None: ...
    def send_back(self, checkout: str) -> None:
        """The bank takes a debit back that had arrived."""
        ...

    def expire(self, checkout: str) -> None: ...
    def refund(self, checkout: str, amount: int | None = None) -> None: ...
    def open_dispute(self, checkout: str) -> None: ...
    def close_dispute(self, checkout: str, *, won: bool) -> None: ...

    def payment_of(self, checkout: str) -> str: ...

    def events(self) -> list[bytes]:
        """The bodies of all events until now, oldest first."""
        ...

    def sign(self, body: bytes) -> str: ...


@dataclass
class SandboxCashier:
    """The sandbox shop, by its till."""

    gateway: SandboxGateway
    database: Database

    def pay(self, checkout: str) -> None:
        self._do(lambda session: self.gateway.till.pay(session, checkout))

    def pay_late(self, checkout: str) -> None:
        self._do(lambda session: self.gateway.till.pay_late(session, checkout))

    def settle(self, checkout: str, *, arrives: bool) -> None:
        self._do(lambda session: self.gateway.till.settle(session, checkout, arrives=arrives))

    def send_back(self, checkout: str) -> None:
        def take(session: Session) -> None:
            page = session.get_one(ShopCheckout, checkout)
            page.payment_status = PENDING  # the till has no button for it: banks of the sandbox keep their word
            self.gateway.till.settle(session, checkout, arrives=False)

        self._do(take)

    def expire(self, checkout: str) -> None:
        self._do(lambda session: self.gateway.till.expire(session, checkout))

    def refund(self, checkout: str, amount: int | None = None) -> None:
        self._do(lambda session: self.gateway.till.refund(session, checkout, amount))

    def open_dispute(self, checkout: str) -> None:
        self._do(lambda session: self.gateway.till.open_dispute(session, checkout))

    def close_dispute(self, checkout: str, *, won: bool) -> None:
        self._do(lambda session: self.gateway.till.close_dispute(session, checkout, won=won))

    def payment_of(self, checkout: str) -> str:
        with self.database.reading() as session:
            return str(session.get_one(ShopCheckout, checkout).payment_intent)

    def events(self) -> list[bytes]:
        with self.database.reading() as session:
            return [body.encode() for body in session.scalars(select(ShopEvent.body).order_by(ShopEvent.id))]

    def sign(self, body: bytes) -> str:
        return self.gateway.sign(body)

    def _do(self, verb: Callable[[Any], Any]) -> None:
        self.database.run(verb)


@dataclass
class StripeCashier:
    """The fake Stripe, behind the real adapter and the wire."""

    gateway: StripeGateway
    account: StripeAccount
    server: StripeServer
    now: Now

    def pay(self, checkout: str) -> None:
        self.account.pay(checkout)

    def pay_late(self, checkout: str) -> None:
        self.account.pay_late(checkout)

    def settle(self, checkout: str, *, arrives: bool) -> None:
        self.account.settle(checkout, arrives=arrives)

    def send_back(self, checkout: str) -> None:
        self.account.settle(checkout, arrives=False)

    def expire(self, checkout: str) -> None:
        self.account.expire(checkout)

    def refund(self, checkout: str, amount: int | None = None) -> None:
        self.account.refund(self.payment_of(checkout), amount)

    def open_dispute(self, checkout: str) -> None:
        self.account.open_dispute(self.payment_of(checkout))

    def close_dispute(self, checkout: str, *, won: bool) -> None:
        disputes = [
            found for found in self.account.every("dispute") if found["payment_intent"] == self.payment_of(checkout)
        ]
        self.account.close_dispute(disputes[0]["id"], won=won)

    def payment_of(self, checkout: str) -> str:
        return str(self.account.read(checkout)["payment_intent"])

    def events(self) -> list[bytes]:
        return [json.dumps(event).encode() for event in self.account.events]

    def sign(self, body: bytes) -> str:
        return sign_event(body, WEBHOOK_SECRET, self.now())


def sandbox_cashier(parts: Parts) -> SandboxCashier:
    gateway = SandboxGateway(
        parts.database,
        public_url=parts.settings.public_url,
        now=parts.now,
        new_id=parts.new_id,
        new_secret=parts.new_secret,
    )
    return SandboxCashier(gateway, parts.database)


@contextmanager
def stripe_cashier(now: Now) -> Iterator[StripeCashier]:
    account = StripeAccount(stripe_data("object-examples.json"), AMOUNTS, now)
    with serving(account, StripeSchema(stripe_data("request-schemas.json"))) as server:
        access = StripeAccess(SECRET_KEY, (WEBHOOK_SECRET,), api_base=server.address)
        yield StripeCashier(StripeGateway(access), account, server, now)


@dataclass
class Checkout:
    """A purchase that was begun: its row, its page and its account."""

    purchase: str
    page: str
    account: str


@dataclass
class Desk:
    """A server, its payment service, and the way of events between them, which tests hold in their hands."""

    parts: Parts
    cashier: Cashier
    client: TestClient

    def open_account(self) -> str:
        id_ = self.parts.new_id()
        with self.parts.database.transaction() as session:
            session.add(Account(id=id_, created_at=self.parts.now()))
        return id_

    def begin(self, package: str = "pro", account: str | None = None, key: str | None = None) -> Checkout:
        account = account or self.open_account()
        purchase = ordering.begin(self.parts, account, package, key)
        return Checkout(purchase.id, str(purchase.source_id), account)

    def deliver(self, body: bytes, *, new_id: str | None = None) -> tuple[int, str]:
        """POST one event to the webhook, under another event id when one is given; status, and result or error."""
        if new_id:
            body = json.dumps(json.loads(body) | {"id": new_id}).encode()
        answer = self.client.post(
            "/api/webhooks/stripe", content=body, headers={"Stripe-Signature": self.cashier.sign(body)}
        )
        return answer.status_code, answer.json().get("result") or answer.json()["error"]

    def deliver_all(self) -> list[str]:
        """Every event until now, oldest first; their results."""
        outcomes = [self.deliver(body) for body in self.cashier.events()]
        assert {status for status, _ in outcomes} <= {200}, outcomes
        return [result for _, result in outcomes]

    def state(self, checkout: Checkout) -> str:
        with self.parts.database.reading() as session:
            wanted = select(Purchase.state).where(Purchase.source_id == checkout.page)
            return str(session.scalars(wanted).one())

    def grants(self, checkout: Checkout) -> list[tuple[int, int]]:
        """Credits and taken back of each grant for the page; there should be one."""
        with self.parts.database.reading() as session:
            wanted = select(Grant.credits, Grant.refund_target).where(Grant.source_id == checkout.page)
            return [(row.credits, row.refund_target) for row in session.execute(wanted)]


def with_gateway(parts: Parts, cashier: Cashier) -> Parts:
    """The parts with the cashier's gateway, and the prices it knows."""
    ids = PRICES if isinstance(cashier, StripeCashier) else {}
    return replace(parts, gateway=cashier.gateway, settings=parts.settings.model_copy(update={"stripe_prices": ids}))
