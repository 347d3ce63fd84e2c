"""What devices and programs send and get about wallets, spending and statements."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from infrasketch_desktop.credits.documents import LARGEST_TOKEN
from licensing_server.books.book import Reason
from licensing_server.books.holds import Outcome
from licensing_server.books.statements import Balance, Line, LotBalance, Use
from licensing_server.errors import ErrorAnswer
from licensing_server.schemas import Answer, Body, PackageOffer, Thumbprint

OperationName = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9._:-]+$")]
ItemName = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[a-z0-9._-]+$")]


class HelloBody(Body):
    device: Thumbprint


class HelloAnswer(Answer):
    """A challenge, good for one request."""

    chal: str
    expires_at: int = Field(description="Seconds UTC.")


class SyncBody(Body):
    """A request signed by a device key (isk-sync+jws)."""

    request: Annotated[str, StringConstraints(min_length=1, max_length=LARGEST_TOKEN, pattern=r"^[\x21-\x7e]+$")]


class SyncAnswer(Answer):
    """A receipt signed by this server (isk-receipt+jws)."""

    receipt: str


class ReserveBody(Body):
    """A piece of work to be done on the server; the price list of the server says what it costs."""

    op: OperationName = Field(description="Names the work; a new name for new work.")
    item: ItemName = Field(examples=["ai.chat"])
    quantity: int = Field(default=1, ge=1, le=10_000)
    tier: ItemName | None = Field(default=None, description="The class of model that tiered work asks for.")


class CommitBody(Body):
    op: OperationName
    credits: int = Field(ge=0, le=2**31 - 1, description="What the work came to; at most what was reserved.")


class ReleaseBody(Body):
    op: OperationName


class HoldAnswer(Answer):
    """Where a reservation stands, and what the account has left."""

    op: str
    state: str = Field(description="open, committed, released or lapsed")
    credits: int = Field(description="What was reserved.")
    spent: int
    expires_at: int = Field(description="When the reservation lapses, in seconds UTC.")
    balance: int

    @classmethod
    def of(cls, outcome: Outcome) -> HoldAnswer:
        return cls(
            op=outcome.op,
            state=outcome.state,
            credits=outcome.amount,
            spent=outcome.spent,
            expires_at=outcome.expires_at,
            balance=outcome.balance,
        )


class InsufficientCreditsAnswer(ErrorAnswer):
    """Too few credits, and what to do about it."""

    credits_remaining: int
    required: int
    packages: list[PackageOffer]


class LotAnswer(Answer):
    """What is left of one lot; `frozen` of it is asked back by a refund."""

    lot: str
    kind: str
    credits: int
    frozen: int
    starts_at: int
    expires_at: int | None

    @classmethod
    def of(cls, lot: LotBalance) -> LotAnswer:
        grant = lot.grant
        return cls(
            lot=grant.id,
            kind=grant.kind.value,
            credits=lot.credits,
            frozen=lot.frozen,
            starts_at=grant.effective_at,
            expires_at=grant.expires_at,
        )


class BalanceAnswer(Answer):
    """`balance` is what the account has: in its pool, set aside for devices, and held for work on the server."""

    balance: int
    pool: int
    on_devices: int
    held: int
    frozen: int = Field(description="Of the credits on devices, what a refund asks back.")
    debt: int = Field(description="Used and not covered; the next purchase covers it first.")
    lots: list[LotAnswer]

    @classmethod
    def of(cls, found: Balance) -> BalanceAnswer:
        return cls(
            balance=found.total,
            pool=found.pool,
            on_devices=found.devices,
            held=found.held,
            frozen=found.frozen,
            debt=found.debt,
            lots=[LotAnswer.of(lot) for lot in found.lots],
        )


class LineAnswer(Answer):
    """One movement. The amounts are negative when credits left; debt is told apart."""

    id: int
    at: int = Field(description="Seconds UTC.")
    reason: Reason
    what: str = Field(description="For people.")
    item: str | None
    ref: str = Field(description="The purchase, the piece of work, the lot or the account that it is about.")
    amount: int
    balance_after: int
    debt_change: int
    debt_after: int

    @classmethod
    def of(cls, line: Line, what: str) -> LineAnswer:
        return cls(
            id=line.seq,
            at=line.at,
            reason=line.reason,
            what=what,
            item=line.item,
            ref=line.ref,
            amount=line.amount,
            balance_after=line.balance,
            debt_change=line.debt_change,
            debt_after=line.debt,
        )


class HistoryAnswer(Answer):
    """The newest first. `cursor` asks for what came before, null at the end."""

    movements: list[LineAnswer]
    cursor: str | None


class UseAnswer(Answer):
    month: str = Field(examples=["2026-11"])
    item: str
    name: str
    credits: int

    @classmethod
    def of(cls, use: Use, name: str) -> UseAnswer:
        return cls(month=use.month, item=use.item, name=name, credits=use.credits)


class UsageAnswer(Answer):
    """The newest month first."""

    usage: list[UseAnswer]
