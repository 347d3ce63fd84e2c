"""A vendor's server process whose relay asks a fake model, and what it wrote into its books about the answers."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from infrasketch_desktop.wallet.local_server import LocalServer
from licensing_server.books import reports
from licensing_server.database import Database
from licensing_server.models.money import Hold
from licensing_server.models.relay import RelayTurn
from licensing_server.settings import Settings
from tests.support.messages_server import MessagesServer

WELCOME = 10
"""Credits of a new account, by the default price list."""


@contextmanager
def relay_vendor(folder: Path, model: MessagesServer, database: str = "") -> Iterator[LocalServer]:
    """A sandbox server with its data in `folder`, or in the `database` at this address."""
    told = {"RELAY_UPSTREAM_URL": model.address, "RELAY_UPSTREAM_KEY": str(model.key), "DATABASE_URL": database}
    named = [f"INFRASKETCH_{name}={value}" for name, value in told.items() if value]
    server = LocalServer(folder, ("env", *named, sys.executable, "-P", "-m", "licensing_server"), start_seconds=40.0)
    yield server
    server.close()


@dataclass(frozen=True, slots=True)
class Books:
    """Turns as (tier, price, requests, state), what they cost in the end, and faults, as the server wrote them down."""

    turns: list[tuple[str, int, int, str]]
    spent: int
    faults: tuple[Any, ...]


def books_at(url: str) -> Books:
    """What stands in the database at `url`."""
    database = Database(url)
    try:
        with database.reading() as session:
            turns = session.scalars(select(RelayTurn).order_by(RelayTurn.started_at, RelayTurn.op)).all()
            shown = [(turn.tier, turn.price, turn.requests, turn.state) for turn in turns]
            spent = sum(turn.price for turn in turns if turn.paid and turn.state != "refused")
            held = [hold.op for hold in session.scalars(select(Hold).where(Hold.state == "open"))]
            return Books(shown, spent, (*reports.verify_books(session).faults, *held))
    finally:
        database.close()


def books_of(vendor: LocalServer) -> Books:
    """What stands in the database in the folder of the server."""
    return books_at(Settings(data=vendor.ready_file.parent).database)
