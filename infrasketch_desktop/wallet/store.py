"""The wallet's file: one connection with settings under which a finished transaction survives a power cut."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from infrasketch_desktop.wallet.faults import is_damage
from infrasketch_desktop.wallet.schema import VERSION, prepare

WAIT_SECONDS = 5.0
"""How long a writer waits for another program with the same wallet."""


def open_database(file: Path) -> tuple[Database, Path | None]:
    """The database in `file`, made when missing. A damaged one is put aside, and its new name is returned too.

    Raises:
        sqlite3.Error: the disk or the rights do not allow it.
        NewerVersionError: it was written by a newer version.
    """
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        return _connect(file), None
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
    aside = put_aside(file)
    return _connect(file), aside


def put_aside(file: Path) -> Path:
    """Rename the wallet's file out of the way; returns its new name. Raises OSError."""
    aside = _free_name(file)
    file.replace(aside)
    journal = file.with_name(file.name + "-journal")
    if journal.exists():  # it belongs to the old file and would be played back into the new one
        journal.replace(aside.with_name(aside.name + "-journal"))
    return aside


def copy_aside(db: Database, file: Path) -> Path:
    """Copy the wallet as it is; returns the name of the copy. Raises sqlite3.Error."""
    aside = _free_name(file)
    db.execute("vacuum into ?", [str(aside)])
    aside.chmod(0o600)
    return aside


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """All or nothing, as the only writer.

    `Database.atomic` begins without the write lock, so that two programs could both read before either writes; inside
    of what this begins, it would add a savepoint to every transaction.
    """
    db.conn.execute("begin immediate")
    try:
        yield
        db.conn.execute("commit")
    except BaseException:
        db.rollback()
        raise


def _free_name(file: Path) -> Path:
    number = 1
    while (aside := file.with_suffix(f".aside-{number}.db")).exists():
        number += 1
    return aside


def _connect(file: Path) -> Database:
    existed = file.exists()
    connection = sqlite3.connect(file, timeout=WAIT_SECONDS, check_same_thread=False)
    try:
        db = Database(connection, execute_plugins=False, recursive_triggers=False, strict=True)
        db.execute("pragma journal_mode = delete").close()
        db.execute("pragma synchronous = extra").close()
        _check(db)
        if db.execute("pragma user_version").fetchone()[0] != VERSION:
            with transaction(db):
                prepare(db)
        if not existed:
            file.chmod(0o600)
    except BaseException:
        connection.close()
        raise
    return db


def _check(db: Database) -> None:
    """Meet damage now rather than in the middle of a delivery."""
    (result,) = db.execute("pragma quick_check(1)").fetchone()
    if result != "ok":
        error = sqlite3.DatabaseError(result)
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error
