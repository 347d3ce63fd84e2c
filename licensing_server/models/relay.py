"""The usage log of the relay: one row for each turn of the assistant, without a word of what was said."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from licensing_server.models.base import Base, Credits, Id, Seconds

OP_LENGTH = 64
STATES = ("streaming", "answered", "failed", "refused", "lapsed")


class RelayTurn(Base):
    """One turn: up to a few requests that share an operation id and are paid for once.

    `attempts` numbers its holds, each the next one after a failure; `paid` says that one of them was committed. Tokens
    and `milliseconds` are sums over its requests. `begun_at` is the start of the newest request.
    """

    __tablename__ = "relay_turns"
    __table_args__ = (
        CheckConstraint(f"state IN ({', '.join(repr(state) for state in STATES)})", name="known_state"),
        Index(None, "account_id", "state", "begun_at"),
    )

    account_id: Mapped[Id] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    op: Mapped[str] = mapped_column(String(OP_LENGTH), primary_key=True)
    item: Mapped[str] = mapped_column(String(64))
    tier: Mapped[str] = mapped_column(String(64))
    model: Mapped[str] = mapped_column(String(128))
    price: Mapped[Credits]
    state: Mapped[str] = mapped_column(String(16))
    paid: Mapped[bool] = mapped_column(default=False)
    attempts: Mapped[int] = mapped_column(default=0)
    requests: Mapped[int] = mapped_column(default=0)
    tokens_in: Mapped[Credits] = mapped_column(default=0)
    tokens_out: Mapped[Credits] = mapped_column(default=0)
    tokens_cached: Mapped[Credits] = mapped_column(default=0)
    milliseconds: Mapped[Credits] = mapped_column(default=0)
    started_at: Mapped[Seconds]
    begun_at: Mapped[Seconds]
    ended_at: Mapped[Seconds | None] = mapped_column(doc="When the newest request ended, or the turn was refused.")
