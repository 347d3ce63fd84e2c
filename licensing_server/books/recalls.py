"""Brings each lot to its refund target, as far as the state allows; asked again, it changes nothing.

Taken back, in this order: what lies in the pool; what expired unused; and when what devices and holds still have can
no longer reach the target, what was used, which becomes debt. What devices have is waited for: their receipts recall
it, and until it came back (or was used on the way) the lot is frozen. The sum alone decides: the same target twice is
once.

A lower target gives back exactly what was taken, in reverse:
- First what had been used, that is the debt called after the lot. What is still owed is forgiven; what another lot has
  covered meanwhile (`repaid:<lot>`) goes back to the pool of that lot. Either way the use counts against this lot again
  (`refunded` -> `consumed`), as if there had been no refund.
- Then the rest returns to the pool, where it expires at once if its time is over.

What the lot had covered for others (`repaid:<other>`) keeps the name of the other when it is taken, since only the
other's refund or reversal can undo it. When it is given back, it therefore returns to the pool of this lot: the same
number of credits, though the lot that stepped in meanwhile goes on covering.
"""

from __future__ import annotations

from licensing_server.books import debts, places
from licensing_server.books.book import Book, Event, Reason


def settle(book: Book, lot: str) -> None:
    """Move `lot` towards its target."""
    target, taken = book.lots[lot].refund_target, book.get(lot, places.REFUNDED)
    if target > taken:
        _take(book.step(Reason.REFUND, lot), lot, target - taken)
    elif target < taken:
        _give_back(book.step(Reason.RESTORE, lot), lot, taken - target)


def settle_all(book: Book) -> None:
    for lot in sorted(lot for lot in book.lots if book.outstanding(lot)):
        settle(book, lot)


def recalled(book: Book, lot: str, device_id: str) -> int:
    """How many credits of the lot the device is asked to return.

    Each device is asked for as much as it has: which of them comes first is unknown, and what is too much returns to
    the pool.
    """
    return min(book.outstanding(lot), book.get(lot, places.device(device_id)))


def _take(event: Event, lot: str, missing: int) -> None:
    book = event.book
    for place in (places.POOL, places.EXPIRED):
        part = min(missing, book.get(lot, place))
        event.move(lot, place, places.REFUNDED, part)
        missing -= part
    waiting = sum(amount for place, amount in book.places_of(lot).items() if places.is_waiting(place))
    _take_used(event, lot, missing - waiting)


def _take_used(event: Event, lot: str, missing: int) -> None:
    """Use stays use: what this lot no longer covers is owed, under the name it was used for."""
    for place, amount in sorted(event.book.places_of(lot).items()):
        covers_debt = place.startswith(places.REPAID_PREFIX)
        if missing > 0 and (covers_debt or place == places.CONSUMED):
            part = min(missing, amount)
            event.move(lot, place, places.REFUNDED, part)
            debts.incur(event, place.removeprefix(places.REPAID_PREFIX) if covers_debt else lot, part)
            missing -= part


def _give_back(event: Event, lot: str, amount: int) -> None:
    used = debts.release(event, lot, min(amount, debts.caused_by(event.book, lot)))
    event.move(lot, places.REFUNDED, places.CONSUMED, used)
    event.move(lot, places.REFUNDED, places.POOL, amount - used)
