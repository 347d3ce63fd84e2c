"""Debt: use that no lot covers. Whatever reaches the pool covers it first.

A debt is named by the refunded lot it came from, or by no lot when more was used than the account ever had. Covering it
keeps the name (`repaid:<lot>`), so that `release` can undo it when the refund is undone or the use turns out not to
have happened: what is still owed is forgiven, what was covered goes back to the pool of the lot that covered it.
"""

from __future__ import annotations

from infrasketch_desktop.credits.lots import burn_key
from licensing_server.books import places
from licensing_server.books.book import Book, Event, Reason


def incur(event: Event, name: str, amount: int) -> None:
    event.move(name, places.OWED, places.DEBT, amount)


def cover(book: Book) -> None:
    """Cover debts from the pool, in burn order, each lot as a line of its own."""
    if not book.debt:
        return
    for lot, there in list(book.pooled()):
        _cover_from(book.step(Reason.REPAY, lot), lot, there)


def _cover_from(event: Event, lot: str, credits_left: int) -> None:
    for name, owed in sorted(event.book.in_place(places.DEBT).items()):
        part = min(credits_left, owed)
        event.move(lot, places.POOL, places.repaid(name), part)
        event.move(name, places.DEBT, places.OWED, part)
        credits_left -= part


def release(event: Event, name: str, amount: int) -> int:
    """Undo up to `amount` of the debt called `name`: first what is owed, then what was covered, last covered first.

    Returns how much there was.
    """
    book = event.book
    owed = min(amount, book.get(name, places.DEBT))
    event.move(name, places.DEBT, places.OWED, owed)
    left = amount - owed
    place = places.repaid(name)
    for lot in sorted(book.in_place(place), key=lambda lot: burn_key(book.lots[lot]), reverse=True):
        part = min(left, book.get(lot, place))
        event.move(lot, place, places.POOL, part)
        left -= part
    return amount - left


def caused_by(book: Book, name: str) -> int:
    """What is owed or was covered under this name."""
    return book.get(name, places.DEBT) + sum(book.in_place(places.repaid(name)).values())
