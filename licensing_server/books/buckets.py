"""What is set aside for devices: filled towards what they want, returned by them, taken back after their lease."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from licensing_server.books import places
from licensing_server.books.book import Book, Reason


def size(book: Book, device_id: str) -> int:
    return sum(book.in_place(places.device(device_id)).values())


def held_by_others(book: Book, device_id: str) -> bool:
    """Whether any other device of the account has credits."""
    mine = places.device(device_id)
    held = {place for (_lot, place), amount in book.amounts.items() if amount}
    return any(place != mine and place.startswith(places.DEVICE_PREFIX) for place in held)


def top_up(book: Book, device_id: str, amount: int, rseq: int) -> None:
    """Set up to `amount` credits of the pool aside for the device, in burn order; nothing while in debt."""
    if book.debt or amount <= 0:
        return
    event = book.event(Reason.TOP_UP, f"{device_id}/{rseq}", device_id)
    for lot, there in list(book.pooled()):
        part = min(amount, there)
        event.move(lot, places.POOL, places.device(device_id), part)
        amount -= part


def take_return(book: Book, device_id: str, op: str, lots: Mapping[str, int]) -> dict[str, int]:
    """Put back into the pool what a device returns; what it no longer has was taken back before. Returns what came."""
    event = book.event(Reason.RETURN, f"op/{op}", op)
    place = places.device(device_id)
    came = {lot: part for lot, amount in lots.items() if (part := min(amount, book.get(lot, place)))}
    for lot, part in came.items():
        event.move(lot, place, places.POOL, part)
    return came


def reclaim(book: Book, device_ids: Iterable[str]) -> None:
    """Put everything these devices have back into the pool: they were revoked, or their lease is over.

    What they spent meanwhile is counted when they report it, against the pool, then as debt.
    """
    for device_id in sorted(device_ids):
        event = book.step(Reason.RECLAIM, device_id)
        for lot, amount in sorted(book.in_place(places.device(device_id)).items()):
            event.move(lot, places.device(device_id), places.POOL, amount)
