"""Two-phase spend on the server, for work that costs the vendor: reserve, then commit or release.

A hold that nobody ends lapses after its time, when somebody next looks at the account.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from infrasketch_desktop.credits.lots import burn_key
from licensing_server.books import accounts, buckets, lapses, places
from licensing_server.books.book import Book, Reason
from licensing_server.books.errors import HoldError, InsufficientCreditsError
from licensing_server.books.leases import ended_leases
from licensing_server.models import money

HOLD_SECONDS = 15 * 60


@dataclass(frozen=True, slots=True)
class Outcome:
    """A hold after a verb: its state, what it holds or held, what of it was spent, and the balance of the account."""

    op: str
    state: str
    amount: int
    spent: int
    expires_at: int
    balance: int


def reserve(
    session: Session, *, account_id: str, op: str, item: str, amount: int, now: int, seconds: int = HOLD_SECONDS
) -> Outcome:
    """Set `amount` credits aside for the piece of work `op`; the same again answers the same.

    Raises:
        InsufficientCreditsError: the account has fewer on the server; nothing is set aside.
        HoldError: `op` was reserved for something else.
        UnknownAccountError: there is no such account.
    """
    with accounts.opened(session, account_id, now) as book:
        hold = _find(session, book, op)
        if hold is None:
            _make_room(session, book, amount)
            hold = _open(book, op, item, amount)
            hold.expires_at = now + seconds
            session.add(hold)
        elif (hold.amount, hold.item) != (amount, item):
            raise HoldError("hold_conflict", f"“{op}” was reserved for another price. Use a new name for new work.")
    return _outcome(book, hold)


def commit(session: Session, *, account_id: str, op: str, spent: int, now: int) -> Outcome:
    """Spend `spent` of what is held for `op` and return the rest; the same again answers the same.

    Raises:
        HoldError: there is no such hold, it has lapsed or was released, or holds less.
        UnknownAccountError: there is no such account.
    """
    with accounts.opened(session, account_id, now) as book:
        hold = _known(session, book, op)
        if (hold.state, hold.spent) != ("committed", spent):
            _expect_open(hold)
            if spent > hold.amount:
                raise HoldError("hold_exceeded", f"“{op}” holds {hold.amount} credits, not {spent}.")
            _consume(book, hold, spent)
            _end(book, hold, "committed", spent)
    return _outcome(book, hold)


def release(session: Session, *, account_id: str, op: str, now: int) -> Outcome:
    """Return what is held for `op`; one that was released or has lapsed already stays as it is.

    Raises:
        HoldError: there is no such hold, or it was committed.
        UnknownAccountError: there is no such account.
    """
    with accounts.opened(session, account_id, now) as book:
        hold = _known(session, book, op)
        if hold.state not in {"released", "lapsed"}:
            _expect_open(hold)
            _end(book, hold, "released", 0)
    return _outcome(book, hold)


def _make_room(session: Session, book: Book, amount: int) -> None:
    if book.pool() < amount:
        buckets.reclaim(book, ended_leases(session, book.account_id, book.now))
        accounts.settle(book)
    if book.pool() < amount:
        raise InsufficientCreditsError(book.pool(), amount)


def _open(book: Book, op: str, item: str, amount: int) -> money.Hold:
    event = book.event(Reason.HOLD, f"hold/{op}", op, item)
    left = amount
    for lot, there in list(book.pooled()):
        event.move(lot, places.POOL, places.held(op), min(left, there))
        left -= min(left, there)
    return money.Hold(
        account_id=book.account_id, op=op, item=item, amount=amount, spent=0, state="open", created_at=book.now
    )


def _consume(book: Book, hold: money.Hold, spent: int) -> None:
    event = book.event(Reason.SPEND, f"hold/{hold.op}", hold.op, hold.item)
    there = book.in_place(places.held(hold.op))
    for lot in sorted(there, key=lambda lot: burn_key(book.lots[lot])):
        part = min(spent, there[lot])
        event.move(lot, places.held(hold.op), places.CONSUMED, part)
        spent -= part


def _end(book: Book, hold: money.Hold, state: str, spent: int) -> None:
    lapses.release(book, hold.op)
    hold.state, hold.spent, hold.ended_at = state, spent, book.now


def _find(session: Session, book: Book, op: str) -> money.Hold | None:
    wanted = select(money.Hold).where(money.Hold.account_id == book.account_id, money.Hold.op == op)
    return session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()


def _known(session: Session, book: Book, op: str) -> money.Hold:
    hold = _find(session, book, op)
    if hold is None:
        raise HoldError("unknown_hold", f"Nothing is reserved for “{op}”. Reserve first.")
    return hold


def _expect_open(hold: money.Hold) -> None:
    if hold.state != "open":
        raise HoldError("hold_ended", f"What was reserved for “{hold.op}” was {hold.state} before. Reserve anew.")


def _outcome(book: Book, hold: money.Hold) -> Outcome:
    return Outcome(hold.op, hold.state, hold.amount, hold.spent, hold.expires_at, book.balance)
