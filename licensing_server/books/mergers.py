"""Moves what an anonymous account has into the account of the user who signed in."""

from __future__ import annotations

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session, aliased

from licensing_server.books import accounts, lapses, places
from licensing_server.books.book import Book, Reason
from licensing_server.books.store import load_book, write_book
from licensing_server.database import lock_accounts
from licensing_server.models import money


def merge(session: Session, *, account_id: str, into: str, now: int) -> None:
    """Move every lot, debt, hold and counted entry of `account_id` into the account `into`; again, nothing is left to
    move.

    Lots keep their ids and stay in their places, so no receipt changes. Both chains only grow: the old account returns
    each lot to where it was issued, the new one issues it again. Who merges the accounts themselves says so in the same
    transaction, afterwards.

    Raises:
        UnknownAccountError: one of the accounts does not exist.
    """
    if account_id == into:
        return
    lock_accounts(session, (account_id, into))
    old = load_book(session, account_id, now)
    if old.account_id != account_id:
        return
    with accounts.opened(session, into, now) as new:
        _end_twins(session, old, new.account_id)
        _carry(old, new)
        write_book(session, old)
        _hand_over(session, old.account_id, new.account_id)


def _end_twins(session: Session, old: Book, new: str) -> None:
    """Release the holds whose name the new account has used too: there it stands for other work."""
    twin = aliased(money.Hold)
    taken = select(twin.op).where(twin.account_id == new)
    mine = (money.Hold.account_id == old.account_id, money.Hold.state == "open", money.Hold.op.in_(taken))
    for op in session.scalars(select(money.Hold.op).where(*mine).order_by(money.Hold.op)).all():
        lapses.release(old, op)
    session.execute(
        update(money.Hold)
        .where(*mine)
        .values(state="released", ended_at=old.now)
        .execution_options(synchronize_session=False)
    )


def _carry(old: Book, new: Book) -> None:
    number = old.seq + 1  # an account may have been emptied before
    leaving = old.event(Reason.MERGE, f"to/{new.account_id}/{number}", new.account_id)
    coming = new.event(Reason.MERGE, f"from/{old.account_id}/{number}", old.account_id)
    new.lots |= old.lots
    for (lot, place), amount in sorted(old.amounts.items()):
        contra = places.OWED if place == places.DEBT else places.ISSUED
        if place not in places.CONTRA:
            leaving.move(lot, place, contra, amount)
            coming.move(lot, contra, place, amount)


def _hand_over(session: Session, old: str, new: str) -> None:
    session.execute(update(money.Grant).where(money.Grant.account_id == old).values(account_id=new))
    # What has its name in both accounts has its row there already; the old row stays where it is.
    hold, op = aliased(money.Hold), aliased(money.Op)
    held = exists(select(hold.op).where(hold.account_id == new, hold.op == money.Hold.op))
    counted = exists(select(op.op).where(op.account_id == new, op.op == money.Op.op, op.type == money.Op.type))
    for table, known in ((money.Hold, held), (money.Op, counted)):
        session.execute(
            update(table)
            .where(table.account_id == old, ~known)
            .values(account_id=new)
            .execution_options(synchronize_session=False)
        )
