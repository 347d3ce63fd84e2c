"""The history of movements, one row for each change of the balance. The caller holds the transaction or the lock."""

from __future__ import annotations

import os
from pathlib import Path

from sqlite_utils import Database

from infrasketch_desktop.wallet.balances import Movement, MovementKind, MovementState
from infrasketch_desktop.wallet.operations import DeliveryState

LONGEST_PAGE = 500
_COLUMNS = "number, at, kind, op, title, amount, balance"


def note(
    db: Database, kind: MovementKind, *, at: int, title: str, amount: int, balance: int, op: str | None = None
) -> None:
    """Write one line; nothing when the balance did not move."""
    if amount:
        query = "insert into movements (at, kind, op, title, amount, balance) values (?, ?, ?, ?, ?, ?)"
        db.execute(query, [at, kind.value, op, title, amount, balance])


def last_balance(db: Database) -> int:
    """The balance after the newest line; 0 when there is none."""
    row = db.execute("select balance from movements order by number desc limit 1").fetchone()
    return 0 if row is None else int(row[0])


def forget_last_return(db: Database) -> int:
    """Forget the newest lines, as far as they say that credits were handed back; returns how many credits those were.

    Older ones stay, because the balances of the lines after them were counted from theirs.
    """
    forgotten = 0
    query = "select number, kind, amount from movements order by number desc limit 1"
    while (row := db.execute(query).fetchone()) is not None and row[1] == MovementKind.HANDED_BACK:
        db.execute("delete from movements where number = ?", [row[0]])
        forgotten -= row[2]
    return forgotten


def page(db: Database, limit: int, before: int | None) -> list[Movement]:
    """At most `limit` movements, newest first; those before the movement number `before` when it is given."""
    query = f"select {_COLUMNS} from movements where number < ? order by number desc limit ?"  # noqa: S608 - our names
    last = before if before is not None else 1 << 62
    rows = db.execute(query, [last, max(0, min(limit, LONGEST_PAGE))]).fetchall()
    return [_movement(db, row) for row in rows]


def _movement(db: Database, row: tuple[int, int, str, str | None, str, int, int]) -> Movement:
    number, at, kind, op, title, amount, balance = row
    files = [] if op is None else _files(db, op)
    targets = tuple(target for target, _ in files)
    state = _state(db, MovementKind(kind), op, [state for _, state in files])
    return Movement(number, at, MovementKind(kind), title, amount, balance, targets, state, op)


def _files(db: Database, op: str) -> list[tuple[Path, str]]:
    query = "select target, state from deliveries where op = ? and sha is not null order by number"
    return [(Path(os.fsdecode(target)), state) for target, state in db.execute(query, [op]).fetchall()]


def _state(db: Database, kind: MovementKind, op: str | None, files: list[str]) -> MovementState:
    if kind is not MovementKind.SPENT:
        return MovementState.DONE
    if db.execute("select 1 from entries where op = ? and kind = 'REVERSAL'", [op]).fetchone():
        return MovementState.REVERSED
    if DeliveryState.MADE in files:
        return MovementState.UNDER_WAY
    return MovementState.DELIVERED if files else MovementState.DONE
