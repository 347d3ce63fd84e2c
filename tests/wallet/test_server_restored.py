"""A server whose database came out of a backup: wallets that are further than it knows find their way back to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from infrasketch_desktop.wallet.service import Credits
from licensing_server.books import reports
from licensing_server.wallets.checks import verify_wallets
from tests.support.licensing import Clock, LicensingServer
from tests.wallet.desks import SHA, price
from tests.wallet.real_server import Computer, InProcess, real_server


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server(tmp_path: Path, clock: Clock) -> Iterator[LicensingServer]:
    with real_server(tmp_path, clock) as running:
        yield running
        with running.database.reading() as session:
            assert reports.verify_books(session).faults == ()
            assert verify_wallets(session) == ()


@pytest.fixture
def credits_(tmp_path: Path, clock: Clock, server: LicensingServer) -> Iterator[Credits]:
    opened = Computer(tmp_path / "desk", InProcess(server.client), clock).credits()
    yield opened
    opened.close()


def back_up(server: LicensingServer, folder: Path) -> Path:
    copy = folder / "backup.db"
    with sqlite3.connect(folder / "server.db") as source, sqlite3.connect(copy) as target:
        source.backup(target)
    return copy


def restore(server: LicensingServer, folder: Path, copy: Path) -> None:
    with sqlite3.connect(copy) as source, sqlite3.connect(folder / "server.db") as target:
        source.backup(target)


def pay(opened: Credits, op: str, amount: int) -> None:
    opened.wallet.reserve(op, price(amount))
    opened.wallet.commit(op, amount, SHA)


def test_a_wallet_that_only_synced_is_in_step_after_one_sync(
    server: LicensingServer, credits_: Credits, tmp_path: Path, clock: Clock
) -> None:
    credits_.sync()
    copy = back_up(server, tmp_path)
    for _ in range(5):
        clock.forward(minutes=1)
        credits_.sync()
    restore(server, tmp_path, copy)

    clock.forward(minutes=1)
    assert credits_.sync().spendable == 10
    assert credits_.wallet.balance().last_sync == clock(), "the receipt was taken"
    assert credits_.wallet.verify() == []


def test_what_was_spent_since_the_backup_is_spent_once(
    server: LicensingServer, credits_: Credits, tmp_path: Path, clock: Clock
) -> None:
    credits_.sync()
    copy = back_up(server, tmp_path)
    pay(credits_, "known to the server that was lost", 3)
    credits_.sync()
    restore(server, tmp_path, copy)

    pay(credits_, "after", 2)
    for _ in range(2):
        clock.forward(minutes=1)
        credits_.sync()
    assert credits_.wallet.verify() == []
    assert credits_.wallet.balance().last_sync == clock()
    assert credits_.wallet.balance().spendable <= 8, "what the server never heard of is its loss; the rest is charged"


def test_a_device_that_the_server_does_not_know_any_more_is_taken_in_anew(
    server: LicensingServer, credits_: Credits, tmp_path: Path, clock: Clock
) -> None:
    """Its tokens are as unknown as itself."""
    copy = back_up(server, tmp_path)
    credits_.sync()
    pay(credits_, "told to the server that was lost", 3)
    credits_.sync()
    restore(server, tmp_path, copy)

    pay(credits_, "never told", 2)
    clock.forward(minutes=20)
    credits_.sync()
    assert credits_.wallet.balance().last_sync == clock()
    assert credits_.wallet.verify() == []
    assert credits_.wallet.balance().spendable == 8
