"""Credits of a committed hold that are given back, because the work was not taken after all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from licensing_server.books import accounts, places, spending
from licensing_server.books.book import Reason
from licensing_server.books.spending import Took
from licensing_server.models.tables import TRANSFERS


def give_back(
    session: Session, *, account_id: str, paid_by: Collection[str], op: str, item: str, now: int
) -> tuple[int, int]:
    """Return what the hold `op` spent to where it came from; returns how much that was, and the balance after it.

    `paid_by` are the accounts under which it may have been spent: the account itself, and those merged into it since.
    It happens once: the key of the event is that of the hold, and the database takes it once. What was refunded to the
    buyer meanwhile does not come back; the debt that it left is released instead.

    Raises:
        UnknownAccountError: there is no such account.
    """
    with accounts.opened(session, account_id, now) as book:
        lots = _spent(session, paid_by, op)
        event = book.event(Reason.REVERSE, f"hold/{op}", op, item)
        spending.reverse(event, "", Took(pool=lots))
    return sum(lots.values()), book.balance


def _spent(session: Session, accounts_then: Collection[str], op: str) -> Counter[str]:
    """Credits by lot that were consumed for `op`."""
    wanted = select(TRANSFERS.c.lot, TRANSFERS.c.amount).where(
        TRANSFERS.c.account_id.in_(accounts_then),
        TRANSFERS.c.ref == op,
        TRANSFERS.c.reason == Reason.SPEND,
        TRANSFERS.c.target == places.CONSUMED,
    )
    lots: Counter[str] = Counter()
    for row in session.execute(wanted):
        lots[row.lot] += row.amount
    return lots
