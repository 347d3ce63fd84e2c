"""Puts the ledger on a new footing: after the server began a new epoch, and after somebody changed the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from infrasketch_desktop.credits.chain import Entry, EntryKind, Link, read_entry
from infrasketch_desktop.credits.errors import DocumentError
from infrasketch_desktop.credits.receipts import Receipt
from infrasketch_desktop.wallet import ledger, operations
from infrasketch_desktop.wallet.ledger import draft_of
from infrasketch_desktop.wallet.standing import Standing


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was sent: its nonce, its epoch, the last entry that it carried, and whether it went as a file."""

    nonce: str
    epoch: int
    sent_seq: int
    by_file: bool


def rebase(db: Database, standing: Standing, receipt: Receipt, asked: Asked, lost: Iterable[Entry]) -> bool:
    """Begin the epoch of the receipt, and write again what the server cannot know: reservations that are still open,
    and everything written after what was sent. Operations keep their names, so that nothing counts twice.

    Returns whether anything was written again.
    """
    late = list(ledger.written_since(db, asked.epoch, asked.sent_seq))
    known = {(entry.op, entry.kind) for entry in late}
    still_open = [entry for entry in standing.reserves.values() if (entry.op, entry.kind) not in known]
    begun = None if receipt.rebase is None else read_entry(receipt.rebase)
    if begun is not None and begun.seq == receipt.acked.seq:  # otherwise what followed it was never ours
        ledger.write_body(db, begun, receipt.rebase or b"")
    return write_again(db, receipt.acked, [*still_open, *late, *lost])


def write_again(db: Database, head: Link, entries: Iterable[Entry]) -> bool:
    """Append copies of `entries` after `head`, each operation once; returns whether there were any."""
    written = False
    for entry in entries:
        if not _stands(db, head.epoch, entry):
            copy, head = ledger.append(db, head, draft_of(entry))
            written = True
            if copy.kind is EntryKind.RESERVE:
                operations.move(db, copy)
    return written


def discard_unsound(db: Database, standing: Standing, now: int) -> list[Entry]:
    """Take what follows the last sound entry out of the ledger, and keep it aside; returns what can still be read."""
    place = [standing.head.epoch, standing.head.seq]
    bodies = ledger.bodies_after(db, standing.head)
    if bodies:
        query = """insert into discarded (at, epoch, seq, body)
                   select ?, epoch, seq, body from entries where epoch = ? and seq > ?"""
        db.execute(query, [now, *place])
        db.execute("delete from entries where epoch = ? and seq > ?", place)
    readable = (_readable(body) for body in bodies)
    return [entry for entry in readable if entry is not None and entry.kind is not EntryKind.REBASE]


def _stands(db: Database, epoch: int, entry: Entry) -> bool:
    query = "select 1 from entries where op = ? and kind = ? and epoch = ?"
    return db.execute(query, [entry.op, entry.kind.value, epoch]).fetchone() is not None


def _readable(body: bytes) -> Entry | None:
    try:
        return read_entry(body)
    except DocumentError:
        return None
