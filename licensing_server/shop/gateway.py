"""The payment gateway of the sandbox: the protocol that Stripe answers, over tables of the server's own database."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from typing import Any, cast

from sqlalchemy import Row, Table, bindparam, select
from sqlalchemy.orm import Session

from licensing_server.clock import NewId, NewSecret, Now
from licensing_server.database import Database, lock_name
from licensing_server.gateway import (
    BadEventError,
    Charge,
    Checkout,
    CheckoutOrder,
    CheckoutStatus,
    Dispute,
    Event,
    Invoice,
    LineItem,
    Payment,
    Refund,
    UnknownObjectError,
)
from licensing_server.models.purchases import ShopCheckout, ShopEvent, ShopReversal, ShopSecret
from licensing_server.payments import sign_event, verify_event
from licensing_server.shop import till as tills
from licensing_server.shop.till import Till
from licensing_server.stripe_objects import read_event

_pages = cast("Table", ShopCheckout.__table__)
_PAGE = select(_pages).where(_pages.c.id == bindparam("checkout"))
"""Run for every delivery: as long as it takes, the sandbox looks slower than it is."""

_SECRETS = 2
"""The newest signs; the one before is believed until the next rotation."""


class SandboxGateway:
    """`PaymentGateway` without a payment service. `news` is set whenever there may be something for the courier."""

    def __init__(self, database: Database, *, public_url: str, now: Now, new_id: NewId, new_secret: NewSecret) -> None:
        self.till = Till(now, new_id)
        self.news = threading.Event()
        self._database = database
        self._url = public_url
        self._now = now
        self._new_secret = new_secret
        self._secrets: tuple[str, ...] = ()

    def create_checkout(self, order: CheckoutOrder) -> Checkout:
        return self._database.run(lambda session: self._open_page(session, order))

    def read_checkout(self, checkout: str) -> Checkout:
        with self._database.glance() as connection:
            found = connection.execute(_PAGE, {"checkout": checkout}).one_or_none()
        if found is None:
            raise UnknownObjectError("the sandbox shop has no such page")
        return self._checkout(found)

    def find_checkout(self, payment_intent: str) -> Checkout | None:
        with self._database.reading() as session:
            found = _page_of(session, payment_intent)
        return None if found is None else self._checkout(found)

    def read_payment(self, payment_intent: str) -> Payment:
        with self._database.reading() as session:
            page = _page_of(session, payment_intent)
            if page is None:
                raise UnknownObjectError("the sandbox shop has no such payment")
            reversals = tills.reversals_of(session, payment_intent)
        return Payment(
            payment_intent,
            charges=(_charge(page),),
            refunds=tuple(_refund(found) for found in reversals if tills.kind_of(found) == tills.REFUND),
            disputes=tuple(_dispute(found) for found in reversals if tills.kind_of(found) == tills.DISPUTE),
        )

    def payment_of_charge(self, charge: str) -> str | None:
        payment_intent = f"pi_{charge.removeprefix('ch_')}"
        return payment_intent if self.find_checkout(payment_intent) else None

    def read_invoice(self, invoice: str) -> Invoice:
        raise UnknownObjectError(f"the sandbox shop sells no plans, so it has no {invoice}")

    def refund(self, payment_intent: str, *, amount: int, key: str) -> Refund:
        def pay_back(session: Session) -> Refund:
            page = _page_of(session, payment_intent)
            if page is None:
                raise UnknownObjectError("the sandbox shop has no such payment")
            return _refund(self.till.refund(session, page.id, amount, key))

        refunded = self._database.run(pay_back)
        self.news.set()
        return refunded

    def events_since(self, since: int) -> Iterator[Event]:
        wanted = select(ShopEvent.body).where(ShopEvent.created_at >= since)
        with self._database.reading() as session:
            bodies = session.scalars(wanted.order_by(ShopEvent.created_at, ShopEvent.id)).all()
        return (read_event(json.loads(body)) for body in bodies)

    def read_event(self, event: str) -> Event:
        with self._database.reading() as session:
            found = session.get(ShopEvent, event)
        if found is None:
            raise UnknownObjectError("the sandbox shop has no such event")
        return read_event(json.loads(found.body))

    def checkouts_since(self, since: int) -> Iterator[Checkout]:
        wanted = select(ShopCheckout).where(ShopCheckout.created_at >= since)
        with self._database.reading() as session:
            pages = session.scalars(wanted.order_by(ShopCheckout.created_at.desc(), ShopCheckout.id)).all()
        return map(self._checkout, pages)

    def reversals_since(self, since: int) -> Iterator[Refund | Dispute]:
        with self._database.reading() as session:
            found = session.scalars(select(ShopReversal).where(ShopReversal.created_at >= since)).all()
        return (_refund(one) if tills.kind_of(one) == tills.REFUND else _dispute(one) for one in found)

    def parse_event(self, body: bytes, signature: str, now: int) -> Event:
        try:
            return verify_event(body, signature, self._secrets, now)
        except BadEventError:
            # Another process may have rotated the secret, or this one has not needed it yet.
            self._secrets = self._database.run(self._read_secrets)
            return verify_event(body, signature, self._secrets, now)

    def sign(self, body: bytes) -> str:
        """The signature header for an event that leaves now."""
        self._secrets = self._secrets or self._database.run(self._read_secrets)
        return sign_event(body, self._secrets[0], self._now())

    def rotate_secret(self) -> None:
        """Sign with a new secret from now on; events under the last one are still believed."""
        self._secrets = self._database.run(self._add_secret)

    def _read_secrets(self, session: Session) -> tuple[str, ...]:
        lock_name(session, "shop secrets")
        return _newest_secrets(session) or self._add_secret(session)

    def _add_secret(self, session: Session) -> tuple[str, ...]:
        session.add(ShopSecret(secret=f"whsec_{self._new_secret()}"))
        session.flush()
        return _newest_secrets(session)

    def _open_page(self, session: Session, order: CheckoutOrder) -> Checkout:
        lock_name(session, f"shop {order.purchase}")
        page = session.scalars(select(ShopCheckout).where(ShopCheckout.purchase == order.purchase)).one_or_none()
        if page is None:
            page = self._new_page(order)
            session.add(page)
        return self._checkout(page)

    def _new_page(self, order: CheckoutOrder) -> ShopCheckout:
        # Whoever knows the id may pay and refund, so nobody can guess it; hexadecimal, as ids have no dashes.
        id_ = f"cs_sandbox_{hashlib.sha256(self._new_secret().encode()).hexdigest()}"
        return ShopCheckout(
            id=id_,
            purchase=order.purchase,
            account=order.account,
            price=order.price,
            title=order.title,
            credits=order.credits,
            amount=order.amount,
            currency=order.currency,
            success_url=order.success_url.replace("{CHECKOUT_SESSION_ID}", id_),
            cancel_url=order.cancel_url,
            status=CheckoutStatus.OPEN.value,
            payment_status=tills.UNPAID,
            created_at=self._now(),
            expires_at=order.expires_at,
        )

    def _checkout(self, page: ShopCheckout | Row[Any]) -> Checkout:
        return Checkout(
            id=page.id,
            url=f"{self._url}/sandbox/checkout/{page.id}",
            status=CheckoutStatus(page.status),
            is_paid=page.payment_status == tills.SUCCEEDED,
            account=page.account,
            purchase=page.purchase,
            payment_intent=page.payment_intent,
            amount=page.amount,
            currency=page.currency,
            lines=(LineItem(page.price, 1),),
            created=page.created_at,
            livemode=False,
        )


def _newest_secrets(session: Session) -> tuple[str, ...]:
    return tuple(session.scalars(select(ShopSecret.secret).order_by(ShopSecret.id.desc()).limit(_SECRETS)))


def _page_of(session: Session, payment_intent: str) -> ShopCheckout | None:
    return session.scalars(select(ShopCheckout).where(ShopCheckout.payment_intent == payment_intent)).one_or_none()


def _charge(page: ShopCheckout) -> Charge:
    return Charge(
        id=tills.charge_id(str(page.payment_intent)),
        amount=page.amount,
        is_paid=page.payment_status == tills.SUCCEEDED,
        has_failed=page.payment_status == tills.FAILED,
    )


def _refund(reversal: ShopReversal) -> Refund:
    return Refund(reversal.id, reversal.amount, reversal.status, reversal.payment_intent)


def _dispute(reversal: ShopReversal) -> Dispute:
    return Dispute(reversal.id, reversal.amount, reversal.status, reversal.payment_intent)
