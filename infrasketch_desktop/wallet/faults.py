"""Turns what SQLite reports into words, so that callers meet one family of errors."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from infrasketch_desktop.language import later, tr
from infrasketch_desktop.wallet.errors import StoreError, WalletError

KEPT = later("Nothing was charged, and no credit is lost.")
_PRIMARY_CODE = 0xFF
_REASONS: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_FULL: (later("the disk is full"), later("Free some space and try again.")),
    sqlite3.SQLITE_READONLY: (later("it is write-protected"), later("Check the rights of its folder and try again.")),
    sqlite3.SQLITE_CANTOPEN: (
        later("its folder cannot be written to"),
        later("Check the rights of its folder and try again."),
    ),
    sqlite3.SQLITE_BUSY: (later("another program is using it"), later("Wait a moment and try again.")),
    sqlite3.SQLITE_LOCKED: (later("another program is using it"), later("Wait a moment and try again.")),
    sqlite3.SQLITE_IOERR: (
        later("the disk reports a fault"),
        later("Check the disk and its free space, then try again."),
    ),
    sqlite3.SQLITE_CORRUPT: (
        later("it is damaged"),
        later("Restart InfraSketch: it begins a new wallet file, and a sync fills it."),
    ),
    sqlite3.SQLITE_NOTADB: (
        later("it is damaged"),
        later("Restart InfraSketch: it begins a new wallet file, and a sync fills it."),
    ),
}


@contextmanager
def explained() -> Iterator[None]:
    """Raise StoreError for a full disk, a locked or a damaged wallet."""
    try:
        yield
    except sqlite3.Error as error:
        raise explain(error) from error


@contextmanager
def explained_folder() -> Iterator[None]:
    """Raise StoreError when the wallet's folder does not take files."""
    try:
        yield
    except OSError as error:
        why = error.strerror or tr("of an unknown fault")
        raise StoreError(
            tr("The wallet's folder cannot be written to: {why}.", why=why),
            kept=tr(KEPT),
            advice=tr("Check the rights of the folder and the free space of its disk, then try again."),
        ) from error


def explain(error: sqlite3.Error) -> WalletError:
    """The same in the words of a StoreError."""
    code = getattr(error, "sqlite_errorcode", None) or 0
    known = _REASONS.get(code & _PRIMARY_CODE)
    why = str(error) if known is None else tr(known[0])
    advice = tr("Try again; restart InfraSketch if it stays so.") if known is None else tr(known[1])
    return StoreError(tr("The wallet cannot be used just now: {why}.", why=why), kept=tr(KEPT), advice=advice)


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is broken, as opposed to the disk, its rights or other programs."""
    code = getattr(error, "sqlite_errorcode", None) or 0
    return code & _PRIMARY_CODE in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
