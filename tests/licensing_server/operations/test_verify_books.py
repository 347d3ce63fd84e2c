"""Whoever changes a row of the books by hand is found out."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from infrasketch_desktop.credits.chain import EntryKind
from infrasketch_desktop.credits.lots import LotKind
from licensing_server.books.lots import lot_id
from licensing_server.books.reports import verify_books as report_on
from licensing_server.database import Database
from licensing_server.operations import verify_books
from licensing_server.wallets.checks import verify_wallets
from tests.support.ledgers import SOURCE, START, TestBooks
from tests.support.licensing import Clock, make_parts
from tests.support.paper_wallets import PaperServer, PaperWallet

X = lot_id(SOURCE, "x")

CHANGES = {
    "UPDATE transfers SET amount = amount + 1 WHERE seq = 1": "transfer 1 was changed, or one before it",
    "UPDATE transfers SET ref = 'x' WHERE seq = 3": "transfer 3 was changed, or one before it",
    "UPDATE transfers SET balance = balance + 1 WHERE seq = 4": "transfer 4 was changed, or one before it",
    "DELETE FROM transfers WHERE seq = 2": "transfer 3 follows transfer 1",
    "DELETE FROM transfers WHERE seq = (SELECT MAX(seq) FROM transfers)": "the chain ends with transfer",
    "UPDATE balances SET amount = amount + 1 WHERE place = 'pool'": "in “pool” is",
    "DELETE FROM balances WHERE place = 'consumed'": "in “consumed” is 0",
    f"UPDATE grants SET credits = 200 WHERE id = '{X}'": "was granted 200 credits; 100 were issued",
    f"UPDATE grants SET refund_target = 0 WHERE id = '{X}'": "had 20 credits taken back",
    "UPDATE device_totals SET cons = cons + 1, allot = allot + 1": "`allot` of lot",
    "DELETE FROM device_totals": "is missing",
    "UPDATE wallets SET acked_seq = acked_seq - 1": "was acknowledged",
    "UPDATE wallets SET rseq = rseq + 1": "should be the last one",
    "DELETE FROM device_entries WHERE seq = 2": "entry 3 of epoch 0 was changed, or one before it is missing",
    "UPDATE receipts SET token = 'a.b.c'": "cannot be read",
    "UPDATE receipts SET token = (SELECT token FROM receipts r WHERE r.rseq = 1)": "belongs elsewhere",
}


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Books in which everything happened once."""
    opened = Database(database_url)
    books, server = TestBooks(opened), PaperServer(opened, START)
    wallet = PaperWallet(server, "account")
    server.enrol("account", wallet.key)
    books.issue("x", 100)
    books.issue("plan", 10, kind=LotKind.PLAN, lifetime=5)
    wallet.sync(want=60)
    wallet.spend("op", 20)
    wallet.spend("other", 5)
    wallet.append(EntryKind.REVERSAL, "other", {X: 5})
    wallet.sync(want=60)
    books.reserve("hold", 5)
    books.commit("hold", 3)
    books.refund("x", 50)
    books.refund("x", 20)
    wallet.sync(want=60)
    yield opened
    opened.close()


def run(database: Database, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    parts = make_parts(database, folder, Clock(START))
    code = verify_books.run(argparse.Namespace(json=True), parts)
    return code, json.loads(capsys.readouterr().out)["faults"]


def test_books_that_add_up_are_confirmed(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(database, tmp_path, capsys) == (0, [])
    parts = make_parts(database, tmp_path, Clock(START))
    assert verify_books.run(argparse.Namespace(json=False), parts) == 0
    assert capsys.readouterr().out.startswith("The books add up: 1 accounts, ")


def test_a_row_that_was_changed_by_hand_is_named(database: Database) -> None:
    """Each change in a transaction that is given up afterwards."""
    for change, fault in CHANGES.items():
        with database.reading() as session:
            session.execute(text(change))
            faults = (*report_on(session).faults, *verify_wallets(session))
        assert any(fault in found for found in faults), (change, faults)


def test_a_fault_ends_the_command_with_1_and_is_named(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with database.transaction() as session:
        session.execute(text("UPDATE balances SET amount = amount + 1 WHERE place = 'pool' AND amount > 0"))
    code, faults = run(database, tmp_path, capsys)
    assert code == 1
    assert "in “pool” is" in faults[0]
    parts = make_parts(database, tmp_path, Clock(START))
    assert verify_books.run(argparse.Namespace(json=False), parts) == 1
    assert capsys.readouterr().out.startswith("The books do not add up: ")
