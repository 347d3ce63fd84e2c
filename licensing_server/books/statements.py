"""What an account has, what happened to its credits, and what they were used for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import Session

from infrasketch_desktop.credits.lots import burn_key
from licensing_server.books import places
from licensing_server.books.book import Book, Reason
from licensing_server.books.lots import Grant
from licensing_server.books.store import read_book
from licensing_server.models.tables import TRANSFERS

DAY = 86_400


@dataclass(frozen=True, slots=True)
class LotBalance:
    """What is left of one lot: `frozen` of it is asked back by a refund."""

    grant: Grant
    credits: int
    frozen: int


@dataclass(frozen=True, slots=True)
class Balance:
    """The credits of an account: in the pool, set aside for devices, held for work on the server, and what it owes.

    `frozen` credits are among those of devices. Lots beyond their lifetime are left out, booked or not.
    """

    pool: int
    devices: int
    held: int
    frozen: int
    debt: int
    lots: tuple[LotBalance, ...]

    @property
    def total(self) -> int:
        return self.pool + self.devices + self.held


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history. `seq` orders the lines of an account; `ref` names the purchase or the piece of work."""

    seq: int
    at: int
    reason: Reason
    item: str | None
    ref: str
    amount: int
    balance: int
    debt_change: int
    debt: int


@dataclass(frozen=True, slots=True)
class Use:
    """Credits used for one item in one month (`2026-11`, UTC)."""

    month: str
    item: str
    credits: int


def balance(session: Session, account_id: str, now: int) -> Balance:
    book = read_book(session, account_id, now)
    alive = [lot for lot, grant in book.lots.items() if not grant.expired_at(now)]
    lots = [_lot_balance(book, lot) for lot in alive]
    by_place = _by_place(book, alive)
    return Balance(
        by_place[places.POOL],
        by_place[places.DEVICE_PREFIX],
        by_place[places.HELD_PREFIX],
        sum(lot.frozen for lot in lots),
        book.debt,
        tuple(sorted((lot for lot in lots if lot.credits), key=lambda lot: burn_key(lot.grant))),
    )


def history(session: Session, account_id: str, *, before: int | None, limit: int) -> list[Line]:
    """The newest `limit` movements older than line `before`; setting credits aside is no movement."""
    moved = or_(TRANSFERS.c.balance_change != 0, TRANSFERS.c.debt_change != 0)
    wanted = select(TRANSFERS).where(TRANSFERS.c.account_id == account_id, moved)
    if before is not None:
        wanted = wanted.where(TRANSFERS.c.seq < before)
    rows = session.execute(wanted.order_by(TRANSFERS.c.seq.desc()).limit(limit))
    return [_line(row) for row in rows]


def usage(session: Session, account_id: str) -> list[Use]:
    """What was used and not given back, the newest month first, items by name."""
    day = TRANSFERS.c.at // DAY
    spent = select(day, TRANSFERS.c.item, TRANSFERS.c.reason, func.sum(TRANSFERS.c.amount)).where(
        TRANSFERS.c.account_id == account_id, TRANSFERS.c.reason.in_([Reason.SPEND, Reason.REVERSE])
    )
    uses: Counter[tuple[str, str]] = Counter()
    for days, item, reason, amount in session.execute(spent.group_by(day, TRANSFERS.c.item, TRANSFERS.c.reason)):
        month = datetime.fromtimestamp(int(days) * DAY, UTC).strftime("%Y-%m")
        uses[month, item or ""] += int(amount) if reason == Reason.SPEND else -int(amount)
    found = [Use(month, item, amount) for (month, item), amount in uses.items() if amount]
    return sorted(sorted(found, key=lambda use: use.item), key=lambda use: use.month, reverse=True)


def _lot_balance(book: Book, lot: str) -> LotBalance:
    left = sum(amount for place, amount in book.places_of(lot).items() if places.is_credit(place))
    return LotBalance(book.lots[lot], left, min(left, book.outstanding(lot)))


def _by_place(book: Book, lots: Sequence[str]) -> Counter[str]:
    """Credits by kind of place: `pool`, `device:` or `held:`."""
    sums: Counter[str] = Counter()
    for lot in lots:
        for place, amount in book.places_of(lot).items():
            name, colon, _ = place.partition(":")
            sums[name + colon] += amount
    return sums


def _line(row: Row[tuple[object, ...]]) -> Line:
    return Line(
        row.seq,
        row.at,
        Reason(row.reason),
        row.item,
        row.ref,
        row.balance_change,
        row.balance,
        row.debt_change,
        row.debt,
    )
