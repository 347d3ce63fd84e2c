"""Gives back what a turn cost whose proposal the person refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from licensing_server.books import givebacks, statements
from licensing_server.database import lock_heir
from licensing_server.errors import ApiError
from licensing_server.models.accounts import Account
from licensing_server.models.relay import RelayTurn
from licensing_server.relay.turns import TURN_SECONDS, Rules, hold_name

DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Refused:
    """What came back, and what the account has then."""

    credits: int
    balance: int


def refuse(session: Session, account_id: str, op: str, rules: Rules, now: int) -> Refused:
    """End the turn `op` and give back what it cost, once; again, the same is answered and nothing moves.

    Raises:
        ApiError: 404, no such turn; 409, it is still answered, or began too long ago; 429, the account has refused
            more paid turns within a day than are given back.
    """
    account = lock_heir(session, account_id)
    owners = owners_of(session, account.id if account else account_id)
    turn = find_turn(session, owners, op)
    if turn.state != "refused":
        _expect_refusable(session, turn, owners, rules, now)
        if turn.paid and turn.price:
            hold = hold_name(op, turn.attempts)
            givebacks.give_back(session, account_id=owners[0], paid_by=owners, op=hold, item=turn.item, now=now)
        turn.state, turn.ended_at = "refused", now
        session.flush()
    back = turn.price if turn.paid else 0
    return Refused(back, statements.balance(session, owners[0], now).total)


def owners_of(session: Session, account_id: str) -> Sequence[str]:
    """The account, and those that were merged into it."""
    return [account_id, *session.scalars(select(Account.id).where(Account.merged_into == account_id))]


def find_turn(session: Session, owners: Sequence[str], op: str) -> RelayTurn:
    """The newest turn `op` of these accounts. Raises ApiError: 404, there is none."""
    wanted = select(RelayTurn).where(RelayTurn.account_id.in_(owners), RelayTurn.op == op)
    newest = wanted.order_by(RelayTurn.started_at.desc()).limit(1)
    turn = session.scalars(newest.execution_options(populate_existing=True)).one_or_none()
    if turn is None:
        raise ApiError(404, "unknown_turn", f"The assistant did nothing here under “{op}”. Nothing was charged for it.")
    return turn


def expect_ended(turn: RelayTurn, rules: Rules, now: int) -> None:
    """Raises ApiError: 409, the turn is still answered."""
    if turn.state == "streaming" and turn.begun_at > now - rules.dead_after:
        message = "The answer is still on its way. Stop it or wait for its end, then decide about it."
        raise ApiError(409, "turn_running", message, headers={"Retry-After": "1"})


def _expect_refusable(session: Session, turn: RelayTurn, owners: Sequence[str], rules: Rules, now: int) -> None:
    expect_ended(turn, rules, now)
    if turn.started_at <= now - TURN_SECONDS:
        message = "The turn began more than an hour ago. What it cost is not given back any more."
        raise ApiError(409, "too_late", message)
    if turn.paid and turn.price and _refused_today(session, owners, now) >= rules.refusals:
        message = f"{rules.refusals} refused proposals were given back within a day. This one stays paid for."
        raise ApiError(429, "too_many_refusals", message, headers={"Retry-After": "3600"})


def _refused_today(session: Session, owners: Sequence[str], now: int) -> int:
    """Those that were free are not counted."""
    refused = (
        RelayTurn.account_id.in_(owners),
        RelayTurn.state == "refused",
        RelayTurn.paid.is_(True),
        RelayTurn.price > 0,
        RelayTurn.ended_at > now - DAY,
    )
    return session.scalar(select(func.count()).where(*refused)) or 0
