"""Composes the receipt of a device from the books."""

from __future__ import annotations

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from infrasketch_desktop.credits.lots import PRIORITIES, Lot, LotKind, burn_key
from infrasketch_desktop.credits.receipts import Receipt
from licensing_server.books import recalls
from licensing_server.books.book import Book
from licensing_server.models import money

_totals, _grants = money.DeviceTotal.__table__, money.Grant.__table__

# Totals that ended in an empty bucket are repeated until the device has accepted a receipt that states them; then they
# are final on both sides. Should the lot come back, by a REVERSAL, it comes back with totals that go on from there.
_LOTS = (
    select(_totals.c.lot, _totals.c.allot, _totals.c.ret, _totals.c.cons, _grants.c.kind)
    .add_columns(_grants.c.effective_at, _grants.c.expires_at)
    .join_from(_totals, _grants, _grants.c.id == _totals.c.lot)
    .where(
        _totals.c.device_id == bindparam("device"),
        (_totals.c.allot - _totals.c.ret - _totals.c.cons > 0) | (_totals.c.shown_rseq > bindparam("last_rseq")),
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
    session.execute(insert(money.IssuedReceipt), row)
