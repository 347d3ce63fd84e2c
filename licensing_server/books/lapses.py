"""Reservations on the server that nobody ended in time."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from licensing_server.books import places
from licensing_server.books.book import Book, Reason
from licensing_server.models import money


def lapse(session: Session, book: Book) -> None:
    """Release the holds of the account whose time is over; asks the database only when there are holds."""
    if not any(place.startswith(places.HELD_PREFIX) and amount for (_, place), amount in book.amounts.items()):
        return
    late = (
        money.Hold.account_id == book.account_id,
        money.Hold.state == "open",
        money.Hold.expires_at <= book.now,
    )
    for op in session.scalars(select(money.Hold.op).where(*late).order_by(money.Hold.op)):
        release(book, op)
    session.execute(update(money.Hold).where(*late).values(state="lapsed", ended_at=book.now))


def release(book: Book, op: str) -> None:
    """Put what a hold still has back into the pool."""
    event = book.event(Reason.UNHOLD, f"hold/{op}", op)
    for lot, amount in sorted(book.in_place(places.held(op)).items()):
        event.move(lot, places.held(op), places.POOL, amount)
