"""What the wallet costs beside what SQLite, SHA-256 and JSON cost anyway, and its longest calls (credits.md, C7)."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from infrasketch_desktop.credits.chain import PURPOSE, verify_chain
from infrasketch_desktop.credits.quotes import Wanted
from infrasketch_desktop.wallet.ledger import bodies_after
from infrasketch_desktop.wallet.wallet import Wallet
from tests.support.timing import compare
from tests.wallet.desks import PNG, SHA, Desk, price

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]

SPEND_GOAL = 1.5
VERIFY_GOAL = 2.0
LONGEST_CALL_MS = 50.0
ENTRIES = 10_000


def spender(wallet: Wallet) -> Callable[[], object]:
    numbers = count()

    def spend() -> None:
        op = f"{next(numbers):032x}"
        wallet.reserve(op, price(1))
        wallet.commit(op, 1, SHA)

    return spend


def bare_writer(file: Path) -> Callable[[], object]:
    """Two commits of one row each, of the size of an entry, under the settings of the wallet."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("pragma journal_mode = delete")
    connection.execute("pragma synchronous = extra")
    connection.execute("create table entries (seq integer primary key, body blob not null) strict")
    body = b"x" * 330

    def write() -> None:
        for _ in range(2):
            connection.execute("begin immediate")
            connection.execute("insert into entries (body) values (?)", [body])
            connection.execute("commit")

    return write


def test_spending_beside_two_bare_commits(tmp_path: Path) -> None:
    with Desk(tmp_path / "wallet").stocked(1_000_000) as wallet:
        contest = compare(
            ("reserve and commit", spender(wallet)), ("two bare commits", bare_writer(tmp_path / "bare.db")), pairs=60
        )
    print(f"\n{contest}; goal {SPEND_GOAL}")
    assert contest.ratio <= SPEND_GOAL


def filled(desk: Desk) -> Wallet:
    """A wallet with ENTRIES entries that no receipt confirms; written without waiting for the disk."""
    wallet = desk.stocked(1_000_000)
    wallet._db.execute("pragma synchronous = off")
    spend = spender(wallet)
    for _ in range(ENTRIES // 2):
        spend()
    wallet._db.execute("pragma synchronous = extra")
    return wallet


def test_verifying_beside_hashing_and_parsing(tmp_path: Path) -> None:
    with filled(Desk(tmp_path / "wallet")) as wallet, wallet.looking() as standing:
        assert standing.receipt is not None
        start = standing.receipt.acked
        bodies = bodies_after(wallet._db, start)
    assert len(bodies) == ENTRIES

    def bare() -> None:
        for body in bodies:
            json.loads(body)
            hashlib.sha256(PURPOSE + body).hexdigest()

    contest = compare(
        (f"verify {ENTRIES:,} entries", lambda: verify_chain(bodies, start)), ("SHA-256 and JSON", bare), pairs=9
    )
    print(f"\n{contest}; goal {VERIFY_GOAL}")
    assert contest.ratio <= VERIFY_GOAL


def test_the_longest_call_of_a_wallet_with_many_entries(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "wallet")
    filled(desk).close()
    started = time.process_time()
    wallet = desk.open()
    opening = (time.process_time() - started) * 1000
    calls: dict[str, Callable[[], object]] = {
        "balance": wallet.balance,
        "quote": lambda: wallet.quote([Wanted(PNG)]),
        "history": wallet.history,
        "reserve": lambda: wallet.reserve("one more", price(1)),
        "commit": lambda: wallet.commit("one more", 1, SHA),
        "verify": wallet.verify,
    }
    figures = {name: milliseconds(call) for name, call in calls.items()}
    wallet.close()
    print(f"\nopen {opening:.1f} ms, " + ", ".join(f"{name} {figure:.1f} ms" for name, figure in figures.items()))
    print(f"with {ENTRIES:,} entries that no receipt confirms; opening and verifying everything are work for a worker")
    del figures["verify"]
    assert max(figures.values()) < LONGEST_CALL_MS


def milliseconds(call: Callable[[], object]) -> float:
    """Processor time, because other programs on the machine would otherwise be measured too."""
    started = time.process_time()
    call()
    return (time.process_time() - started) * 1000
