"""Licensing servers with their relay open, and the model behind them a fake one.

They are made once for each module, since starting one costs more than most tests do: every test has accounts of its
own, a model without a memory, and a later time.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.databases import DATABASES
from tests.support.licensing import Clock, create_tables
from tests.support.messages_server import MessagesServer, serving_messages
from tests.support.relays import RelayServer, forget, relaying


@pytest.fixture(scope="module")
def now() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def only_model() -> Iterator[MessagesServer]:
    with serving_messages() as server:
        yield server


@pytest.fixture
def model(only_model: MessagesServer, now: Clock) -> MessagesServer:
    """The model behind every relay of the test, and a new day."""
    now.forward(days=1)
    forget(only_model)
    return only_model


@pytest.fixture(scope="module", params=DATABASES)
def relay_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database of each kind in turn."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('relay') / 'server.db'}"
        create_tables(url)
        yield url
        return
    with request.getfixturevalue("postgresql").database(create_tables) as url:
        yield url


@pytest.fixture(scope="module")
def only_relay(
    relay_url: str, tmp_path_factory: pytest.TempPathFactory, now: Clock, only_model: MessagesServer
) -> Iterator[RelayServer]:
    with relaying(relay_url, tmp_path_factory.mktemp("data"), now, only_model) as running:
        yield running


@pytest.fixture
def relay(only_relay: RelayServer, model: MessagesServer) -> RelayServer:
    """A server on SQLite and on PostgreSQL in turn, listening on loopback."""
    assert only_relay.model is model
    return only_relay.with_others()


@pytest.fixture(scope="module")
def only_sqlite_relay(
    tmp_path_factory: pytest.TempPathFactory, now: Clock, only_model: MessagesServer
) -> Iterator[RelayServer]:
    url = f"sqlite:///{tmp_path_factory.mktemp('relay') / 'server.db'}"
    create_tables(url)
    with relaying(url, tmp_path_factory.mktemp("data"), now, only_model) as running:
        yield running


@pytest.fixture
def sqlite_relay(only_sqlite_relay: RelayServer, model: MessagesServer) -> RelayServer:
    """A server on SQLite alone, for what has nothing to do with the database."""
    assert only_sqlite_relay.model is model
    return only_sqlite_relay.with_others()
