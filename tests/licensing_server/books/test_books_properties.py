"""Random lives of accounts against arithmetic: what is left depends on what was paid, refunded and used, and on
nothing else.

The reference knows no places. It keeps, for each account, the sum of credits issued, the refund target of each source
and the sum of credits used; the books have to agree with `issued - targets - used` whatever happened in between.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from infrasketch_desktop.credits.chain import EntryKind
from infrasketch_desktop.credits.lots import LotKind
from licensing_server.books import places
from licensing_server.books.errors import BooksError
from licensing_server.books.lots import lot_id
from licensing_server.database import Database
from tests.support.ledgers import SOURCE, TestBooks

NUMBERS = st.integers(0, 2)
AMOUNTS = st.integers(1, 40)
DEVICES = st.sampled_from(["one", "one", "two"])
OWNERS = st.sampled_from(["user", "user", "user", "guest"])
KINDS = st.sampled_from(LotKind)
LIFETIMES = st.sampled_from([None, None, None, 50])


@dataclass(slots=True)
class Paid:
    """What was granted once: the reference never looks into the books for it."""

    owner: str
    credits: int
    kind: LotKind
    lifetime: int | None
    target: int = 0


@dataclass(slots=True)
class Used:
    """A piece of work that was reported, and whether it was reported as never delivered."""

    owner: str
    device: str
    amount: int
    lots: dict[str, int]
    reversed: bool = False


@dataclass(slots=True)
class Reference:
    paid: dict[str, Paid] = field(default_factory=dict)
    used: dict[str, Used] = field(default_factory=dict)
    spent_by_holds: dict[str, int] = field(default_factory=lambda: {"user": 0, "guest": 0})
    merged: bool = False

    def owner(self, owner: str) -> str:
        return "user" if self.merged else owner

    def left(self, owner: str) -> int:
        mine = [paid for paid in self.paid.values() if self.owner(paid.owner) == owner]
        work = sum(work.amount for work in self.used.values() if self.owner(work.owner) == owner and not work.reversed)
        held = sum(spent for by, spent in self.spent_by_holds.items() if self.owner(by) == owner)
        return sum(paid.credits - paid.target for paid in mine) - work - held


class BooksMachine(RuleBasedStateMachine):
    """Each example has its own pair of accounts; the database stays."""

    database: Database
    examples: Iterator[int]

    def __init__(self) -> None:
        super().__init__()
        self.reference = Reference()
        self.books = TestBooks(self.database)
        self.name = f"{next(self.examples)}"
        self.holds: dict[str, tuple[str, int]] = {}
        self.numbers = itertools.count()

    def account(self, owner: str) -> str:
        return f"{self.name}-{self.reference.owner(owner)}"

    def source(self, number: int) -> str:
        return f"{self.name}-{number}"

    @initialize()
    def open(self) -> None:
        self.books.open_account(f"{self.name}-guest")
        self.books.open_account(f"{self.name}-user")
        self.pay(0, "user", 30, LotKind.PACK, None)
        self.top_up("one", "user", 20)

    @rule(number=NUMBERS, owner=OWNERS, amount=AMOUNTS, kind=KINDS, lifetime=LIFETIMES)
    def pay(self, number: int, owner: str, amount: int, kind: LotKind, lifetime: int | None) -> None:
        source = self.source(number)
        known = self.reference.paid.setdefault(source, Paid(owner, amount, kind, lifetime))
        account = f"{self.name}-{known.owner}"  # a delivery names the account that paid, even after it was merged
        self.books.issue(source, known.credits, kind=known.kind, lifetime=known.lifetime, account=account)

    @rule(number=NUMBERS, asked=st.sampled_from([0, 0, 5, 20, 50]), times=st.integers(1, 2))
    def refund(self, number: int, asked: int, times: int) -> None:
        for _ in range(times):
            outcome = self.books.refund(self.source(number), asked)
        paid = self.reference.paid.get(self.source(number))
        assert (outcome is None) == (paid is None)
        if paid is not None:
            paid.target = min(asked, paid.credits)

    @rule(device=DEVICES, owner=OWNERS, amount=AMOUNTS)
    def top_up(self, device: str, owner: str, amount: int) -> None:
        self.books.top_up(self.name + device, amount, self.account(owner))

    @rule(device=DEVICES, owner=OWNERS, lots=st.dictionaries(NUMBERS, st.integers(1, 15), min_size=1, max_size=3))
    def spend(self, device: str, owner: str, lots: dict[int, int]) -> None:
        op = f"op-{next(self.numbers)}"
        named = {lot_id(SOURCE, self.source(number)): amount for number, amount in lots.items()}
        work = Used(owner, self.name + device, sum(named.values()), named)
        self.reference.used[op] = work
        self.books.spend(work.device, op, named, account=self.account(owner))

    @precondition(lambda self: self.reference.used)
    @rule(data=st.data(), reverse=st.booleans())
    def report_again(self, data: st.DataObject, *, reverse: bool) -> None:
        op = data.draw(st.sampled_from(sorted(self.reference.used)))
        work = self.reference.used[op]
        kind = EntryKind.REVERSAL if reverse else EntryKind.COMMIT
        work.reversed |= reverse
        self.books.report(work.device, kind, op, work.lots, account=self.account(work.owner))

    @rule(device=DEVICES, owner=OWNERS, number=NUMBERS, amount=AMOUNTS)
    def give_back(self, device: str, owner: str, number: int, amount: int) -> None:
        lots = {lot_id(SOURCE, self.source(number)): amount}
        op = f"return-{next(self.numbers)}"
        self.books.report(self.name + device, EntryKind.RETURN, op, lots, account=self.account(owner))

    @rule(device=DEVICES, owner=OWNERS)
    def revoke(self, device: str, owner: str) -> None:
        self.books.take_back_device(self.name + device, self.account(owner))

    @rule(owner=OWNERS, amount=st.integers(0, 20))
    def reserve(self, owner: str, amount: int) -> None:
        op = f"hold-{next(self.numbers)}"
        try:
            self.books.reserve(op, amount, self.account(owner))
        except BooksError:
            return
        self.holds[op] = (owner, amount)

    @precondition(lambda self: self.holds)
    @rule(data=st.data(), share=st.integers(0, 2))
    def end_hold(self, data: st.DataObject, share: int) -> None:
        op = data.draw(st.sampled_from(sorted(self.holds)))
        owner, amount = self.holds.pop(op)
        try:
            if share:
                self.books.commit(op, amount // share, self.account(owner))
                self.reference.spent_by_holds[owner] += amount // share
            else:
                self.books.release(op, self.account(owner))
        except BooksError:
            pass  # it has lapsed

    @rule(seconds=st.sampled_from([1, 60, 1000]))
    def wait(self, seconds: int) -> None:
        self.books.now += seconds

    @precondition(lambda self: not self.reference.merged)
    @rule()
    def merge(self) -> None:
        self.books.merge(f"{self.name}-guest", f"{self.name}-user")
        self.reference.merged = True

    @invariant()
    def what_is_left_follows_from_what_was_paid_and_used(self) -> None:
        for owner in {self.reference.owner(owner) for owner in ("user", "guest")}:
            book = self.books.book(self.account(owner))
            expired = sum(book.in_place(places.EXPIRED).values())
            awaited = sum(book.outstanding(lot) for lot in book.lots)
            assert book.balance - book.debt + expired - awaited == self.reference.left(owner)
            assert all(amount >= 0 for (_, place), amount in book.amounts.items() if place not in places.CONTRA)

    @invariant()
    def an_account_that_was_opened_is_at_rest(self) -> None:
        for owner in {self.reference.owner(owner) for owner in ("user", "guest")}:
            debt, pool = self.books.change(lambda _, book: (book.debt, book.pool()), self.account(owner))
            seq = self.books.book(self.account(owner)).seq
            self.books.change(lambda _session, _book: None, self.account(owner))
            assert self.books.book(self.account(owner)).seq == seq
            assert 0 in {debt, pool}

    def teardown(self) -> None:
        """When everything came back, exactly what the refunds ask for was taken."""
        if not hasattr(self, "books"):
            return
        for owner in ("user", "guest"):
            for device in ("one", "two"):
                self.books.take_back_device(self.name + device, self.account(owner))
        for op, (owner, _amount) in self.holds.items():
            self.books.release(op, self.account(owner))
        self.what_is_left_follows_from_what_was_paid_and_used()
        for source, paid in self.reference.paid.items():
            assert self.books.places(source, self.account(paid.owner)).get(places.REFUNDED, 0) == paid.target
        assert [fault for fault in self.books.faults() if self.name in fault] == []


@pytest.mark.parametrize("examples", [12, pytest.param(2000, marks=[pytest.mark.long, pytest.mark.timeout(3600)])])
def test_accounts_hold_what_arithmetic_says(database: Database, examples: int) -> None:
    numbers = itertools.count()
    machine = type("Machine", (BooksMachine,), {"database": database, "examples": numbers})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
