"""The licensing server for tests, on every database it promises to work with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.licensing import Clock, LicensingServer, create_tables, running_server


@pytest.fixture(scope="session")
def fill_database() -> Callable[[str], None]:
    """Tables are made once and copied."""
    return create_tables


@pytest.fixture
def now() -> Clock:
    """The clock of the server; it stands still until `now.forward(...)`."""
    return Clock()


@pytest.fixture
def server(database_url: str, tmp_path: Path, now: Clock) -> Iterator[LicensingServer]:
    """A server on SQLite and on PostgreSQL in turn."""
    with running_server(database_url, tmp_path / "data", now) as running:
        yield running


@pytest.fixture
def sqlite_server(sqlite_url: str, tmp_path: Path, now: Clock) -> Iterator[LicensingServer]:
    """A server on SQLite alone, for what has nothing to do with the database."""
    with running_server(sqlite_url, tmp_path / "data", now) as running:
        yield running
