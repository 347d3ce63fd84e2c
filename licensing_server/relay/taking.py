"""Says what a turn costs whose proposal the person takes, and charges it again where it had been given back."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from licensing_server.books import holds, statements
from licensing_server.database import lock_heir
from licensing_server.models.relay import RelayTurn
from licensing_server.relay.refusing import expect_ended, find_turn, owners_of
from licensing_server.relay.turns import MARGIN_SECONDS, Rules, hold_name


@dataclass(frozen=True, slots=True)
class Taken:
    """What the turn costs, and what the account has then."""

    credits: int
    balance: int


def take(session: Session, account_id: str, op: str, rules: Rules, now: int) -> Taken:
    """Say what the turn `op` costs; one that was refused is paid for again, by its price of then and once.

    What failed was never paid for, and stays free. There is no time limit: who refuses keeps the text of the proposal.

    Raises:
        ApiError: 404, no such turn; 409, it is still answered.
        InsufficientCreditsError: the account has fewer on the server; the turn stays refused.
    """
    account = lock_heir(session, account_id)
    owners = owners_of(session, account.id if account else account_id)
    turn = find_turn(session, owners, op)
    expect_ended(turn, rules, now)
    if turn.state == "refused":
        if turn.paid and turn.price:
            _charge(session, owners[0], turn, now)
        turn.state, turn.ended_at = "answered" if turn.paid else "failed", now
        session.flush()
    return Taken(turn.price if turn.paid else 0, statements.balance(session, owners[0], now).total)


def _charge(session: Session, account_id: str, turn: RelayTurn, now: int) -> None:
    """Under a hold of its own: what the one before it spent went back."""
    turn.attempts += 1
    op = hold_name(turn.op, turn.attempts)
    holds.reserve(
        session, account_id=account_id, op=op, item=turn.item, amount=turn.price, now=now, seconds=MARGIN_SECONDS
    )
    holds.commit(session, account_id=account_id, op=op, spent=turn.price, now=now)
