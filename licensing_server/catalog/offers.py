"""Which prices were offered: versions never fall, and one version has one content."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from licensing_server.database import Database
from licensing_server.errors import ConfigurationError
from licensing_server.models.catalog import OfferedPrices
from licensing_server.price_book import PriceBook


def offer(database: Database, book: PriceBook, now: int) -> int:
    """Note that `book` is offered from now on, unless it is already; returns since when, in seconds UTC.

    Raises:
        ConfigurationError: a newer version was offered before, or this version with other prices.
    """
    try:
        return database.run(lambda session: _offer(session, book, now))
    except IntegrityError:  # another process noted it at the same moment
        return database.run(lambda session: _offer(session, book, now))


def offered_since(session: Session, book: PriceBook) -> int | None:
    """Since when this version is offered; None when no server has noted it yet."""
    return session.scalar(select(OfferedPrices.offered_at).where(OfferedPrices.version == book.prices.version))


def _offer(session: Session, book: PriceBook, now: int) -> int:
    newest = session.scalar(select(func.max(OfferedPrices.version))) or 0
    version = book.prices.version
    if version < newest:
        raise ConfigurationError(
            f"Version {newest} of the prices was offered before, so version {version} is too old: devices would refuse "
            f"it. To go back to old prices, offer them as version {newest + 1}."
        )
    known = session.get(OfferedPrices, version)
    if known is None:
        session.add(OfferedPrices(version=version, content=book.text, offered_at=now))
        return now
    if known.content != book.text:
        raise ConfigurationError(
            f"Version {version} of the prices was offered with other content. Give the new ones version {version + 1}."
        )
    return known.offered_at
