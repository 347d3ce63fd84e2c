"""The tables of the wallet's file. The bodies of entries are the truth; other columns find them."""

from __future__ import annotations

from sqlite_utils import Database

from infrasketch_desktop.language import tr
from infrasketch_desktop.wallet.errors import NewerVersionError

VERSION = 1

_TABLES = """
create table entries (
  epoch integer not null, seq integer not null, hash text not null, kind text not null, op text not null,
  body blob not null, primary key (epoch, seq)) strict, without rowid;
create index entries_op on entries (op, kind);
create table operations (
  op text primary key, owner text not null, state text not null, epoch integer not null, seq integer not null
  ) strict, without rowid;
create table deliveries (
  op text not null, number integer not null, item text not null, target blob not null, temporary blob not null,
  credits integer not null, sha text, state text not null, primary key (op, number)) strict, without rowid;
create table movements (
  number integer primary key, at integer not null, kind text not null, op text, title text not null,
  amount integer not null, balance integer not null) strict;
create index movements_op on movements (op);
create table requests (
  nonce text primary key, number integer not null, epoch integer not null, sent_seq integer not null,
  by_file integer not null) strict, without rowid;
create table discarded (
  number integer primary key, at integer not null, epoch integer not null, seq integer not null, body blob) strict;
create table meta (name text primary key, value text not null) strict, without rowid;
"""
"""`entries` is the ledger. `operations` are the pieces of work under way: reserved, or committed and not delivered yet;
`owner` is the wallet that works on it, `epoch` and `seq` the place of its RESERVE. `deliveries` are the files of an
operation, kept for the history. `requests` are the questions sent and not answered; `discarded` keeps what a repair
took out of the ledger; `meta` has the signed documents verbatim."""

CLEARED = ("entries", "operations", "requests", "meta")
"""What belongs to the device; the history of movements and their files belongs to the person."""


def prepare(db: Database) -> None:
    """Make the tables in a new file. The caller holds the write lock, so that only one program makes them.

    Raises:
        NewerVersionError: the file was written by a newer version.
    """
    (version,) = db.execute("pragma user_version").fetchone()
    if version > VERSION:
        raise NewerVersionError(
            tr("The wallet was written by a newer version of InfraSketch."),
            kept=tr("It was not changed."),
            advice=tr("Update InfraSketch to use it."),
        )
    if version == 0:
        for statement in _TABLES.split(";\n"):
            if statement.strip():
                db.execute(statement)
        db.execute(f"pragma user_version = {VERSION}")
