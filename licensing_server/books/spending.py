"""Work that was paid for on a device, and work that was paid for and never delivered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from licensing_server.books import debts, places
from licensing_server.books.book import Book, Event, Reason

Amounts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Took:
    """From where a piece of work was paid: the bucket of the device, lots that had expired on it, the pool, debt; and
    for what.
    """

    bucket: Amounts = field(default_factory=dict)
    expired: Amounts = field(default_factory=dict)
    pool: Amounts = field(default_factory=dict)
    debt: int = 0
    item: str | None = None

    def to_json(self) -> str:
        fields = {
            "bucket": self.bucket,
            "expired": self.expired,
            "pool": self.pool,
            "debt": self.debt,
            "item": self.item,
        }
        return json.dumps({name: value for name, value in fields.items() if value}, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Took:
        return cls(**json.loads(text))


def consume(event: Event, device_id: str, lots: Amounts, made_at: int) -> Took:
    """Count a COMMIT that a device made at `made_at` against `lots`.

    What its bucket no longer has comes from the pool in burn order, and becomes debt where that ends. Credits which
    expired between the work and its report are used after all.
    """
    book, place = event.book, places.device(device_id)
    bucket = _move_some(event, lots, place, places.CONSUMED)
    late = {lot: amount - bucket.get(lot, 0) for lot, amount in lots.items() if _was_alive(book, lot, made_at)}
    expired = _move_some(event, late, places.EXPIRED, places.CONSUMED)
    short = sum(lots.values()) - sum(bucket.values()) - sum(expired.values())
    pool = _take_pool(event, short)
    debt = short - sum(pool.values())
    debts.incur(event, places.NO_LOT, debt)
    return Took(bucket, expired, pool, debt, event.item)


def reverse(event: Event, device_id: str, took: Took) -> None:
    """Give back exactly what a COMMIT took; where a refund has taken it meanwhile, the debt it left is released."""
    for lots, place in (
        (took.bucket, places.device(device_id)),
        (took.expired, places.EXPIRED),
        (took.pool, places.POOL),
    ):
        for lot, amount in lots.items():
            part = min(amount, event.book.get(lot, places.CONSUMED))
            event.move(lot, places.CONSUMED, place, part)
            debts.release(event, lot, amount - part)
    debts.release(event, places.NO_LOT, took.debt)


def commit_event(book: Book, op: str, item: str | None) -> Event:
    return book.event(Reason.SPEND, f"op/{op}", op, item)


def reversal_event(book: Book, op: str, item: str | None) -> Event:
    return book.event(Reason.REVERSE, f"op/{op}", op, item)


def _was_alive(book: Book, lot: str, made_at: int) -> bool:
    grant = book.lots.get(lot)
    return grant is not None and not grant.expired_at(made_at)


def _move_some(event: Event, lots: Amounts, source: str, target: str) -> dict[str, int]:
    moved = {lot: part for lot, amount in lots.items() if (part := min(amount, event.book.get(lot, source))) > 0}
    for lot, part in moved.items():
        event.move(lot, source, target, part)
    return moved


def _take_pool(event: Event, amount: int) -> dict[str, int]:
    taken: dict[str, int] = {}
    for lot, there in list(event.book.pooled()) if amount else ():
        part = min(amount, there)
        if part:
            event.move(lot, places.POOL, places.CONSUMED, part)
            taken[lot] = part
            amount -= part
    return taken
