"""What may be spent here and now: the totals of the receipt, less what happened on this device since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from infrasketch_desktop.credits.chain import Entry, EntryKind
from infrasketch_desktop.credits.lots import Lot, pick


@dataclass(frozen=True, slots=True)
class Holdings:
    """Credits by lot, at one moment of the ledger.

    `remaining` is never below 0; `reserved` is what open reservations hold.
    """

    lots: tuple[Lot, ...]
    remaining: Mapping[str, int]
    reserved: int
    lease_until: int

    def spendable(self, now: int) -> int:
        """How many credits may be spent at `now`; nothing after the lease."""
        if now >= self.lease_until:
            return 0
        return sum(self.remaining.get(lot.g, 0) for lot in self.lots if lot.usable_at(now))

    def pick(self, amount: int, now: int) -> dict[str, int] | None:
        """Amounts by lot that make up `amount`, in burn order; None when they do not reach."""
        if self.spendable(now) < amount:
            return None
        return pick(self.lots, self.remaining, amount, now)


NOTHING = Holdings((), MappingProxyType({}), 0, 0)
"""Before the first receipt."""


class Tally:
    """Adds up the entries of this epoch that the receipt does not confirm yet, one by one as they are written.

    A REVERSAL gives back at once only where its COMMIT was added too: otherwise the server has counted the COMMIT,
    perhaps against other lots, and gives back what it took with the next receipt.
    """

    def __init__(self) -> None:
        self._spent: Counter[str] = Counter()
        self._committed: dict[str, Mapping[str, int]] = {}
        self._returned: Counter[str] = Counter()
        self.awaited = 0
        """Credits of reversals that come back with the next receipt."""

    def add(self, entry: Entry) -> None:
        if entry.kind is EntryKind.COMMIT:
            self._spent.update(entry.lots)
            self._committed[entry.op] = entry.lots
        elif entry.kind is EntryKind.RETURN:
            self._spent.update(entry.lots)
            self._returned.update(entry.lots)
        elif entry.kind is EntryKind.REVERSAL and entry.op in self._committed:
            self._spent.subtract(self._committed.pop(entry.op))
        elif entry.kind is EntryKind.REVERSAL:
            self.awaited += entry.total

    @property
    def returns(self) -> int:
        """What was handed back in all, and is not confirmed yet."""
        return self._returned.total()

    def returned(self, g: str) -> int:
        """What was handed back of a lot, and is not confirmed yet."""
        return self._returned[g]

    def holdings(self, lots: tuple[Lot, ...], lease_until: int, open_reserves: Iterable[Entry]) -> Holdings:
        """The holdings now; `open_reserves` are the reservations that have not ended, wherever they stand."""
        reserved: Counter[str] = Counter()
        for entry in open_reserves:
            reserved.update(entry.lots)
        remaining = {lot.g: max(0, lot.bucket - self._spent[lot.g] - reserved[lot.g]) for lot in lots}
        return Holdings(lots, MappingProxyType(remaining), reserved.total(), lease_until)


def hold(lots: tuple[Lot, ...], lease_until: int, later: Iterable[Entry], open_reserves: Iterable[Entry]) -> Holdings:
    """The holdings after `later`, the entries of this epoch that the receipt does not confirm yet (see `Tally`)."""
    tally = Tally()
    for entry in later:
        tally.add(entry)
    return tally.holdings(lots, lease_until, open_reserves)
