"""Single facts the wallet keeps beside its ledger: the signed documents verbatim, and who this device is."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields

from sqlite_utils import Database

from infrasketch_desktop.credits.chain import GENESIS, Link


@dataclass(frozen=True, slots=True)
class Facts:
    """All of them, as text; None where nothing is known yet.

    `receipt` and `prices` are tokens, `keyset` is an envelope, `roots` a JSON list of them; `accepted_at`
    and `prices_at` are when they were accepted, in the server's time; `rseq` outlives a receipt that lost its trust;
    `removed` is set when the server said that this device was removed from its account.
    """

    device: str | None = None
    account: str | None = None
    receipt: str | None = None
    accepted_at: str | None = None
    rseq: str | None = None
    base_epoch: str | None = None
    base_seq: str | None = None
    base_head: str | None = None
    ahead: str | None = None
    synced_at: str | None = None
    roots: str | None = None
    keyset: str | None = None
    prices: str | None = None
    prices_at: str | None = None
    removed: str | None = None

    @property
    def base(self) -> Link:
        """The last entry the server confirmed: everything before it is history."""
        return Link(int(self.base_seq or 0), self.base_head or GENESIS, int(self.base_epoch or 0))

    @property
    def root_list(self) -> tuple[str, ...]:
        return tuple(json.loads(self.roots or "[]"))


_NAMES = frozenset(field.name for field in fields(Facts))


def read_facts(db: Database) -> Facts:
    """Raises sqlite3.Error."""
    rows = db.execute("select name, value from meta").fetchall()
    return Facts(**{name: value for name, value in rows if name in _NAMES})


def write_facts(db: Database, **facts: str | int | None) -> None:
    """Keep some facts; None forgets one. Inside a transaction of the caller. Raises sqlite3.Error."""
    for name, value in facts.items():
        if name not in _NAMES:
            raise ValueError(name)
        if value is None:
            db.execute("delete from meta where name = ?", [name])
        else:
            db.execute("insert or replace into meta (name, value) values (?, ?)", [name, str(value)])


def write_base(db: Database, base: Link) -> None:
    write_facts(db, base_epoch=base.epoch, base_seq=base.seq, base_head=base.head)
