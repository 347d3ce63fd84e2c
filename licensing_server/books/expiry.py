"""The end of lots with a lifetime."""

from __future__ import annotations

from licensing_server.books import places
from licensing_server.books.book import Book, Reason


def expire(book: Book, place: str = places.POOL) -> None:
    """Book what lies in `place` beyond its lifetime as expired.

    A device's own place may be named only once everything it did is counted: it spends in time and reports later.
    """
    for lot, amount in book.in_place(place).items():
        if book.lots[lot].expired_at(book.now):
            book.step(Reason.EXPIRE, lot).move(lot, place, places.EXPIRED, amount)
