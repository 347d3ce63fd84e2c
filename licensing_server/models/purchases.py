"""Purchases, the news of the payment service about them, and everything the sandbox shop remembers.

What was paid and granted stands in the money tables; these rows say where a purchase is on its way there.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from licensing_server.models.base import Base, Credits, Id, Name, RowNumber, Seconds

STATE_LENGTH = 20


class Purchase(Base):
    """One purchase: `source` and `source_id` are those of its grant, for example a checkout session and its id.

    `source_id` is empty between the moment the purchase is decided and the moment its checkout page is open.
    `reversals` counts how often its refunds and disputes were applied; whoever read the payment service before the
    last of those has to read again.
    """

    __tablename__ = "purchases"
    __table_args__ = (UniqueConstraint("source", "source_id"), UniqueConstraint("account_id", "key"))

    id: Mapped[Id] = mapped_column(primary_key=True)
    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"))
    source: Mapped[str] = mapped_column(String(32))
    source_id: Mapped[Name | None]
    payment_intent: Mapped[Name | None] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(String(STATE_LENGTH))
    package: Mapped[Name | None]
    price: Mapped[Name | None]
    credits: Mapped[Credits]
    amount: Mapped[Credits] = mapped_column(doc="In the smallest unit of the currency.")
    currency: Mapped[str] = mapped_column(String(3))
    taken_back: Mapped[Credits] = mapped_column(default=0)
    reversals: Mapped[Credits] = mapped_column(default=0)
    url: Mapped[str | None] = mapped_column(Text)
    key: Mapped[Name | None] = mapped_column(doc="The Idempotency-Key of the request that began it.")
    created_at: Mapped[Seconds] = mapped_column(index=True)
    expires_at: Mapped[Seconds | None]
    updated_at: Mapped[Seconds]


class StripeEvent(Base):
    """An event that was dealt with. It names objects and holds nothing of them: no address, no card, no amount."""

    __tablename__ = "stripe_events"

    id: Mapped[Name] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(String(100))
    about: Mapped[Name | None]
    outcome: Mapped[str] = mapped_column(String(STATE_LENGTH))
    created_at: Mapped[Seconds]
    received_at: Mapped[Seconds]


class Chore(Base):
    """Work that one process at a time does again and again: how far it got, and who is at it until when."""

    __tablename__ = "chores"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    position: Mapped[Seconds] = mapped_column(default=0)
    holder: Mapped[Name | None]
    held_until: Mapped[Seconds] = mapped_column(default=0)


class ShopCheckout(Base):
    """A page of the sandbox shop and the one payment made through it."""

    __tablename__ = "shop_checkouts"

    id: Mapped[Name] = mapped_column(primary_key=True)
    purchase: Mapped[Id] = mapped_column(unique=True)
    account: Mapped[Id]
    price: Mapped[Name]
    title: Mapped[Name]
    credits: Mapped[Credits]
    amount: Mapped[Credits]
    currency: Mapped[str] = mapped_column(String(3))
    success_url: Mapped[str] = mapped_column(Text)
    cancel_url: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(STATE_LENGTH))
    payment_intent: Mapped[Name | None] = mapped_column(unique=True)
    payment_status: Mapped[str] = mapped_column(String(STATE_LENGTH), doc="unpaid, pending, succeeded or failed.")
    created_at: Mapped[Seconds] = mapped_column(index=True)
    expires_at: Mapped[Seconds]
    settles_at: Mapped[Seconds | None] = mapped_column(index=True, doc="When a late payment arrives by itself.")


class ShopReversal(Base):
    """A refund or a dispute of a payment in the sandbox shop."""

    __tablename__ = "shop_reversals"

    id: Mapped[Name] = mapped_column(primary_key=True)
    payment_intent: Mapped[Name] = mapped_column(index=True)
    amount: Mapped[Credits]
    status: Mapped[str] = mapped_column(String(STATE_LENGTH + 10))
    key: Mapped[Name | None] = mapped_column(unique=True)
    created_at: Mapped[Seconds] = mapped_column(index=True)


class ShopEvent(Base):
    """An event of the sandbox shop and its way to the webhook; `due_at` is empty once it has arrived."""

    __tablename__ = "shop_events"
    __table_args__ = (Index(None, "created_at", "id"),)

    id: Mapped[Name] = mapped_column(primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[Seconds]
    due_at: Mapped[Seconds | None] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=0)


class ShopSecret(Base):
    """A secret that the sandbox shop signs its events with; the newest signs, the one before is still believed."""

    __tablename__ = "shop_secrets"

    id: Mapped[RowNumber]
    secret: Mapped[Name]
