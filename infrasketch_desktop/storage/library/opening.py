"""Opens the library; a damaged one is put aside and a new one begun, and that is said."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlite_utils import Database

from infrasketch_desktop.language import tr
from infrasketch_desktop.storage.library.catalog import Catalog, Clock
from infrasketch_desktop.storage.library.conversations import ConversationStore
from infrasketch_desktop.storage.library.faults import explained
from infrasketch_desktop.storage.library.schema import migrate
from infrasketch_desktop.storage.library.thinning import ThinningPolicy
from infrasketch_desktop.storage.library.versions import VersionStore

_WAIT_SECONDS = 2.0
"""How long a writer waits for another program of this profile."""
_CHECKED_BYTES = 256 * 1024 * 1024


class Library:
    """The catalog, versions and conversations over one connection; close it, or use it as a context."""

    def __init__(self, db: Database, now: Clock, policy: ThinningPolicy) -> None:
        self._db = db
        self.catalog = Catalog(db, now)
        self.versions = VersionStore(db, now, policy)
        self.conversations = ConversationStore(db, now)

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class OpenedLibrary:
    """A library ready for use. `warning` says what happened to a damaged one; "" when all is well."""

    library: Library
    warning: str


def open_library(file: Path | None, now: Clock, policy: ThinningPolicy | None = None) -> OpenedLibrary:
    """The library in `file`, made when missing; one in memory that is gone at the end when `file` is None.

    Raises:
        LibraryError: the file can be neither used nor put aside; go on with None.
    """
    policy = policy or ThinningPolicy()
    with explained():
        try:
            return OpenedLibrary(Library(_connect(file), now, policy), "")
        except sqlite3.OperationalError:
            raise  # locked or full: no reason to put it aside
        except sqlite3.DatabaseError:
            if file is None:
                raise
        aside = _set_aside(file)
        warning = tr(
            "The library of recent sketches was damaged. It was kept as “{name}”, and a new one was begun. "
            "Your sketch files are not affected; open one to see it among the recent ones again.",
            name=aside.name,
        )
        return OpenedLibrary(Library(_connect(file), now, policy), warning)


def _connect(file: Path | None) -> Database:
    connection = sqlite3.connect(":memory:" if file is None else file, timeout=_WAIT_SECONDS)
    try:
        db = Database(connection, execute_plugins=False, strict=True)
        if file is not None:
            db.execute("pragma journal_mode = wal").close()
            db.execute("pragma synchronous = normal").close()
        _check(db, file.stat().st_size if file is not None else 0)
        migrate(db)
    except BaseException:
        connection.close()
        raise
    return db


def _check(db: Database, size: int) -> None:
    """Look for damage now rather than in the middle of a save; at every page unless that would take seconds."""
    if size <= _CHECKED_BYTES:
        (result,) = db.execute("pragma quick_check(1)").fetchone()
        if result != "ok":
            raise sqlite3.DatabaseError(result)


def _set_aside(file: Path) -> Path:
    number = 1
    while (aside := file.with_suffix(f".damaged-{number}.sqlite")).exists():
        number += 1
    file.replace(aside)
    for ending in ("-wal", "-shm"):
        beside = file.with_name(file.name + ending)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + ending))
    return aside
