"""Reads an account into a book, and writes what moved: a handful of statements, however much it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import RowMapping, bindparam, insert, select, text, update
from sqlalchemy.orm import Session

from infrasketch_desktop.credits.lots import LotKind
from licensing_server.books import places
from licensing_server.books.book import Book, Event, Move
from licensing_server.books.chain import GENESIS, transfer_hash
from licensing_server.books.errors import UnknownAccountError
from licensing_server.books.lots import Grant
from licensing_server.database import lock_heir
from licensing_server.models.tables import BALANCES, GRANTS, LEDGERS, TRANSFERS

# One statement, so that opening an account costs one round trip beyond its lock.
_LOAD = (
    select(LEDGERS.c.seq, LEDGERS.c.head, BALANCES.c.lot, BALANCES.c.place, BALANCES.c.amount, *GRANTS.c)
    .outerjoin_from(LEDGERS, BALANCES, (BALANCES.c.account_id == LEDGERS.c.account_id) & (BALANCES.c.amount != 0))
    .outerjoin(GRANTS, GRANTS.c.id == BALANCES.c.lot)
    .where(LEDGERS.c.account_id == bindparam("account"))
)

_ADD_LOTS = insert(GRANTS)
_ADD_TRANSFERS = insert(TRANSFERS)
_SET_TARGET = update(GRANTS).where(GRANTS.c.id == bindparam("lot")).values(refund_target=bindparam("target"))

# SQLite and PostgreSQL share this syntax, SQLAlchemy's two constructs for it do not share a statement.
_SAVE_BALANCE = text(
    "INSERT INTO balances (account_id, lot, place, amount) VALUES (:account_id, :lot, :place, :amount) "
    "ON CONFLICT (account_id, lot, place) DO UPDATE SET amount = excluded.amount"
)
_SAVE_LEDGER = text(
    "INSERT INTO ledgers (account_id, seq, head) VALUES (:account_id, :seq, :head) "
    "ON CONFLICT (account_id) DO UPDATE SET seq = excluded.seq, head = excluded.head"
)
_SAVE_TOTALS = text(
    "INSERT INTO device_totals (device_id, lot, allot, ret, cons, shown_rseq) VALUES (:device_id, :lot, :allot, :ret, "
    ":cons, COALESCE((SELECT rseq + 1 FROM wallets WHERE device_id = :wallet), 1)) "
    "ON CONFLICT (device_id, lot) DO UPDATE SET allot = device_totals.allot + excluded.allot, "
    "ret = device_totals.ret + excluded.ret, cons = device_totals.cons + excluded.cons, "
    "shown_rseq = excluded.shown_rseq"
)
_FORGET_HELD = text(
    "DELETE FROM balances WHERE account_id = :account_id AND lot = :lot AND place = :place AND amount = 0"
)


def load_book(session: Session, account_id: str, now: int) -> Book:
    """Lock the account, or its heir when it was merged into another, and read it.

    Raises:
        UnknownAccountError: there is no such account.
    """
    account = lock_heir(session, account_id)
    if account is None:
        raise UnknownAccountError(account_id)
    return read_book(session, account.id, now)


def read_book(session: Session, account_id: str, now: int) -> Book:
    """The account as it is, to look at, or for somebody who holds its lock."""
    rows = session.execute(_LOAD, {"account": account_id}).mappings().all()
    if not rows:
        return Book(account_id, now, 0, GENESIS)
    lots = {row["id"]: _grant(row) for row in rows if row["id"] is not None}
    amounts = {(row["lot"], row["place"]): row["amount"] for row in rows if row["place"] is not None}
    return Book(account_id, now, rows[0]["seq"], rows[0]["head"], lots, amounts)


def write_book(session: Session, book: Book) -> None:
    """Write the new lots, the transfers, and the balances and totals that follow from them."""
    _write_lots(session, book)
    if not book.moves:
        return
    rows = list(_transfer_rows(book))
    session.execute(_ADD_TRANSFERS, rows)
    session.execute(_SAVE_BALANCE, [_balance_row(book, lot, place) for lot, place in sorted(book.touched)])
    _forget_empty_holds(session, book)
    if book.totals:
        session.execute(_SAVE_TOTALS, [_totals_row(book, *key) for key in sorted(book.totals)])
    book.seq, book.head = rows[-1]["seq"], rows[-1]["hash"]
    session.execute(_SAVE_LEDGER, {"account_id": book.account_id, "seq": book.seq, "head": book.head})
    book.moves, book.touched, book.totals = [], set(), {}


def _write_lots(session: Session, book: Book) -> None:
    if book.new_lots:
        session.execute(_ADD_LOTS, [_grant_row(book, lot) for lot in book.new_lots])
    for lot in sorted(book.new_targets.difference(book.new_lots)):
        target = book.lots[lot].refund_target
        session.execute(_SET_TARGET, {"lot": lot, "target": target})
    book.new_lots, book.new_targets = [], set()


def _transfer_rows(book: Book) -> Iterator[dict[str, Any]]:
    """The waiting moves as rows; the last one of each event states what the event changed."""
    previous = book.head
    before = _before(book)
    counts: Counter[Event] = Counter()
    for number, move in enumerate(book.moves):
        row = _transfer_row(book, move, book.seq + number + 1, counts[move.event])
        counts[move.event] += 1
        if number + 1 == len(book.moves) or book.moves[number + 1].event is not move.event:
            row |= {"balance_change": move.balance - before[0], "debt_change": move.debt - before[1]}
            before = move.balance, move.debt
        row["hash"] = previous = transfer_hash(previous, row)
        yield row


def _before(book: Book) -> tuple[int, int]:
    """Balance and debt before the first waiting move."""
    credit = debt = 0
    for move in book.moves:
        credit += move.amount * (places.is_credit(move.target) - places.is_credit(move.source))
        debt += move.amount * ((move.target == places.DEBT) - (move.source == places.DEBT))
    return book.balance - credit, book.debt - debt


def _transfer_row(book: Book, move: Move, seq: int, count: int) -> dict[str, Any]:
    event = move.event
    return {
        "account_id": book.account_id,
        "seq": seq,
        "key": f"{event.key}#{count}",
        "lot": move.lot,
        "source": move.source,
        "target": move.target,
        "amount": move.amount,
        "reason": event.reason.value,
        "ref": event.ref,
        "item": event.item,
        "at": book.now,
        "balance": move.balance,
        "debt": move.debt,
        "balance_change": None,
        "debt_change": None,
    }


def _balance_row(book: Book, lot: str, place: str) -> dict[str, Any]:
    return {"account_id": book.account_id, "lot": lot, "place": place, "amount": book.get(lot, place)}


def _forget_empty_holds(session: Session, book: Book) -> None:
    """Each hold has a place of its own; without this an account would collect them for ever."""
    empty = [
        {"account_id": book.account_id, "lot": lot, "place": place}
        for lot, place in sorted(book.touched)
        if place.startswith(places.HELD_PREFIX) and not book.get(lot, place)
    ]
    if empty:
        session.execute(_FORGET_HELD, empty)


def _totals_row(book: Book, device_id: str, lot: str) -> dict[str, Any]:
    grown = book.totals[device_id, lot]
    # PostgreSQL deduces one type for each parameter, and would find two for a device that is named in both places.
    names = {"device_id": device_id, "wallet": device_id, "lot": lot}
    return {**names, "allot": grown.allot, "ret": grown.ret, "cons": grown.cons}


def _grant(row: RowMapping) -> Grant:
    return Grant(
        row["id"],
        row["source"],
        row["source_id"],
        LotKind(row["kind"]),
        row["credits"],
        row["paid"],
        row["effective_at"],
        row["expires_at"],
        row["refund_target"],
        row["created_at"],
    )


def _grant_row(book: Book, lot: str) -> dict[str, Any]:
    grant = book.lots[lot]
    return {
        "id": grant.id,
        "account_id": book.account_id,
        "source": grant.source,
        "source_id": grant.source_id,
        "kind": grant.kind.value,
        "credits": grant.credits,
        "paid": grant.paid,
        "effective_at": grant.effective_at,
        "expires_at": grant.expires_at,
        "refund_target": grant.refund_target,
        "created_at": grant.created_at,
    }
