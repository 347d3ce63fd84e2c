"""Counts what devices report: each operation once for its account, from whichever branch of a ledger it comes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from infrasketch_desktop.credits.chain import Entry, EntryKind
from licensing_server.books import buckets, spending
from licensing_server.books.book import Book
from licensing_server.books.spending import Took
from licensing_server.models.tables import OPS

COUNTED = frozenset({EntryKind.COMMIT, EntryKind.RETURN, EntryKind.REVERSAL})
"""The others move nothing on the server."""

Counted = dict[tuple[str, EntryKind], str]
"""What was taken, as JSON, by operation and kind."""


_ADD = insert(OPS)
_KNOWN = select(OPS.c.op, OPS.c.type, OPS.c.took).where(
    OPS.c.account_id == bindparam("account"), OPS.c.op.in_(bindparam("ops", expanding=True))
)


def count(session: Session, book: Book, device_id: str, entries: Iterable[Entry]) -> None:
    """Book each entry that moves credits and was not counted before, in the order of the ledger.

    A REVERSAL that arrives before its COMMIT, from another branch, cancels it beforehand.
    """
    wanted = [entry for entry in entries if entry.kind in COUNTED]
    if not wanted:
        return
    counted = _counted(session, book.account_id, wanted)
    rows = []
    for entry in wanted:
        if (entry.op, entry.kind) not in counted:
            took = _book(book, device_id, entry, counted)
            counted[entry.op, entry.kind] = took
            rows.append(_row(book, device_id, entry, took))
    if rows:
        session.execute(_ADD, rows)


def _book(book: Book, device_id: str, entry: Entry, counted: Counted) -> str:
    if entry.kind is EntryKind.RETURN:
        return json.dumps(buckets.take_return(book, device_id, entry.op, entry.lots))
    if entry.kind is EntryKind.REVERSAL:
        took = Took.from_json(counted.get((entry.op, EntryKind.COMMIT), "{}"))
        spending.reverse(spending.reversal_event(book, entry.op, took.item), device_id, took)
        return Took().to_json()
    if (entry.op, EntryKind.REVERSAL) in counted:
        return Took().to_json()
    event = spending.commit_event(book, entry.op, entry.item)
    return spending.consume(event, device_id, entry.lots, entry.at).to_json()


def _counted(session: Session, account_id: str, entries: Sequence[Entry]) -> Counted:
    known = {"account": account_id, "ops": sorted({entry.op for entry in entries})}
    return {(row.op, EntryKind(row.type)): row.took for row in session.execute(_KNOWN, known)}


def _row(book: Book, device_id: str, entry: Entry, took: str) -> dict[str, str | int]:
    return {
        "account_id": book.account_id,
        "op": entry.op,
        "type": entry.kind.value,
        "device_id": device_id,
        "took": took,
        "at": book.now,
    }
