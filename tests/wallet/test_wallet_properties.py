"""Random lives of a wallet: the invariants C1 to C6, X1 and X3 of credits.md hold after every step."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from infrasketch_desktop.credits.chain import Entry, EntryKind, read_entry
from infrasketch_desktop.credits.lots import LotKind
from infrasketch_desktop.wallet.delivery import Work, deliver
from infrasketch_desktop.wallet.errors import (
    DeliveryError,
    LeaseOverError,
    NotEnoughCreditsError,
    OperationError,
    StaleRequestError,
)
from infrasketch_desktop.wallet.files import MARK
from infrasketch_desktop.wallet.sync import accept, build_request
from infrasketch_desktop.wallet.wallet import Wallet
from tests.wallet.desks import DEVICE_KEY, PNG, SHA, Desk, picture, price
from tests.wallet.model_server import LEASE, START_TIME, YEAR

MEMORY = Path("/dev/shm")
DAY = 24 * 3600
LOTS = {
    "plan": (LotKind.PLAN, START_TIME + 3 * DAY),
    "bonus": (LotKind.BONUS, None),
    "pack": (LotKind.PACK, None),
}


def fails(_: Path) -> None:
    raise RuntimeError("no picture")


class WalletLife(RuleBasedStateMachine):
    """One device and its server; the network loses and delays answers, the clock goes both ways, the program ends."""

    operations = Bundle("operations")
    answers = Bundle("answers")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None, prefix="infrasketch-test-"))
        self.desk = Desk(self.folder / "wallet")
        self.wallet: Wallet = self.desk.open()
        self.number = 0
        self.delivered: set[Path] = set()
        self.was_turned = False

    @initialize()
    def meet(self) -> None:
        self.desk.server.grant("bonus", 10, LotKind.BONUS)
        self.desk.sync(self.wallet)

    def teardown(self) -> None:
        """In quiet, both sides agree, and every payment was counted once (X1); nothing looked like a fork (X3)."""
        try:
            self.restart()
            self.desk.clock = max(self.desk.clock, self.desk.server.now)
            for _ in range(3):
                self.desk.sync(self.wallet)
            holdings = {lot.g: lot.remaining for lot in self.wallet.balance().lots}
            buckets = {g: lot.bucket for g, lot in self.desk.server.lots.items() if lot.bucket}
            assert holdings == buckets
            paid = {op for op, kind in self.desk.server.counted if kind is EntryKind.COMMIT}
            assert paid == {entry.op for entry in self.entries() if entry.kind is EntryKind.COMMIT}
            assert self.desk.server.forks == self.desk.server.debt == 0
        finally:
            self.wallet.close()
            shutil.rmtree(self.folder)

    @rule(g=st.sampled_from(sorted(LOTS)), amount=st.integers(1, 20))
    def grant(self, g: str, amount: int) -> None:
        kind, exp = LOTS[g]
        self.desk.server.grant(g, amount, kind, exp=exp)

    @rule(amount=st.integers(1, 10))
    def recall(self, amount: int) -> None:
        if "pack" in self.desk.server.lots:
            self.desk.server.recall("pack", amount)

    @rule(target=operations, amount=st.integers(1, 12))
    def reserve(self, amount: int) -> object:
        op = f"op{self.number}"
        self.number += 1
        try:
            reservation = self.wallet.reserve(op, price(amount))
        except (NotEnoughCreditsError, LeaseOverError):
            return multiple()
        self.check_time(reservation.lots)
        return op

    def check_time(self, lots: Mapping[str, int]) -> None:
        """C6, whatever the clock shows: by the later of the server's time and the honest clock."""
        with self.wallet.looking() as standing:
            receipt = standing.receipt
        assert receipt is not None
        now = receipt.srv_time if self.was_turned else max(receipt.srv_time, self.desk.clock)
        assert now < receipt.lease_until
        assert all(lot.usable_at(now) for lot in receipt.lots if lot.g in lots)

    @rule(op=consumes(operations), share=st.integers(1, 12), undo=st.booleans())
    def commit(self, op: str, share: int, undo: bool) -> None:
        try:
            self.wallet.commit(op, share, SHA)
        except OperationError:  # more than was reserved, or given up by a restart
            return
        if undo:
            self.wallet.reverse(op)

    @rule(op=consumes(operations))
    def release(self, op: str) -> None:
        self.wallet.release(op)

    @rule(broken=st.lists(st.booleans(), min_size=1, max_size=3))
    def deliver(self, broken: list[bool]) -> None:
        self.number += 1
        targets = [self.folder / f"{self.number}-{place}.png" for place in range(len(broken))]
        works = [
            Work(target, fails, PNG) if is_broken else picture(target)
            for target, is_broken in zip(targets, broken, strict=True)
        ]
        before = self.wallet.balance().total
        try:
            delivered = deliver(self.wallet, price(len(works)), works)
        except (NotEnoughCreditsError, LeaseOverError, DeliveryError):
            assert self.wallet.balance().total == before
            return
        assert before - self.wallet.balance().total == delivered.charged == len(delivered.files) == broken.count(False)
        self.delivered.update(delivered.files)

    @rule()
    def sync(self) -> None:
        self.desk.sync(self.wallet)

    @rule(target=answers)
    def ask(self) -> str:
        return self.desk.server.sync(build_request(self.wallet, DEVICE_KEY, "1.x"))

    @rule(answer=answers)
    def hear(self, answer: str) -> None:
        """Late, or for the second time."""
        with suppress(StaleRequestError):  # its question was answered by another receipt
            accept(self.wallet, answer)

    @rule(seconds=st.sampled_from([-10 * YEAR, -DAY, -60, 60, DAY, 3 * DAY, LEASE]))
    def turn_clock(self, seconds: int) -> None:
        self.was_turned = True
        self.desk.clock = max(0, self.desk.clock + seconds)

    @rule(seconds=st.sampled_from([1, 3600, DAY, LEASE - DAY, LEASE]))
    def let_time_pass(self, seconds: int) -> None:
        self.desk.server.now += seconds
        self.desk.clock += seconds

    @rule()
    def restart(self) -> None:
        """The program ends in the middle of whatever is open."""
        self.wallet.close()
        self.wallet = self.desk.open()

    def entries(self) -> list[Entry]:
        with self.wallet.looking():
            rows = self.wallet._db.execute("select body from entries order by epoch, seq").fetchall()
        return [read_entry(body) for (body,) in rows]

    @invariant()
    def adds_up(self) -> None:
        """C1, C2, C5: the chain recomputes, nothing is below 0, no more can be spent here than is set aside there."""
        assert self.wallet.verify() == []
        balance = self.wallet.balance()
        buckets = {g: lot.bucket for g, lot in self.desk.server.lots.items()}
        assert all(0 <= lot.remaining <= buckets[lot.g] for lot in balance.lots)
        assert balance.spendable <= sum(buckets.values())
        history = self.wallet.history(500)
        assert all(one.balance_after - one.amount == before.balance_after for one, before in pairwise(history))
        assert not history or history[0].balance_after == balance.total

    @invariant()
    def ends_once(self) -> None:
        """C3: each RESERVE ends at most once, and is never paid with more than was held."""
        held = {entry.op: entry.total for entry in self.entries() if entry.kind is EntryKind.RESERVE}
        ends = [entry for entry in self.entries() if entry.kind in (EntryKind.COMMIT, EntryKind.RELEASE)]
        assert all(count == 1 for count in Counter(entry.op for entry in ends).values())
        assert all(entry.total <= held[entry.op] for entry in ends)

    @invariant()
    def is_paid_if_and_only_if_delivered(self) -> None:
        """C4, and nothing lies about."""
        assert {path for path in self.folder.glob("*.png") if MARK not in path.name} == self.delivered
        assert list(self.folder.glob(f".*{MARK}*")) == []


class TestEveryday(WalletLife.TestCase):
    settings = settings(max_examples=20, stateful_step_count=20)


@pytest.mark.long
@pytest.mark.timeout(1800)
class TestLong(WalletLife.TestCase):
    settings = settings(max_examples=300, stateful_step_count=60)
