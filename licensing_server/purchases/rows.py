"""Purchases in the database: found, held, adopted, written once."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Insert, literal_column, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from licensing_server.database import lock_heir
from licensing_server.gateway import Checkout
from licensing_server.merging import heir
from licensing_server.models import Base
from licensing_server.models.purchases import Purchase
from licensing_server.purchases.rules import PurchaseState
from licensing_server.purchases.statements import Claim, claim

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


def find_purchase(session: Session, source: str, source_id: str) -> Purchase | None:
    wanted = select(Purchase).where(Purchase.source == source, Purchase.source_id == source_id)
    return session.scalars(wanted).one_or_none()


def purchase_of_payment(session: Session, payment_intent: str) -> Purchase | None:
    return session.scalars(select(Purchase).where(Purchase.payment_intent == payment_intent)).first()


def lock_purchase(session: Session, purchase_id: str) -> Purchase:
    wanted = select(Purchase).where(Purchase.id == purchase_id).with_for_update()
    return session.scalars(wanted.execution_options(populate_existing=True)).one()


def claim_purchase(session: Session, checkout: Checkout, new_id: str, now: int) -> Claim | None:
    """The purchase behind a page, held with its account; written down first when the page came before its row.

    The page names the purchase it was opened for. That name is taken only for a purchase of the same account that has
    no other page; it decides where the waiting program sees the result, never how many credits there are. None for a
    page of no account of this server.
    """
    owner = lock_heir(session, checkout.account) if checkout.account else None
    found = claim(session, CHECKOUT, checkout.id)
    if found is not None or owner is None:
        return found
    named = checkout.purchase if checkout.purchase and _OWN_ID.fullmatch(checkout.purchase) else None
    waiting = None if named is None else session.get(Purchase, named, with_for_update=True)
    if waiting is not None and waiting.source_id is None and heir(session, waiting.account_id) == owner.id:
        waiting.source_id = checkout.id
        session.flush()
    else:
        purchase_id = named if named is not None and waiting is None else new_id
        insert_once(session, Purchase, **_adopted(checkout, purchase_id, owner.id, now))
    # Nothing found: the named purchase was written down between the two looks, so it is found by its name now.
    return claim(session, CHECKOUT, checkout.id) or claim_purchase(session, checkout, new_id, now)


def _adopted(checkout: Checkout, purchase_id: str, account_id: str, now: int) -> dict[str, Any]:
    return {
        "id": purchase_id,
        "account_id": account_id,
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
