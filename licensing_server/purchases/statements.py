"""What every delivery of an event runs, built once and without the unit of work, which costs more than they do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Connection, Table, bindparam, literal_column, select, text, update
from sqlalchemy.orm import Session

from licensing_server.gateway import Event
from licensing_server.models.purchases import Purchase, StripeEvent
from licensing_server.purchases.rules import PurchaseState

_purchases = cast("Table", Purchase.__table__)
_events = cast("Table", StripeEvent.__table__)

_WITH_SOURCE = (_purchases.c.source == bindparam("source"), _purchases.c.source_id == bindparam("source_id"))

_LOOK = select(
    select(_purchases.c.state).where(*_WITH_SOURCE).scalar_subquery().label("state"),
    select(literal_column("1")).where(_events.c.id == bindparam("event")).scalar_subquery().label("seen"),
)

_CLAIM = (
    select(_purchases.c.id, _purchases.c.account_id, _purchases.c.state, _purchases.c.price, _purchases.c.credits)
    .where(*_WITH_SOURCE)
    .with_for_update()
)

# RETURNING and not the count of rows, which SQLAlchemy does not keep for inserts.
_RECORD = text(
    "INSERT INTO stripe_events (id, type, about, outcome, created_at, received_at) "
    "VALUES (:id, :type, :about, :outcome, :created_at, :received_at) ON CONFLICT DO NOTHING RETURNING 1"
)

_CHANGED = ("state", "payment_intent", "updated_at")
_PAID = ("credits", "amount", "currency")
_SETTLE = (
    update(_purchases)
    .where(_purchases.c.id == bindparam("purchase"))
    .values({name: bindparam(name) for name in _CHANGED})
)
_SETTLE_PAID = _SETTLE.values({name: bindparam(name) for name in _PAID})


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an event and its purchase before anybody is asked."""

    state: PurchaseState | None
    is_seen: bool

    @property
    def is_granted(self) -> bool:
        return self.state is not None and self.state.is_granted


@dataclass(frozen=True, slots=True)
class Claim:
    """A purchase whose row this transaction holds, so that nobody else moves it.

    `agreed` is how many credits its price stood for in the price list by which it was begun; nothing for a purchase
    that was written down after its page.
    """

    id: str
    account_id: str
    state: PurchaseState
    agreed: Mapping[str, int]


def look(connection: Connection, source: str, source_id: str, event: Event | None) -> Known:
    """One look, without locks."""
    given = {"source": source, "source_id": source_id, "event": event.id if event else ""}
    row = connection.execute(_LOOK, given).one()
    return Known(PurchaseState(row.state) if row.state else None, row.seen is not None)


def claim(session: Session, source: str, source_id: str) -> Claim | None:
    """Hold the purchase of a source until the end of the transaction, if it is written down."""
    row = session.execute(_CLAIM, {"source": source, "source_id": source_id}).one_or_none()
    if row is None:
        return None
    agreed = {row.price: row.credits} if row.price and row.credits else {}
    return Claim(row.id, row.account_id, PurchaseState(row.state), agreed)


def record_event(session: Session, event: Event, outcome: str, now: int) -> bool:
    """Write down that an event was dealt with, in the transaction that does so; False when somebody did already.

    Somebody who is doing it at the same time is waited for.
    """
    row = {
        "id": event.id,
        "type": event.type,
        "about": event.checkout or event.invoice or event.payment_intent or event.charge,
        "outcome": outcome,
        "created_at": event.created,
        "received_at": now,
    }
    return session.execute(_RECORD, row).first() is not None


def settle(session: Session, purchase: str, state: PurchaseState, payment_intent: str | None, now: int) -> None:
    """Write where a purchase stands that has no grant."""
    session.execute(
        _SETTLE, {"purchase": purchase, "state": state.value, "payment_intent": payment_intent, "updated_at": now}
    )


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was paid, and the credits for it."""

    credits: int
    amount: int
    currency: str
    payment_intent: str | None


def settle_paid(session: Session, purchase: str, receipt: Receipt, now: int) -> None:
    """Write that a purchase was paid and granted."""
    session.execute(
        _SETTLE_PAID,
        {
            "purchase": purchase,
            "state": PurchaseState.PAID.value,
            "credits": receipt.credits,
            "amount": receipt.amount,
            "currency": receipt.currency,
            "payment_intent": receipt.payment_intent,
            "updated_at": now,
        },
    )
