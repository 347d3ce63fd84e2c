"""Issues lots of credits, each source once."""

from __future__ import annotations

from sqlalchemy.orm import Session

from infrasketch_desktop.credits.lots import LotKind
from licensing_server.books import accounts, places
from licensing_server.books.book import Book, Reason
from licensing_server.books.errors import GrantConflictError
from licensing_server.books.lots import Grant, lot_id


def issue(
    session: Session,
    *,
    account_id: str,
    source: str,
    source_id: str,
    kind: LotKind,
    credits: int,  # noqa: A002 - what the domain calls them
    paid: bool,
    effective_at: int,
    expires_at: int | None,
    now: int,
) -> Grant:
    """Give an account a lot of `credits`; the same source again changes nothing and answers the same lot.

    Debt is covered first, as a movement of its own.

    Raises:
        GrantConflictError: the source was granted with another number of credits.
        UnknownAccountError: there is no such account.
        sqlalchemy.exc.IntegrityError: the source was granted to another account; nothing is booked.
    """
    grant = Grant(lot_id(source, source_id), source, source_id, kind, credits, paid, effective_at, expires_at, 0, now)
    with accounts.opened(session, account_id, now) as book:
        known = book.lots.get(grant.id)
        if known is None:
            _add(book, grant)
        elif known.credits != credits:
            raise GrantConflictError(f"{source} {source_id} was granted with {known.credits} credits, not {credits}.")
    return known or grant


def _add(book: Book, grant: Grant) -> None:
    book.add_lot(grant)
    event = book.event(Reason.GRANT, f"{grant.source}/{grant.source_id}", grant.source_id, grant.source)
    event.move(grant.id, places.ISSUED, places.POOL, grant.credits)
