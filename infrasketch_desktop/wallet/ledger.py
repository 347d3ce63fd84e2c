"""The rows of the ledger: written once, found by place or by operation. The caller holds the transaction."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlite_utils import Database

from infrasketch_desktop.credits.chain import LARGEST_ENTRY, Entry, EntryKind, Link, entry_hash, read_entry
from infrasketch_desktop.language import tr
from infrasketch_desktop.wallet.errors import WalletError

LONGEST_ITEM = 200


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that has no place in the chain yet."""

    kind: EntryKind
    op: str
    at: int
    lots: Mapping[str, int]
    item: str | None = None
    sha: str | None = None

    def after(self, place: Link) -> Entry:
        item = self.item
        if item is not None and len(item) > LONGEST_ITEM:
            item = item[: LONGEST_ITEM - 1] + "…"
        return Entry(place.seq + 1, place.head, place.epoch, self.kind, self.op, self.at, self.lots, item, self.sha)


def draft_of(entry: Entry) -> Draft:
    """The same entry, to be written again at another place."""
    return Draft(entry.kind, entry.op, entry.at, entry.lots, entry.item, entry.sha)


def append(db: Database, place: Link, draft: Draft) -> tuple[Entry, Link]:
    """Write `draft` after `place`; returns the entry and its place.

    Raises:
        WalletError: the entry is larger than any reader takes.
        sqlite3.Error: nothing was written.
    """
    entry = draft.after(place)
    body = entry.body()
    if len(body) > LARGEST_ENTRY:
        raise WalletError(
            tr("This would be paid from too many small lots at once."),
            advice=tr("Pay for it in several smaller pieces."),
        )
    return entry, write_body(db, entry, body)


def write_body(db: Database, entry: Entry, body: bytes) -> Link:
    """Write the bytes of an entry as they are."""
    link = Link(entry.seq, entry_hash(body), entry.epoch)
    db.execute(
        "insert into entries (epoch, seq, hash, kind, op, body) values (?, ?, ?, ?, ?, ?)",
        [entry.epoch, entry.seq, link.head, entry.kind.value, entry.op, body],
    )
    return link


def last(db: Database, epoch: int) -> Link | None:
    """The newest entry of an epoch."""
    row = db.execute("select seq, hash from entries where epoch = ? order by seq desc limit 1", [epoch]).fetchone()
    return None if row is None else Link(row[0], row[1], epoch)


def bodies_after(db: Database, place: Link, limit: int = -1) -> list[bytes]:
    """The bodies that follow `place` in its epoch, in order; -1 for all."""
    query = "select body from entries where epoch = ? and seq > ? order by seq limit ?"
    return [row[0] for row in db.execute(query, [place.epoch, place.seq, limit])]


def hash_at(db: Database, epoch: int, seq: int) -> str | None:
    """The hash of the entry at a place, made anew from its bytes."""
    row = db.execute("select body from entries where epoch = ? and seq = ?", [epoch, seq]).fetchone()
    return None if row is None else entry_hash(row[0])


def find(db: Database, op: str, kind: EntryKind) -> Entry | None:
    """The newest entry of this kind for an operation.

    Raises:
        DocumentError: its bytes were changed.
    """
    query = "select body from entries where op = ? and kind = ? order by epoch desc, seq desc limit 1"
    row = db.execute(query, [op, kind.value]).fetchone()
    return None if row is None else read_entry(row[0])


def entry_at(db: Database, epoch: int, seq: int) -> Entry | None:
    """Raises DocumentError when its bytes were changed."""
    row = db.execute("select body from entries where epoch = ? and seq = ?", [epoch, seq]).fetchone()
    return None if row is None else read_entry(row[0])


def written_since(db: Database, epoch: int, seq: int) -> Iterator[Entry]:
    """Entries the server cannot have seen in a request that ended at this place, oldest first, each operation once.

    What a rebase has copied into a later epoch stands at two places; whatever has its first one before is left out.
    """
    query = """
      select body from entries as late where (epoch, seq) > (?, ?) and kind != 'REBASE' and not exists (
        select 1 from entries as early
        where early.op = late.op and early.kind = late.kind and (early.epoch, early.seq) < (late.epoch, late.seq))
      order by epoch, seq"""
    for row in db.execute(query, [epoch, seq]).fetchall():
        yield read_entry(row[0])


def read_quickly(body: bytes) -> Entry:
    """An entry whose hash the chain has vouched for: a seventh of the time of `read_entry`, which looks at every field.

    Raises:
        ValueError, KeyError, TypeError: it is no entry after all.
    """
    got = json.loads(body)
    kind = EntryKind(got["t"])
    lots = MappingProxyType({str(lot): int(amount) for lot, amount in got["lots"].items()})
    return Entry(got["seq"], got["prev"], got["epoch"], kind, got["op"], int(got["at"]), lots, got["item"], got["sha"])
