"""Follows the transfers of one account from the first, and finds out what follows from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import RowMapping

from licensing_server.books import places
from licensing_server.books.book import Reason
from licensing_server.books.chain import GENESIS, transfer_hash

USES = frozenset({Reason.SPEND, Reason.REVERSE, Reason.MERGE})
"""Everything else may move which lot covers a use, or whether it is owed; the sum stays."""

DeviceTotals = Counter[tuple[str, str, str]]
"""Credits by device, lot, and which total (`allot`, `ret` or `cons`)."""


@dataclass(slots=True)
class Replay:
    """An account as its transfers make it. `totals` collects those of devices, over all accounts they belonged to."""

    totals: DeviceTotals
    seq: int = 0
    head: str = GENESIS
    balance: int = 0
    debt: int = 0
    used: int = 0
    amounts: Counter[tuple[str, str]] = field(default_factory=Counter)
    _settled: tuple[int, int, int] = (0, 0, 0)

    def follow(self, row: RowMapping) -> Iterator[str]:
        """Book one transfer; says what is wrong with it."""
        name = f"transfer {row['seq']}"
        if row["seq"] != self.seq + 1:
            yield f"{name} follows transfer {self.seq}; what was between them is missing"
        if transfer_hash(self.head, row) != row["hash"]:
            yield f"{name} was changed, or one before it: its hash does not match"
        self.seq, self.head = row["seq"], row["hash"]
        yield from (f"{name} {fault}" for fault in self._book(row))

    def _book(self, row: RowMapping) -> Iterator[str]:
        lot, source, target, amount = row["lot"], row["source"], row["target"], row["amount"]
        if not _may_move(lot, source, target):
            yield f"moves “{lot}” from “{source}” to “{target}”, which nothing may"
        self.amounts[lot, source] -= amount
        self.amounts[lot, target] += amount
        if source not in places.CONTRA and self.amounts[lot, source] < 0:
            yield f"takes more of “{lot}” from “{source}” than was there"
        self.balance += amount * (places.is_credit(target) - places.is_credit(source))
        self.debt += amount * ((target == places.DEBT) - (source == places.DEBT))
        self.used += amount * (places.is_use(target) - places.is_use(source))
        if (row["balance"], row["debt"]) != (self.balance, self.debt):
            yield f"states the balance {row['balance']} and the debt {row['debt']} instead of {self.balance, self.debt}"
        yield from self._end_event(row)
        if row["reason"] != Reason.MERGE:
            self._count_device(lot, source, target, amount)

    def _end_event(self, row: RowMapping) -> Iterator[str]:
        if row["balance_change"] is None:
            return
        change = self.balance - self._settled[0], self.debt - self._settled[1]
        if (row["balance_change"], row["debt_change"]) != change:
            yield f"states that its event changed {row['balance_change'], row['debt_change']} instead of {change}"
        if self.used != self._settled[2] and row["reason"] not in USES:
            yield f"ends an event that changed what was used from {self._settled[2]} to {self.used}"
        self._settled = self.balance, self.debt, self.used

    def _count_device(self, lot: str, source: str, target: str, amount: int) -> None:
        if target.startswith(places.DEVICE_PREFIX):
            self.totals[target.removeprefix(places.DEVICE_PREFIX), lot, "allot"] += amount
        if source.startswith(places.DEVICE_PREFIX):
            which = "cons" if target == places.CONSUMED else "ret"
            self.totals[source.removeprefix(places.DEVICE_PREFIX), lot, which] += amount


def _may_move(lot: str, source: str, target: str) -> bool:
    """Debt moves between its own two places; credits belong to a lot and never move there."""
    if places.OWED in {source, target} or places.DEBT in {source, target}:
        return {source, target} == {places.OWED, places.DEBT}
    return source != target and lot != places.NO_LOT
