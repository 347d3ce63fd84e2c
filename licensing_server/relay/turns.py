"""Turns in the database: what one may begin, how it is paid for once, and how a request of it ends.

A turn is up to a few requests under one operation id (a model that calls tools is asked again with their results). Its
price is held before the first request and spent when an answer came; the requests after that are paid for. A request
that fails releases the hold, and the next one of the turn holds anew. Every verb runs in the caller's transaction.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from licensing_server.books import holds
from licensing_server.books.errors import HoldError, UnknownAccountError
from licensing_server.database import lock_heir
from licensing_server.models.relay import RelayTurn
from licensing_server.relay.errors import conflict, too_many_streams
from licensing_server.relay.events import Tokens
from licensing_server.relay.orders import Order

TURN_SECONDS = 3600
"""How long a turn may go on after it began, and how long its proposal may be refused."""
MARGIN_SECONDS = 60
"""For what comes before and after the answer itself."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the settings and the price list allow."""

    streams: int
    requests: int
    stream_seconds: int
    hold_seconds: int
    refusals: int

    @property
    def dead_after(self) -> int:
        """Seconds after which a request that still counts as streaming belongs to a process that died."""
        return self.stream_seconds + MARGIN_SECONDS


@dataclass(frozen=True, slots=True)
class Begun:
    """A request that may go upstream: the `number`-th of its turn. `hold` names what is held for it, if anything."""

    account_id: str
    op: str
    number: int
    price: int
    hold: str | None


@dataclass(frozen=True, slots=True)
class Ended:
    """How a request ended; `answered` ones are paid for."""

    answered: bool
    tokens: Tokens
    milliseconds: int


def hold_name(op: str, attempt: int) -> str:
    """The slash keeps it apart from every name that POST /api/wallet/spend takes: nobody ends it from outside."""
    return f"relay/{op}/{attempt}"


def begin(session: Session, account_id: str, order: Order, rules: Rules, now: int) -> Begun:
    """Admit a request of a turn, and hold its price unless the turn is paid for.

    Raises:
        InsufficientCreditsError: the account has fewer on the server; nothing is held.
        RelayError: 409 or 429, this turn or this account may not ask now.
    """
    account = lock_heir(session, account_id)
    if account is None:
        raise UnknownAccountError(account_id)
    turn = session.get(RelayTurn, (account.id, order.op), populate_existing=True)
    if turn is not None:
        _expect_open(turn, order, rules, now)
    _expect_room(session, account.id, rules, now)
    if turn is None:
        turn = _open(session, account.id, order, now)
    hold = _hold(session, turn, rules, now)
    turn.state, turn.model, turn.begun_at = "streaming", order.model, now
    turn.requests += 1
    return Begun(account.id, order.op, turn.requests, turn.price, hold)


def end(session: Session, begun: Begun, ended: Ended, now: int) -> bool:
    """Settle a request: spend what is held for it or give it back, and note what it took.

    False when what was held had lapsed before: then the answer was not paid for.
    """
    lock_heir(session, begun.account_id)
    turn = session.get_one(RelayTurn, (begun.account_id, begun.op), populate_existing=True)
    settled = begun.hold is None or _settle(session, begun, begun.hold, ended, now)
    turn.paid = turn.paid or (ended.answered and settled)
    turn.tokens_in += ended.tokens.input
    turn.tokens_out += ended.tokens.output
    turn.tokens_cached += ended.tokens.cached
    turn.milliseconds += ended.milliseconds
    if turn.requests == begun.number:  # else somebody took over, because this one counted as dead
        turn.state = "answered" if turn.paid else "failed" if settled else "lapsed"
        turn.ended_at = now
    return settled


def sweep(session: Session, now: int, dead_after: int) -> None:
    """Note the requests whose process died; their holds lapse by themselves."""
    dead = (RelayTurn.state == "streaming") & (RelayTurn.begun_at <= now - dead_after)
    session.execute(update(RelayTurn).where(dead).values(state="lapsed", ended_at=now))


def _expect_open(turn: RelayTurn, order: Order, rules: Rules, now: int) -> None:
    if turn.state == "refused" or turn.requests >= rules.requests or turn.started_at <= now - TURN_SECONDS:
        raise conflict("turn_ended", "This turn has ended. Ask anew under a new operation id.")
    if (turn.item, turn.tier) != (order.item, order.tier):
        raise conflict("turn_conflict", "This turn began with work of another price. Use a new operation id for it.")
    if turn.state == "streaming" and turn.begun_at > now - rules.dead_after:
        raise conflict("turn_running", "An answer of this turn is still on its way. Wait for its end.", seconds=1)


def _expect_room(session: Session, account_id: str, rules: Rules, now: int) -> None:
    alive = (
        RelayTurn.account_id == account_id,
        RelayTurn.state == "streaming",
        RelayTurn.begun_at > now - rules.dead_after,
    )
    if (session.scalar(select(func.count()).where(*alive)) or 0) >= rules.streams:
        raise too_many_streams(rules.streams)


def _open(session: Session, account_id: str, order: Order, now: int) -> RelayTurn:
    turn = RelayTurn(
        account_id=account_id,
        op=order.op,
        item=order.item,
        tier=order.tier,
        model=order.model,
        price=order.price,
        state="streaming",
        paid=False,
        attempts=0,
        requests=0,
        tokens_in=0,
        tokens_out=0,
        tokens_cached=0,
        milliseconds=0,
        started_at=now,
        begun_at=now,
    )
    session.add(turn)
    return turn


def _hold(session: Session, turn: RelayTurn, rules: Rules, now: int) -> str | None:
    """Hold the price of the turn as it began, if it is not paid for and not free."""
    if turn.paid or not turn.price:
        return None
    turn.attempts += 1
    name = hold_name(turn.op, turn.attempts)
    holds.reserve(
        session,
        account_id=turn.account_id,
        op=name,
        item=turn.item,
        amount=turn.price,
        now=now,
        seconds=rules.hold_seconds,
    )
    return name


def _settle(session: Session, begun: Begun, hold: str, ended: Ended, now: int) -> bool:
    try:
        if ended.answered:
            holds.commit(session, account_id=begun.account_id, op=hold, spent=begun.price, now=now)
        else:
            holds.release(session, account_id=begun.account_id, op=hold, now=now)
    except HoldError:
        return False
    return True
