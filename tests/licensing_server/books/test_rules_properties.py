"""Random histories of one account in memory, against a ledger on paper that knows credits one by one.

The rules do no I/O, so thousands of histories cost seconds. On paper there are no places: what was paid, less what was
refunded, less what was used. Whatever the order of events, the books have to end there.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infrasketch_desktop.credits.lots import LotKind
from licensing_server.books import accounts, buckets, places, recalls, spending
from licensing_server.books.book import Book
from licensing_server.books.chain import GENESIS
from licensing_server.books.lots import Grant
from licensing_server.books.spending import Took

LOTS = ["x", "y", "z"]
DEVICES = ["one", "two"]

lots = st.sampled_from(LOTS)
devices = st.sampled_from(DEVICES)
amounts = st.integers(1, 12)
ACTIONS = st.one_of(
    st.tuples(st.just("pay"), lots, st.integers(5, 20), st.sampled_from([None, None, 40])),
    st.tuples(st.just("refund"), lots, st.sampled_from([0, 0, 3, 10, 20])),
    st.tuples(st.just("refund"), lots, st.sampled_from([0, 20])),
    st.tuples(st.just("fill"), devices, amounts),
    st.tuples(st.just("spend"), devices, st.dictionaries(lots, amounts, min_size=1, max_size=2)),
    st.tuples(st.just("spend"), devices, st.dictionaries(lots, amounts, min_size=1, max_size=2)),
    st.tuples(st.just("reverse"), st.integers(0, 3)),
    st.tuples(st.just("return"), devices, lots, amounts),
    st.tuples(st.just("reclaim"), devices),
    st.tuples(st.just("wait"), st.integers(1, 30)),
)
START = 1000


@dataclass(slots=True)
class Paper:
    """What happened, added up."""

    paid: dict[str, int] = field(default_factory=dict)
    targets: dict[str, int] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=dict)

    @property
    def left(self) -> int:
        return sum(self.paid.values()) - sum(self.targets.values()) - sum(self.used.values())


class Account:
    """The real rules on a book in memory, settled after each action as a verb does it."""

    def __init__(self) -> None:
        self.book = Book("account", START, 0, GENESIS)
        self.paper = Paper()
        self.work: list[tuple[str, str, Took]] = []

    def do(self, action: tuple[object, ...]) -> None:
        accounts.settle(self.book)
        getattr(self, f"do_{action[0]}")(*action[1:])
        accounts.settle(self.book)

    def do_pay(self, lot: str, credits_paid: int, lifetime: int | None) -> None:
        if lot in self.book.lots:
            return
        now = self.book.now
        kind = LotKind.PACK if lifetime is None else LotKind.PLAN
        expires = None if lifetime is None else now + lifetime
        self.book.add_lot(Grant(lot, "paid", lot, kind, credits_paid, True, now, expires, 0, now))
        self.book.step("grant", lot).move(lot, places.ISSUED, places.POOL, credits_paid)
        self.paper.paid[lot] = credits_paid

    def do_refund(self, lot: str, target: int) -> None:
        if lot in self.book.lots:
            self.paper.targets[lot] = min(target, self.paper.paid[lot])
            self.book.set_target(lot, self.paper.targets[lot])
            recalls.settle(self.book, lot)

    def do_fill(self, device: str, amount: int) -> None:
        buckets.top_up(self.book, device, amount, len(self.book.moves))

    def do_spend(self, device: str, named: dict[str, int]) -> None:
        op = f"op{len(self.work)}"
        took = spending.consume(spending.commit_event(self.book, op, None), device, named, self.book.now)
        self.work.append((op, device, took))
        self.paper.used[op] = sum(named.values())

    def do_reverse(self, number: int) -> None:
        done = [work for work in self.work if work[0] in self.paper.used]
        if done:
            op, device, took = done[number % len(done)]
            spending.reverse(spending.reversal_event(self.book, op, None), device, took)
            del self.paper.used[op]

    def do_return(self, device: str, lot: str, amount: int) -> None:
        buckets.take_return(self.book, device, f"return{len(self.book.moves)}", {lot: amount})

    def do_reclaim(self, device: str) -> None:
        buckets.reclaim(self.book, [device])

    def do_wait(self, seconds: int) -> None:
        self.book.now += seconds

    def check(self) -> None:
        book = self.book
        assert all(amount >= 0 for (_, place), amount in book.amounts.items() if place not in places.CONTRA)
        assert all(sum(amount for (lot, _), amount in book.amounts.items() if lot == each) == 0 for each in book.lots)
        expired = sum(book.in_place(places.EXPIRED).values())
        awaited = sum(book.outstanding(lot) for lot in book.lots)
        assert book.balance - book.debt + expired - awaited == self.paper.left
        used = sum(amount for (_, place), amount in book.amounts.items() if places.is_use(place))
        assert used == sum(self.paper.used.values())
        assert not book.debt or not book.pool()
        for lot in book.lots:
            assert book.get(lot, places.REFUNDED) <= self.paper.targets.get(lot, 0)

    def at_rest(self) -> None:
        moves = len(self.book.moves)
        accounts.settle(self.book)
        assert len(self.book.moves) == moves


def everything_comes_back(account: Account) -> None:
    for device in DEVICES:
        account.do(("reclaim", device))
    account.check()
    for lot in account.book.lots:
        assert account.book.get(lot, places.REFUNDED) == account.paper.targets.get(lot, 0)


@pytest.mark.parametrize("examples", [600, pytest.param(50_000, marks=[pytest.mark.long, pytest.mark.timeout(3600)])])
def test_what_is_left_follows_from_what_was_paid_refunded_and_used(examples: int) -> None:
    @settings(max_examples=examples)
    @given(st.lists(ACTIONS, min_size=5, max_size=30))
    def live(actions: list[tuple[object, ...]]) -> None:
        account = Account()
        account.do(("pay", "x", 20, None))
        account.do(("fill", "one", 10))
        for action in actions:
            account.do(action)
            account.check()
            account.at_rest()
        everything_comes_back(account)

    live()


def standing(account: Account) -> tuple[int, int, dict[str, int]]:
    """What the owner feels: the balance, the debt, and what was taken back of each lot."""
    return account.book.balance, account.book.debt, account.book.in_place(places.REFUNDED)


@given(st.lists(ACTIONS.filter(lambda action: action[0] != "wait"), max_size=20), lots, st.lists(st.integers(0, 20)))
def test_a_refund_that_is_undone_leaves_the_account_as_if_it_had_never_been(
    actions: list[tuple[object, ...]], lot: str, targets: list[int]
) -> None:
    """Nothing else happens meanwhile. Which lot covers a use of no lot may have changed, the sums have not."""
    account = Account()
    account.do(("pay", lot, 15, None))
    for action in actions:
        account.do(action)
    everything_comes_back(account)
    before = standing(account)
    undone = account.paper.targets.get(lot, 0)
    for between in targets:
        account.do(("refund", lot, between))
    account.do(("refund", lot, undone))
    assert standing(account) == before
