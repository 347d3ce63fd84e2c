"""Takes credits back when money went back, and gives them back when the money returned."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from licensing_server.books import accounts, buckets, places, recalls
from licensing_server.books.book import Book
from licensing_server.books.leases import ended_leases
from licensing_server.books.lots import lot_id
from licensing_server.models import money


@dataclass(frozen=True, slots=True)
class TakenBack:
    """How far a lot is on the way to its target: what was taken, and what devices are still asked to return.

    `debt` is the debt of the whole account.
    """

    account_id: str
    lot: str
    target: int
    taken: int
    recalled: int
    debt: int


def take_back_to(session: Session, *, source: str, source_id: str, target: int, now: int) -> TakenBack | None:
    """Have exactly `target` credits of the lot from this source taken back, no matter what was taken before.

    None when the source was never granted: ask again after granting it. More than the lot had is never taken.
    `recalls` says from where credits are taken and how they are given back.
    """
    lot = lot_id(source, source_id)
    account_id = session.scalar(select(money.Grant.account_id).where(money.Grant.id == lot))
    if account_id is None:
        return None
    with accounts.opened(session, account_id, now) as book:
        book.set_target(lot, min(max(target, 0), book.lots[lot].credits))
        recalls.settle(book, lot)
        if book.outstanding(lot):
            buckets.reclaim(book, ended_leases(session, book.account_id, now))
    return _outcome(book, lot)


def _outcome(book: Book, lot: str) -> TakenBack:
    target = book.lots[lot].refund_target
    return TakenBack(book.account_id, lot, target, book.get(lot, places.REFUNDED), book.outstanding(lot), book.debt)
