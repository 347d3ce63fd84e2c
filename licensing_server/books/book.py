"""One account, locked and loaded: its lots and balances in memory, and the transfers that change them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from infrasketch_desktop.credits.lots import burn_key
from licensing_server.books import places
from licensing_server.books.errors import BooksFaultError
from licensing_server.books.lots import Grant


class Reason(StrEnum):
    """Why credits moved, as the history names it."""

    GRANT = "grant"
    REPAY = "repay"
    REFUND = "refund"
    RESTORE = "restore"
    EXPIRE = "expire"
    TOP_UP = "top_up"
    RETURN = "return"
    RECLAIM = "reclaim"
    SPEND = "spend"
    REVERSE = "reverse"
    HOLD = "hold"
    UNHOLD = "unhold"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class Move:
    """A transfer that waits to be written; `balance` and `debt` are the account's after it."""

    event: Event
    lot: str
    source: str
    target: str
    amount: int
    balance: int
    debt: int


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """Transfers that belong together and make one line of the history.

    `key` is unique for ever and names what happened, so that the database itself refuses the second time; `ref` is the
    operation, source or device it is about; `item` is what was paid for.
    """

    book: Book = field(repr=False)
    reason: Reason
    key: str
    ref: str
    item: str | None = None

    def move(self, lot: str, source: str, target: str, amount: int) -> None:
        """Move `amount` credits; nothing happens for 0.

        Raises:
            BooksFaultError: they are not there.
        """
        if amount:
            self.book.apply(self, lot, source, target, amount)


@dataclass(slots=True)
class Totals:
    """How much the totals of one lot on one device have grown."""

    allot: int = 0
    ret: int = 0
    cons: int = 0


@dataclass(slots=True)
class Book:
    """What an account has and where. Verbs read it, decide and move; the store writes what moved, once, at the end.

    `seq` and `head` are the end of the chain that is stored already.
    """

    account_id: str
    now: int
    seq: int
    head: str
    lots: dict[str, Grant] = field(default_factory=dict)
    amounts: dict[tuple[str, str], int] = field(default_factory=dict)
    moves: list[Move] = field(default_factory=list)
    touched: set[tuple[str, str]] = field(default_factory=set)
    totals: dict[tuple[str, str], Totals] = field(default_factory=dict)
    new_lots: list[str] = field(default_factory=list)
    new_targets: set[str] = field(default_factory=set)
    balance: int = 0
    debt: int = 0

    def __post_init__(self) -> None:
        for (_lot, place), amount in self.amounts.items():
            self._count(place, amount)

    def get(self, lot: str, place: str) -> int:
        return self.amounts.get((lot, place), 0)

    def in_place(self, place: str) -> dict[str, int]:
        """Credits by lot in one place."""
        return {lot: amount for (lot, where), amount in self.amounts.items() if where == place and amount}

    def places_of(self, lot: str) -> dict[str, int]:
        """Credits of one lot by place."""
        return {place: amount for (other, place), amount in self.amounts.items() if other == lot and amount}

    def outstanding(self, lot: str) -> int:
        """How many credits of the lot are still to be taken back; while there are any, the lot is frozen."""
        grant = self.lots.get(lot)
        return 0 if grant is None else max(0, grant.refund_target - self.get(lot, places.REFUNDED))

    def pooled(self) -> Iterator[tuple[str, int]]:
        """The lots of the pool that may be spent now, in burn order, with their credits."""
        there = self.in_place(places.POOL)
        usable = (grant for lot in there if (grant := self.lots[lot]).usable_at(self.now) and not self.outstanding(lot))
        return ((grant.id, there[grant.id]) for grant in sorted(usable, key=burn_key))

    def pool(self) -> int:
        """Credits of the pool that may be spent now."""
        return sum(amount for _lot, amount in self.pooled())

    def event(self, reason: Reason, what: str, ref: str, item: str | None = None) -> Event:
        """An event that happens once: `what` names it among those of its reason and account."""
        return Event(self, reason, f"{self.account_id}/{reason}/{what}", ref, item)

    def step(self, reason: Reason, ref: str) -> Event:
        """An event that follows from the state and may happen again; its place in the chain is its name."""
        return self.event(reason, f"@{self.seq + len(self.moves) + 1}", ref)

    def apply(self, event: Event, lot: str, source: str, target: str, amount: int) -> None:
        if amount < 0 or (source not in places.CONTRA and self.get(lot, source) < amount):
            raise BooksFaultError(f"{amount} credits of “{lot}” cannot leave “{source}” of account {self.account_id}.")
        for place, change in ((source, -amount), (target, amount)):
            self.amounts[lot, place] = self.get(lot, place) + change
            self.touched.add((lot, place))
            self._count(place, change)
        if event.reason is not Reason.MERGE:
            self._count_device(lot, source, target, amount)
        self.moves.append(Move(event, lot, source, target, amount, self.balance, self.debt))

    def add_lot(self, grant: Grant) -> None:
        self.lots[grant.id] = grant
        self.new_lots.append(grant.id)

    def set_target(self, lot: str, target: int) -> None:
        self.lots[lot] = replace(self.lots[lot], refund_target=target)
        self.new_targets.add(lot)

    def _count(self, place: str, change: int) -> None:
        if places.is_credit(place):
            self.balance += change
        elif place == places.DEBT:
            self.debt += change

    def _count_device(self, lot: str, source: str, target: str, amount: int) -> None:
        if target.startswith(places.DEVICE_PREFIX):
            self._totals(lot, target).allot += amount
        if source.startswith(places.DEVICE_PREFIX):
            totals = self._totals(lot, source)
            if target == places.CONSUMED:
                totals.cons += amount
            else:
                totals.ret += amount

    def _totals(self, lot: str, place: str) -> Totals:
        return self.totals.setdefault((place.removeprefix(places.DEVICE_PREFIX), lot), Totals())
