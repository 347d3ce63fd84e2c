"""Reads what is stored of every wallet again, and says what contradicts the books or itself."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import RowMapping, func, select
from sqlalchemy.orm import Session

from infrasketch_desktop.credits import canonical
from infrasketch_desktop.credits.chain import GENESIS, EntryKind, entry_hash, read_entry
from infrasketch_desktop.credits.errors import DocumentError
from infrasketch_desktop.credits.keys import from_base64url
from infrasketch_desktop.credits.receipts import Receipt, read_receipt
from licensing_server.books.reports import BATCH
from licensing_server.models.tables import DEVICE_ENTRIES, DEVICE_TOTALS, RECEIPTS, WALLETS


def verify_wallets(session: Session) -> tuple[str, ...]:
    """Check the ledger and the last receipt of every device; the session should read one snapshot."""
    wallets = session.execute(select(WALLETS).order_by(WALLETS.c.device_id)).mappings().all()
    return tuple(
        f"device {wallet['device_id']}: {fault}"
        for wallet in wallets
        for fault in (*_verify_ledger(session, wallet), *_verify_receipt(session, wallet))
    )


def _verify_ledger(session: Session, wallet: RowMapping) -> Iterator[str]:
    """Entries follow each other within an epoch; what an epoch began with replaces the rest of the one before."""
    mine = select(DEVICE_ENTRIES).where(DEVICE_ENTRIES.c.device_id == wallet["device_id"])
    ordered = mine.order_by(DEVICE_ENTRIES.c.epoch, DEVICE_ENTRIES.c.seq).execution_options(yield_per=BATCH)
    last = (0, 0, GENESIS)
    with session.execute(ordered) as rows:
        for row in rows.mappings():
            fault = _verify_entry(row, last)
            if fault:
                yield f"entry {row['seq']} of epoch {row['epoch']} {fault}"
                return
            last = (row["epoch"], row["seq"], row["hash"])
    if last != (wallet["epoch"], wallet["acked_seq"], wallet["acked_head"]):
        yield f"the ledger ends with entry {last[1]} of epoch {last[0]}; entry {wallet['acked_seq']} was acknowledged"


def _verify_entry(row: RowMapping, last: tuple[int, int, str]) -> str:
    """What is wrong with an entry, if anything; `last` is epoch, number and hash of the one before."""
    try:
        entry = read_entry(row["body"])
    except DocumentError:
        return "cannot be read"
    begins = entry.kind is EntryKind.REBASE and entry.epoch > last[0]
    follows = (entry.epoch, entry.seq, entry.prev) == (last[0], last[1] + 1, last[2])
    stands_there = (entry.epoch, entry.seq) == (row["epoch"], row["seq"])
    if not (begins or follows) or not stands_there or entry_hash(row["body"]) != row["hash"]:
        return "was changed, or one before it is missing"
    return ""


def _verify_receipt(session: Session, wallet: RowMapping) -> Iterator[str]:
    device_id = wallet["device_id"]
    last = session.scalar(select(func.max(RECEIPTS.c.rseq)).where(RECEIPTS.c.device_id == device_id)) or 0
    if last != wallet["rseq"]:
        yield f"receipt {wallet['rseq']} should be the last one; {last} is"
    token = session.scalar(select(RECEIPTS.c.token).where(RECEIPTS.c.device_id == device_id, RECEIPTS.c.rseq == last))
    if token is None:
        return
    try:
        receipt = read_receipt(canonical.decode_object(from_base64url(token.split(".")[1])))
    except (DocumentError, IndexError):
        yield f"receipt {last} cannot be read"
        return
    if (receipt.aud, receipt.rseq) != (device_id, last):
        yield f"receipt {last} belongs elsewhere"
    yield from _verify_lots(session, receipt)


def _verify_lots(session: Session, receipt: Receipt) -> Iterator[str]:
    """What was signed stays true: totals never fall (S6)."""
    rows = session.execute(select(DEVICE_TOTALS).where(DEVICE_TOTALS.c.device_id == receipt.aud))
    totals = {row.lot: (row.allot, row.ret, row.cons) for row in rows}
    for lot in receipt.lots:
        now = totals.get(lot.g, (0, 0, 0))
        signed = (lot.allot, lot.ret, lot.cons)
        if any(later < earlier for later, earlier in zip(now, signed, strict=True)):
            yield f"receipt {receipt.rseq} states {signed} of lot {lot.g}; the books have {now}"
