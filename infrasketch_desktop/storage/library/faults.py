"""Turns what SQLite reports into words, so that callers meet one family of errors."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from infrasketch_desktop.language import tr
from infrasketch_desktop.storage.errors import LibraryError


@contextmanager
def explained() -> Iterator[None]:
    """Raise LibraryError for a full disk, a locked or a damaged library."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise LibraryError(
            tr("The library of recent sketches cannot be used just now ({error}).", error=error),
            kept=tr("Sketch files are not affected."),
            advice=tr("Check that the disk has room and no other program holds the library."),
        ) from error
    except sqlite3.DatabaseError as error:
        raise LibraryError(
            tr("The library of recent sketches is damaged ({error}).", error=error),
            kept=tr("Sketch files are not affected."),
            advice=tr("Restart InfraSketch: it puts the damaged library aside and begins a new one."),
        ) from error
