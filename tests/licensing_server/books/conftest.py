"""Books over a real database: single facts on SQLite, random lives on every database the server promises to work with.

What differs between databases is in the store, and the random lives reach all of it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from licensing_server.database import Database
from tests.support.ledgers import TestBooks


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def books(sqlite_url: str) -> Iterator[TestBooks]:
    """Books with one empty account; at the end of the test they have to add up."""
    database = Database(sqlite_url)
    kept = TestBooks(database)
    kept.open_account("account")
    yield kept
    kept.verify()
    database.close()
