"""The real books over a real database, each verb in a transaction of its own, with a clock that tests move."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from infrasketch_desktop.credits.chain import GENESIS, Entry, EntryKind
from infrasketch_desktop.credits.lots import LotKind
from licensing_server.books import accounts, buckets, counting, grants, holds, leases, mergers, refunds, reports
from licensing_server.books.book import Book
from licensing_server.books.lots import Grant, lot_id
from licensing_server.books.refunds import TakenBack
from licensing_server.books.store import read_book
from licensing_server.database import Database
from licensing_server.models import money
from licensing_server.models.accounts import Account

T = TypeVar("T")
START = 1_795_000_000
SOURCE = "checkout_session"


@dataclass(slots=True)
class TestBooks:
    """Every verb acts on `account` unless told otherwise."""

    __test__ = False

    database: Database
    now: int = START
    account: str = "account"
    _rseq: int = field(default=0)

    def open_account(self, account: str) -> None:
        self.account = account
        with self.database.transaction() as session:
            session.add(Account(id=account, created_at=self.now))

    def issue(
        self,
        source_id: str,
        amount: int,
        *,
        kind: LotKind = LotKind.PACK,
        lifetime: int | None = None,
        account: str | None = None,
    ) -> Grant:
        with self.database.transaction() as session:
            return grants.issue(
                session,
                account_id=account or self.account,
                source=SOURCE,
                source_id=source_id,
                kind=kind,
                credits=amount,
                paid=kind is LotKind.PACK,
                effective_at=self.now,
                expires_at=None if lifetime is None else self.now + lifetime,
                now=self.now,
            )

    def refund(self, source_id: str, target: int) -> TakenBack | None:
        with self.database.transaction() as session:
            return refunds.take_back_to(session, source=SOURCE, source_id=source_id, target=target, now=self.now)

    def top_up(self, device: str, amount: int, account: str | None = None) -> None:
        self._rseq += 1
        self.change(lambda _session, book: buckets.top_up(book, device, amount, self._rseq), account)

    def report(
        self,
        device: str,
        kind: EntryKind,
        op: str,
        lots: Mapping[str, int],
        *,
        at: int | None = None,
        account: str | None = None,
    ) -> None:
        """Count one ledger entry of a device, as a sync does."""
        entry = Entry(1, GENESIS, 0, kind, op, self.now if at is None else at, lots, "export.png")
        self.change(lambda session, book: counting.count(session, book, device, [entry]), account)

    def spend(self, device: str, op: str, lots: Mapping[str, int], **more: Any) -> None:
        self.report(device, EntryKind.COMMIT, op, lots, **more)

    def take_back_device(self, device: str, account: str | None = None) -> int:
        with self.database.transaction() as session:
            return leases.take_back_device(session, account or self.account, device, self.now)

    def reserve(self, op: str, amount: int, account: str | None = None) -> holds.Outcome:
        with self.database.transaction() as session:
            return holds.reserve(
                session, account_id=account or self.account, op=op, item="ai.chat", amount=amount, now=self.now
            )

    def commit(self, op: str, spent: int, account: str | None = None) -> holds.Outcome:
        with self.database.transaction() as session:
            return holds.commit(session, account_id=account or self.account, op=op, spent=spent, now=self.now)

    def release(self, op: str, account: str | None = None) -> holds.Outcome:
        with self.database.transaction() as session:
            return holds.release(session, account_id=account or self.account, op=op, now=self.now)

    def merge(self, account: str, into: str) -> None:
        with self.database.transaction() as session:
            mergers.merge(session, account_id=account, into=into, now=self.now)
            session.get_one(Account, account).merged_into = into

    def change(self, verb: Callable[[Session, Book], T], account: str | None = None) -> T:
        """Run a rule on the opened account."""
        with (
            self.database.transaction() as session,
            accounts.opened(session, account or self.account, self.now) as book,
        ):
            return verb(session, book)

    def book(self, account: str | None = None) -> Book:
        """The account as it is."""
        with self.database.reading() as session:
            return read_book(session, account or self.account, self.now)

    def places(self, source_id: str, account: str | None = None) -> dict[str, int]:
        """Where the credits of a lot are: what is owed under its name is told by the book."""
        there = self.book(account).places_of(lot_id(SOURCE, source_id))
        return {place: amount for place, amount in there.items() if place not in {"issued", "owed", "debt"}}

    def count_transfers(self) -> int:
        with self.database.reading() as session:
            return session.scalar(select(func.count()).select_from(money.Transfer)) or 0

    def faults(self) -> tuple[str, ...]:
        with self.database.reading() as session:
            return reports.verify_books(session).faults

    def verify(self) -> None:
        assert self.faults() == ()
