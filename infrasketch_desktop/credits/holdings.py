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


def hold(lots: tuple[Lot, ...], lease_until: int, later: Iterable[Entry], open_reserves: Iterable[Entry]) -> Holdings:
    """The holdings after `later`, the entries of this epoch that the receipt does not confirm yet.

    `open_reserves` are the reservations that have not ended, wherever they stand. A REVERSAL counts only where its
    COMMIT is among `later` too: otherwise the server has counted the COMMIT, perhaps against other lots, and gives back
    what it took with the next receipt.
    """
    spent: Counter[str] = Counter()
    committed: dict[str, Mapping[str, int]] = {}
    for entry in later:
        if entry.kind in (EntryKind.COMMIT, EntryKind.RETURN):
            spent.update(entry.lots)
            committed[entry.op] = entry.lots
        elif entry.kind is EntryKind.REVERSAL and entry.op in committed:
            spent.subtract(committed.pop(entry.op))
    reserved: Counter[str] = Counter()
    for entry in open_reserves:
        reserved.update(entry.lots)
    remaining = {lot.g: max(0, lot.bucket - spent[lot.g] - reserved[lot.g]) for lot in lots}
    return Holdings(lots, MappingProxyType(remaining), reserved.total(), lease_until)
