"""Composes the receipt of a device from the books."""

from __future__ import annotations

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from infrasketch_desktop.credits.lots import PRIORITIES, Lot, LotKind, burn_key
from infrasketch_desktop.credits.receipts import Receipt
from licensing_server.books import recalls
from licensing_server.books.book import Book
from licensing_server.models.tables import DEVICE_TOTALS, GRANTS, RECEIPTS

_ADD = insert(RECEIPTS)

# Totals that ended in an empty bucket are repeated until the device has accepted a receipt that states them; then they
# are final on both sides. Should the lot come back, by a REVERSAL, it comes back with totals that go on from there.
_BUCKET = DEVICE_TOTALS.c.allot - DEVICE_TOTALS.c.ret - DEVICE_TOTALS.c.cons
_LOTS = (
    select(DEVICE_TOTALS.c.lot, DEVICE_TOTALS.c.allot, DEVICE_TOTALS.c.ret, DEVICE_TOTALS.c.cons)
    .add_columns(GRANTS.c.kind, GRANTS.c.effective_at, GRANTS.c.expires_at)
    .join_from(DEVICE_TOTALS, GRANTS, GRANTS.c.id == DEVICE_TOTALS.c.lot)
    .where(
        DEVICE_TOTALS.c.device_id == bindparam("device"),
        (_BUCKET > 0) | (DEVICE_TOTALS.c.shown_rseq > bindparam("last_rseq")),
    )
)


def lots_of(session: Session, book: Book, device_id: str, last_rseq: int) -> tuple[Lot, ...]:
    """The lots of a device whose last accepted receipt is `last_rseq`, in burn order. The book has been written."""
    rows = session.execute(_LOTS, {"device": device_id, "last_rseq": last_rseq})
    lots = (
        Lot(
            row.lot,
            LotKind(row.kind),
            PRIORITIES[LotKind(row.kind)],
            row.effective_at,
            row.expires_at,
            row.allot,
            row.ret,
            row.cons,
            recalls.recalled(book, row.lot, device_id),
        )
        for row in rows
    )
    return tuple(sorted(lots, key=burn_key))


def keep(session: Session, receipt: Receipt, token: str) -> None:
    """Store a receipt as it was signed."""
    row = {"device_id": receipt.aud, "rseq": receipt.rseq, "at": receipt.srv_time, "token": token}
    session.execute(_ADD, row)
