"""Single facts the wallet keeps beside its ledger: the signed documents verbatim, and who this device is."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import Any

from sqlite_utils import Database

from infrasketch_desktop.credits.canonical import LARGEST_INTEGER
from infrasketch_desktop.credits.chain import GENESIS, Link


@dataclass(frozen=True, slots=True)
class Facts:
    """All of them; None where nothing is known yet, or where what is kept makes no sense.

    `receipt` and `prices` are tokens, `keyset` is an envelope, `roots` a JSON list of them; `accepted_at` and
    `prices_at` are when they were accepted; `rseq` outlives a receipt that lost its trust; `ahead` is by how many
    seconds the clock was ahead of the server; `removed` is 1 when the server said that this device was removed from
    its account.
    """

    device: str | None = None
    account: str | None = None
    receipt: str | None = None
    accepted_at: int | None = None
    rseq: int | None = None
    base_epoch: int | None = None
    base_seq: int | None = None
    base_head: str | None = None
    ahead: int | None = None
    synced_at: int | None = None
    roots: str | None = None
    keyset: str | None = None
    prices: str | None = None
    prices_at: int | None = None
    removed: int | None = None

    @property
    def base(self) -> Link:
        """The last entry the server confirmed: everything before it is history."""
        return Link(self.base_seq or 0, self.base_head or GENESIS, self.base_epoch or 0)

    @property
    def root_list(self) -> tuple[str, ...]:
        try:
            roots = json.loads(self.roots or "[]")
        except (ValueError, RecursionError):
            return ()
        return tuple(str(root) for root in roots) if isinstance(roots, list) else ()


LONGEST_NUMBER = 20
_NAMES = frozenset(field.name for field in fields(Facts))
_NUMBERS = frozenset({"accepted_at", "rseq", "base_epoch", "base_seq", "ahead", "synced_at", "prices_at", "removed"})


def read_facts(db: Database) -> Facts:
    """Raises sqlite3.Error."""
    rows = db.execute("select name, value from meta").fetchall()
    known: dict[str, Any] = {name: value for name, value in rows if name in _NAMES}
    known |= {name: _number(value) for name, value in known.items() if name in _NUMBERS}
    return Facts(**known)


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


def _number(text: str) -> int | None:
    try:
        number = int(text[:LONGEST_NUMBER])
    except ValueError:
        return None
    return number if 0 <= number <= LARGEST_INTEGER else None
