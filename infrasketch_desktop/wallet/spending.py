"""The four verbs of spending, each on a writing that the wallet has begun and will finish."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlite_utils import Database

from infrasketch_desktop.credits.chain import Entry, EntryKind, Link
from infrasketch_desktop.credits.lots import Lot, burn_key
from infrasketch_desktop.credits.quotes import Quote
from infrasketch_desktop.language import tr
from infrasketch_desktop.wallet import history, ledger, operations
from infrasketch_desktop.wallet.balances import MovementKind
from infrasketch_desktop.wallet.errors import NotEnoughCreditsError, OperationError
from infrasketch_desktop.wallet.ledger import Draft
from infrasketch_desktop.wallet.operations import DeliveryState, OperationState, Parcel
from infrasketch_desktop.wallet.standing import Standing

NO_LOTS: Mapping[str, int] = {}
KEPT_PART = "+part"
"""Ends the name of an operation that pays for what was delivered of another."""


@dataclass(frozen=True, slots=True)
class Reservation:
    """Credits held for one piece of work; `is_new` is False when it was reserved before (a double click)."""

    op: str
    item: str
    lots: Mapping[str, int]
    at: int
    is_new: bool = True

    @property
    def total(self) -> int:
        return sum(self.lots.values())


@dataclass(slots=True)
class Writing:
    """One transaction of the wallet: what it has written so far, and the moment in which all of it happens."""

    db: Database
    standing: Standing
    now: int
    head: Link
    entries: list[Entry] = field(default_factory=list)
    _moved: int = 0

    def append(self, draft: Draft) -> Entry:
        entry, self.head = ledger.append(self.db, self.head, draft)
        self.entries.append(entry)
        return entry

    def note(self, kind: MovementKind, title: str, amount: int, op: str | None) -> None:
        """Add a line to the history; `amount` is signed."""
        self._moved += amount
        balance = self.standing.total() + self._moved
        history.note(self.db, kind, at=self.now, title=title, amount=amount, balance=balance, op=op)


def reserve(writing: Writing, op: str, quote: Quote, owner: str, parcels: Sequence[Parcel]) -> Reservation:
    """Hold the credits of `quote` for `op`.

    Raises:
        NotEnoughCreditsError: nothing was held.
        OperationError: `op` was paid for or given up before.
    """
    before = ledger.find(writing.db, op, EntryKind.RESERVE)
    if before is not None:
        return _reserved_before(writing, before)
    holdings = writing.standing.holdings()
    lots = holdings.pick(quote.total, writing.now)
    if lots is None:
        raise _too_few(writing.standing, quote.total, holdings.spendable(writing.now))
    entry = writing.append(Draft(EntryKind.RESERVE, op, writing.now, lots, quote.item))
    operations.begin(writing.db, entry, owner, parcels)
    return Reservation(op, quote.item, entry.lots, entry.at)


def commit(writing: Writing, op: str, actual: int, sha: str, *, made: Iterable[Parcel], title: str) -> int:
    """Pay `actual` of what is held for `op`; returns what was paid. Once more changes nothing.

    Raises:
        OperationError: nothing is held for `op`, or `actual` is more than that.
    """
    paid = ledger.find(writing.db, op, EntryKind.COMMIT)
    if paid is not None:
        return paid.total
    held = _held(writing, op)
    if not 0 < actual <= held.total:
        raise OperationError(
            tr("{actual} is not between 1 and the {total} credits that were reserved.", actual=actual, total=held.total)
        )
    lots = part_of(held.lots, actual, writing.standing)
    entry = writing.append(Draft(EntryKind.COMMIT, op, writing.now, lots, held.item, sha))
    writing.note(MovementKind.SPENT, title, -entry.total, op)
    waiting = False
    for parcel in made:
        operations.put_parcel(writing.db, op, parcel)
        waiting = waiting or parcel.state is DeliveryState.MADE
    if waiting:
        operations.set_committed(writing.db, op)
    else:
        operations.end(writing.db, op)
    return entry.total


def release(writing: Writing, op: str) -> bool:
    """Give up what is held for `op`; nothing when nothing is. False when it was paid."""
    operation = operations.find(writing.db, op)
    if operation is None:
        return ledger.find(writing.db, op, EntryKind.COMMIT) is None
    if operation.state is not OperationState.RESERVED:
        return False
    writing.append(Draft(EntryKind.RELEASE, op, writing.now, NO_LOTS))
    for parcel in operations.parcels(writing.db, op):
        operations.put_parcel(writing.db, op, replace(parcel, state=DeliveryState.LOST))
    operations.end(writing.db, op)
    return True


def finish(writing: Writing, op: str, parcels: Sequence[Parcel], title: str) -> int:
    """The files of `op` are delivered or lost: what is lost is not charged; returns what is.

    A payment is undone as a whole, so the part that was delivered is paid anew, from the same lots.
    """
    paid = ledger.find(writing.db, op, EntryKind.COMMIT)
    if paid is None or operations.find(writing.db, op) is None:  # another program was faster
        return 0 if paid is None else paid.total
    for parcel in parcels:
        operations.put_parcel(writing.db, op, parcel)
    if all(parcel.state is DeliveryState.DELIVERED for parcel in parcels):
        operations.end(writing.db, op)
        return paid.total
    reverse(writing, op, title)
    kept = sum(parcel.credits for parcel in parcels if parcel.state is DeliveryState.DELIVERED)
    if kept:
        again, lots = f"{op}{KEPT_PART}", part_of(paid.lots, kept, writing.standing)
        writing.append(Draft(EntryKind.RESERVE, again, writing.now, lots, paid.item))
        writing.append(Draft(EntryKind.COMMIT, again, writing.now, lots, paid.item, paid.sha))
        writing.note(MovementKind.SPENT, title, -kept, again)
    return kept


def reverse(writing: Writing, op: str, title: str) -> int:
    """Undo the payment of `op`, which was never delivered; returns what comes back, 0 the second time.

    Raises:
        OperationError: `op` was never paid.
    """
    paid = ledger.find(writing.db, op, EntryKind.COMMIT)
    if paid is None:
        raise OperationError(tr("What was never paid cannot be given back."))
    operations.end(writing.db, op)
    if ledger.find(writing.db, op, EntryKind.REVERSAL) is not None:
        return 0
    writing.append(Draft(EntryKind.REVERSAL, op, writing.now, paid.lots))
    writing.note(MovementKind.GIVEN_BACK, title, paid.total, op)
    return paid.total


def part_of(lots: Mapping[str, int], amount: int, standing: Standing) -> dict[str, int]:
    """`amount` of the credits held, in burn order; their lots may have ended meanwhile, the work began in time."""
    known: dict[str, Lot] = {} if standing.receipt is None else {lot.g: lot for lot in standing.receipt.lots}
    order = sorted((known[g] for g in lots if g in known), key=burn_key)
    part: dict[str, int] = {}
    for g in [*(lot.g for lot in order), *sorted(g for g in lots if g not in known)]:
        taken = min(amount, lots[g])
        if taken:
            part[g] = taken
            amount -= taken
    return part


def _held(writing: Writing, op: str) -> Entry:
    entry = writing.standing.reserves.get(op)
    if entry is None:
        raise OperationError(
            tr("The credits for this work are not reserved any more."), advice=tr("Nothing was charged. Begin again.")
        )
    return entry


def _reserved_before(writing: Writing, entry: Entry) -> Reservation:
    if entry.op not in writing.standing.reserves:
        raise OperationError(tr("This work was paid for or given up before."), advice=tr("Begin a new one."))
    return Reservation(entry.op, entry.item or "", entry.lots, entry.at, is_new=False)


def _too_few(standing: Standing, required: int, remaining: int) -> NotEnoughCreditsError:
    pool = 0 if standing.receipt is None else standing.receipt.pool_hint
    if remaining + pool >= required:
        advice = tr("The account has enough: sync to bring credits to this computer.")
    else:
        advice = tr("Buy credits, or sync if you have bought some elsewhere.")
    return NotEnoughCreditsError(required, remaining, advice=advice)
