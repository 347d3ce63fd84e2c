"""Credits: lots, the transfers between their places, and what the server knows of each wallet."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from licensing_server.models.accounts import HASH_LENGTH
from licensing_server.models.base import Base, Credits, Id, Json, Seconds

PLACE_LENGTH = 96
"""A prefix of up to 8 characters, and an id or the name of a piece of work."""
OPERATION_LENGTH = 80
KEY_LENGTH = 384


class Grant(Base):
    """A lot of credits with one lifetime. `refund_target` is how many of them the payment service has taken back."""

    __tablename__ = "grants"
    __table_args__ = (
        UniqueConstraint("source", "source_id"),
        CheckConstraint("credits > 0", name="credits_positive"),
        CheckConstraint("refund_target >= 0 AND refund_target <= credits", name="refund_within_credits"),
        CheckConstraint("expires_at IS NULL OR expires_at > effective_at", name="expires_after_start"),
    )

    id: Mapped[Id] = mapped_column(primary_key=True)
    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"), index=True)
    source: Mapped[str] = mapped_column(String(32))
    source_id: Mapped[str] = mapped_column(String(255))
    kind: Mapped[str] = mapped_column(String(16))
    credits: Mapped[Credits]
    paid: Mapped[bool]
    effective_at: Mapped[Seconds]
    expires_at: Mapped[Seconds | None]
    refund_target: Mapped[Credits] = mapped_column(default=0)
    created_at: Mapped[Seconds]


class Ledger(Base):
    """The end of an account's chain of transfers."""

    __tablename__ = "ledgers"

    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    seq: Mapped[int]
    head: Mapped[str] = mapped_column(String(HASH_LENGTH))


class Transfer(Base):
    """One movement of credits of one lot between two places of an account; rows are only ever added.

    `balance` and `debt` are the account's after this row. The last row of an event states what the whole event changed;
    the rows before it leave both changes empty.
    """

    __tablename__ = "transfers"
    __table_args__ = (CheckConstraint("amount > 0", name="amount_positive"),)

    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(KEY_LENGTH), unique=True)
    lot: Mapped[Id]
    source: Mapped[str] = mapped_column(String(PLACE_LENGTH))
    target: Mapped[str] = mapped_column(String(PLACE_LENGTH))
    amount: Mapped[Credits]
    reason: Mapped[str] = mapped_column(String(16))
    ref: Mapped[str] = mapped_column(String(255))
    item: Mapped[str | None] = mapped_column(String(255))
    at: Mapped[Seconds]
    balance: Mapped[Credits]
    debt: Mapped[Credits]
    balance_change: Mapped[Credits | None]
    debt_change: Mapped[Credits | None]
    hash: Mapped[str] = mapped_column(String(HASH_LENGTH))


class Balance(Base):
    """How many credits of a lot lie in a place; derived from the transfers and rebuildable from them."""

    __tablename__ = "balances"
    __table_args__ = (CheckConstraint("amount >= 0 OR place IN ('issued', 'owed')", name="never_below_zero"),)

    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    lot: Mapped[Id] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(String(PLACE_LENGTH), primary_key=True)
    amount: Mapped[Credits]


class DeviceTotal(Base):
    """What receipts state of one lot on one device: totals that only grow.

    `shown_rseq` is the receipt that states them first. Derived from the transfers, like the balances.
    """

    __tablename__ = "device_totals"
    __table_args__ = (CheckConstraint("allot >= 0 AND ret >= 0 AND cons >= 0", name="never_below_zero"),)

    device_id: Mapped[Id] = mapped_column(primary_key=True)
    lot: Mapped[Id] = mapped_column(primary_key=True)
    allot: Mapped[Credits]
    ret: Mapped[Credits]
    cons: Mapped[Credits]
    shown_rseq: Mapped[int]


class Hold(Base):
    """Credits set aside on the server for one piece of work: open, then committed, released or lapsed."""

    __tablename__ = "holds"
    __table_args__ = (
        CheckConstraint("amount >= 0 AND spent >= 0 AND spent <= amount", name="spends_what_it_holds"),
        CheckConstraint("state IN ('open', 'committed', 'released', 'lapsed')", name="known_state"),
    )

    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    op: Mapped[str] = mapped_column(String(OPERATION_LENGTH), primary_key=True)
    item: Mapped[str] = mapped_column(String(255))
    amount: Mapped[Credits]
    spent: Mapped[Credits] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(16), default="open")
    created_at: Mapped[Seconds]
    expires_at: Mapped[Seconds]
    ended_at: Mapped[Seconds | None]


class Op(Base):
    """A ledger entry that was counted; the key is why it never counts twice. `took` says from where."""

    __tablename__ = "ops"

    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    op: Mapped[str] = mapped_column(String(OPERATION_LENGTH), primary_key=True)
    type: Mapped[str] = mapped_column(String(16), primary_key=True)
    device_id: Mapped[Id]
    took: Mapped[Json]
    at: Mapped[Seconds]


class Wallet(Base):
    """What the server knows of the wallet on a device: how far its ledger was read, and the last receipt."""

    __tablename__ = "wallets"

    device_id: Mapped[Id] = mapped_column(ForeignKey("devices.id"), primary_key=True)
    epoch: Mapped[int] = mapped_column(default=0)
    acked_seq: Mapped[int] = mapped_column(default=0)
    acked_head: Mapped[str] = mapped_column(String(HASH_LENGTH))
    rebase: Mapped[bytes | None] = mapped_column(LargeBinary, doc="The entry that began the epoch.")
    rebase_seq: Mapped[int] = mapped_column(default=0)
    rseq: Mapped[int] = mapped_column(default=0)
    challenged: Mapped[int] = mapped_column(default=0, doc="Number of the last challenge that was given.")
    accepted: Mapped[int] = mapped_column(default=0, doc="Number of the last challenge that was answered.")
    lease_until: Mapped[Seconds] = mapped_column(default=0)
    forks: Mapped[int] = mapped_column(default=0)


class Challenge(Base):
    """A challenge that waits for its one answer."""

    __tablename__ = "challenges"

    device_id: Mapped[Id] = mapped_column(ForeignKey("devices.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    secret: Mapped[str] = mapped_column(String(64))
    expires_at: Mapped[Seconds] = mapped_column(index=True)


class DeviceEntry(Base):
    """A ledger entry of a device as it was signed; the bytes are the truth."""

    __tablename__ = "device_entries"

    device_id: Mapped[Id] = mapped_column(ForeignKey("devices.id"), primary_key=True)
    epoch: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hash: Mapped[str] = mapped_column(String(HASH_LENGTH))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[Seconds]


class IssuedReceipt(Base):
    """A receipt exactly as it was signed."""

    __tablename__ = "receipts"

    device_id: Mapped[Id] = mapped_column(ForeignKey("devices.id"), primary_key=True)
    rseq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[Seconds]
    token: Mapped[str] = mapped_column(Text)


class Fork(Base):
    """A device told two stories. The request that showed it is kept as it was signed."""

    __tablename__ = "forks"
    __table_args__ = (Index(None, "device_id", "at"),)

    device_id: Mapped[Id] = mapped_column(ForeignKey("devices.id"), primary_key=True)
    epoch: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[Seconds]
    why: Mapped[str] = mapped_column(String(32))
    request: Mapped[str] = mapped_column(Text)
