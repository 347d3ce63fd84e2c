"""A licensing server with its relay open, the model behind it a fake one, and clients as people have them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.licensing import Clock
from tests.support.messages_server import MessagesServer, serving_messages
from tests.support.relays import RelayServer, relaying


@pytest.fixture
def model() -> Iterator[MessagesServer]:
    with serving_messages() as server:
        yield server


@pytest.fixture
def relay(database_url: str, tmp_path: Path, now: Clock, model: MessagesServer) -> Iterator[RelayServer]:
    """A server on SQLite and on PostgreSQL in turn, listening on loopback."""
    with relaying(database_url, tmp_path / "data", now, model) as running:
        yield running


@pytest.fixture
def sqlite_relay(sqlite_url: str, tmp_path: Path, now: Clock, model: MessagesServer) -> Iterator[RelayServer]:
    """A server on SQLite alone, for what has nothing to do with the database."""
    with relaying(sqlite_url, tmp_path / "data", now, model) as running:
        yield running
