"""Purchases and events in the database: found, locked, adopted, written once."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Insert, literal_column, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from licensing_server.gateway import Checkout, Event
from licensing_server.models import Base
from licensing_server.models.accounts import Account
from licensing_server.models.purchases import Purchase, StripeEvent
from licensing_server.purchases.rules import PurchaseState

CHECKOUT = "checkout_session"
INVOICE = "invoice"

APPLIED = "applied"
IGNORED = "ignored"

_OWN_ID = re.compile(r"[0-9A-Z]{26}", re.ASCII)


def insert_once(session: Session, table: type[Base], **values: Any) -> bool:
    """Insert a row unless one of its unique keys is taken; whether it was inserted.

    Another transaction that is inserting the same key is waited for, and its row counts when it commits.
    """
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement: Insert = insert(table.__table__).on_conflict_do_nothing()  # type: ignore[arg-type]  # a Table, by its declaration
    # RETURNING and not the count of rows, which SQLAlchemy does not keep for inserts.
    return session.scalar(statement.values(**values).returning(literal_column("1"))) is not None


def was_seen(session: Session, event: Event) -> bool:
    return session.scalar(select(StripeEvent.id).where(StripeEvent.id == event.id)) is not None


def record_event(session: Session, event: Event, outcome: str, now: int) -> bool:
    """Write down that an event was dealt with, in the transaction that does so; False when somebody did already."""
    about = event.checkout or event.invoice or event.payment_intent or event.charge
    return insert_once(
        session,
        StripeEvent,
        id=event.id,
        type=event.type,
        about=about,
        outcome=outcome,
        created_at=event.created,
        received_at=now,
    )


def find_purchase(session: Session, source: str, source_id: str, *, lock: bool = False) -> Purchase | None:
    wanted = select(Purchase).where(Purchase.source == source, Purchase.source_id == source_id)
    return session.scalars(wanted.with_for_update() if lock else wanted).one_or_none()


def purchase_of_payment(session: Session, payment_intent: str) -> Purchase | None:
    return session.scalars(select(Purchase).where(Purchase.payment_intent == payment_intent)).first()


def lock_purchase(session: Session, purchase_id: str) -> Purchase:
    wanted = select(Purchase).where(Purchase.id == purchase_id).with_for_update()
    return session.scalars(wanted.execution_options(populate_existing=True)).one()


def heir_of(session: Session, account_id: str) -> str | None:
    """The account that acts for `account_id` now: itself, or the one it was merged into; None when unknown."""
    while (account := session.get(Account, account_id)) is not None and account.merged_into is not None:
        account_id = account.merged_into
    return None if account is None else account.id


def claim_purchase(session: Session, checkout: Checkout, new_id: str, now: int) -> Purchase | None:
    """The purchase behind a page, locked; written down first when the page came before its row.

    The page names the purchase it was opened for. That name is taken only for a purchase of the same account that has
    no other page; it decides where the waiting program sees the result, never how many credits there are. None for a
    page of no account of this server.
    """
    found = find_purchase(session, CHECKOUT, checkout.id, lock=True)
    if found is not None:
        return found
    if checkout.account is None or session.get(Account, checkout.account) is None:
        return None
    named = checkout.purchase if checkout.purchase and _OWN_ID.fullmatch(checkout.purchase) else None
    if named is not None:
        waiting = session.scalars(select(Purchase).where(Purchase.id == named).with_for_update()).one_or_none()
        if waiting is not None and waiting.account_id == checkout.account and waiting.source_id in {None, checkout.id}:
            waiting.source_id = checkout.id
            session.flush()
            return waiting
    insert_once(session, Purchase, **_adopted(checkout, new_id if named is None or waiting else named, now))
    # Nothing found: the named purchase was written down between the two looks, so it is found now.
    return find_purchase(session, CHECKOUT, checkout.id, lock=True) or claim_purchase(session, checkout, new_id, now)


def _adopted(checkout: Checkout, purchase_id: str, now: int) -> dict[str, Any]:
    return {
        "id": purchase_id,
        "account_id": checkout.account,
        "source": CHECKOUT,
        "source_id": checkout.id,
        "state": PurchaseState.WAITING.value,
        "price": checkout.lines[0].price if checkout.lines else None,
        "credits": 0,
        "amount": checkout.amount,
        "currency": checkout.currency,
        "url": checkout.url,
        "taken_back": 0,
        "reversals": 0,
        "created_at": checkout.created,
        "updated_at": now,
    }
