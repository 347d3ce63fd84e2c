"""Opens an account for a verb: locked, brought up to date, and written when the verb is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from licensing_server.books import debts, expiry, lapses, recalls
from licensing_server.books.book import Book
from licensing_server.books.store import load_book, write_book


@contextmanager
def opened(session: Session, account_id: str, now: int) -> Iterator[Book]:
    """The book of an account (of its heir, when it was merged), in the caller's transaction.

    Late holds lapse and lots expire before the verb sees them. What the verb moved is settled afterwards: refunds take
    what came back, debts are covered, and everything is written. An exception writes nothing.

    Raises:
        UnknownAccountError: there is no such account.
    """
    book = load_book(session, account_id, now)
    lapses.lapse(session, book)
    settle(book)
    yield book
    settle(book)
    write_book(session, book)


def settle(book: Book) -> None:
    """Bring the account to rest; at rest it changes nothing."""
    expiry.expire(book)
    recalls.settle_all(book)
    debts.cover(book)
