"""Rows about pieces of work: those under way, and the files they make. The caller holds the transaction."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlite_utils import Database

from infrasketch_desktop.credits.chain import Entry
from infrasketch_desktop.wallet import ledger


class OperationState(StrEnum):
    """RESERVED until it is paid or given up; COMMITTED until its files are in place. Then the row goes."""

    RESERVED = "reserved"
    COMMITTED = "committed"


class DeliveryState(StrEnum):
    """MADE waits for its rename; LOST was never delivered and is not paid for."""

    MAKING = "making"
    MADE = "made"
    DELIVERED = "delivered"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Operation:
    """A piece of work under way; `owner` is the wallet that works on it."""

    op: str
    owner: str
    state: OperationState


@dataclass(frozen=True, slots=True)
class Parcel:
    """One file of an operation: made under `temporary`, delivered as `target`, for `credits` of the whole."""

    number: int
    item: str
    target: Path
    temporary: Path
    credits: int = 0
    sha: str | None = None
    state: DeliveryState = DeliveryState.MAKING


def begin(db: Database, entry: Entry, owner: str, parcels: Iterable[Parcel]) -> None:
    """An operation has just been reserved by `entry`."""
    query = "insert into operations (op, owner, state, epoch, seq) values (?, ?, ?, ?, ?)"
    db.execute(query, [entry.op, owner, OperationState.RESERVED.value, entry.epoch, entry.seq])
    for parcel in parcels:
        _insert(db, entry.op, parcel)


def unfinished(db: Database) -> list[Operation]:
    rows = db.execute("select op, owner, state from operations order by op").fetchall()
    return [Operation(op, owner, OperationState(state)) for op, owner, state in rows]


def find(db: Database, op: str) -> Operation | None:
    row = db.execute("select op, owner, state from operations where op = ?", [op]).fetchone()
    return None if row is None else Operation(row[0], row[1], OperationState(row[2]))


def open_reserves(db: Database) -> list[Entry]:
    """The RESERVE of every operation that is neither paid nor given up. Raises DocumentError."""
    query = "select epoch, seq from operations where state = ? order by epoch, seq"
    places = db.execute(query, [OperationState.RESERVED.value]).fetchall()
    entries = [ledger.entry_at(db, epoch, seq) for epoch, seq in places]
    return [entry for entry in entries if entry is not None]


def move(db: Database, entry: Entry) -> None:
    """The RESERVE of an operation now stands in a new epoch."""
    db.execute("update operations set epoch = ?, seq = ? where op = ?", [entry.epoch, entry.seq, entry.op])


def set_committed(db: Database, op: str) -> None:
    db.execute("update operations set state = ? where op = ?", [OperationState.COMMITTED.value, op])


def end(db: Database, op: str) -> None:
    db.execute("delete from operations where op = ?", [op])


def parcels(db: Database, op: str) -> list[Parcel]:
    query = (
        """select number, item, target, temporary, credits, sha, state from deliveries where op = ? order by number"""
    )
    return [
        Parcel(row[0], row[1], _path(row[2]), _path(row[3]), row[4], row[5], DeliveryState(row[6]))
        for row in db.execute(query, [op]).fetchall()
    ]


def put_parcel(db: Database, op: str, parcel: Parcel) -> None:
    """Keep what is known of a file now."""
    query = "update deliveries set target = ?, credits = ?, sha = ?, state = ? where op = ? and number = ?"
    db.execute(query, [os.fsencode(parcel.target), parcel.credits, parcel.sha, parcel.state.value, op, parcel.number])


def _insert(db: Database, op: str, parcel: Parcel) -> None:
    db.execute(
        "insert into deliveries (op, number, item, target, temporary, credits, sha, state) values (?,?,?,?,?,?,?,?)",
        [
            op,
            parcel.number,
            parcel.item,
            os.fsencode(parcel.target),
            os.fsencode(parcel.temporary),
            parcel.credits,
            parcel.sha,
            parcel.state.value,
        ],
    )


def _path(stored: bytes) -> Path:
    return Path(os.fsdecode(stored))
