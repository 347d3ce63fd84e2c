"""Looks at the whole wallet and says in plain words what does not add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from sqlite_utils import Database

from infrasketch_desktop.credits.chain import START, Entry, EntryKind, Link, entry_hash, read_entry, verify_chain
from infrasketch_desktop.credits.errors import DocumentError
from infrasketch_desktop.language import tr
from infrasketch_desktop.wallet.standing import Standing
from infrasketch_desktop.wallet.states import READ_ONLY, ReadOnlyReason

Row = tuple[int, int, str, str, str, bytes]
"""Epoch, number, hash, kind, operation and body of an entry."""


class FindingKind(StrEnum):
    """What was found, in a word."""

    CHAIN = "chain"
    RECEIPT = "receipt"
    ANCHOR = "anchor"
    OPERATIONS = "operations"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not add up, and what follows from it."""

    kind: FindingKind
    text: str


def findings(db: Database, standing: Standing, anchor_fault: ReadOnlyReason | None) -> list[Finding]:
    """Everything that does not add up (C1, C3); empty when all does."""
    found = _of_chain(db, standing)
    if standing.fault in (ReadOnlyReason.RECEIPT, ReadOnlyReason.SIGNER_REVOKED):
        found.append(Finding(FindingKind.RECEIPT, READ_ONLY[standing.fault].text))
    if anchor_fault is not None:
        found.append(Finding(FindingKind.ANCHOR, READ_ONLY[anchor_fault].text))
    return found


def _of_chain(db: Database, standing: Standing) -> list[Finding]:
    epochs: dict[int, list[Row]] = {}
    for row in db.execute("select epoch, seq, hash, kind, op, body from entries order by epoch, seq"):
        epochs.setdefault(row[0], []).append(row)
    found: list[Finding] = []
    for epoch, rows in epochs.items():
        found += _of_epoch(rows, _start(epoch, rows[0][5]), standing)
    return found + _of_operations(epochs.get(standing.head.epoch, []))


def _of_operations(rows: list[Row]) -> list[Finding]:
    """Each operation begins once and ends once within an epoch."""
    counts = Counter((op, EntryKind.RELEASE if kind == EntryKind.COMMIT else kind) for _, _, _, kind, op, _ in rows)
    twice = sorted({op for (op, _), count in counts.items() if count > 1})
    return [
        Finding(FindingKind.OPERATIONS, tr("The work “{op}” begins or ends more than once.", op=op)) for op in twice
    ]


def _of_epoch(rows: list[Row], start: Link, standing: Standing) -> list[Finding]:
    """The chain of one epoch, its columns, and the place that the server confirmed."""
    try:
        verify_chain([row[5] for row in rows], start)
    except DocumentError as error:
        return [Finding(FindingKind.CHAIN, f"{error} {_consequence(rows[0][0], standing)}")]
    for row in rows:
        if (row[2], row[3], row[4]) != _columns(row[5]):
            what = tr("The ledger was changed: entry {number} is filed wrongly.", number=row[1])
            text = f"{what} {_consequence(row[0], standing)}"
            return [Finding(FindingKind.CHAIN, text)]
    acked = None if standing.receipt is None else standing.receipt.acked
    for row in rows:
        if acked is not None and (row[0], row[1]) == (acked.epoch, acked.seq) and row[2] != acked.head:
            text = tr("The ledger was changed before the entry that the server confirmed. The balance is not affected.")
            return [Finding(FindingKind.CHAIN, text)]
    return []


def _start(epoch: int, first: bytes) -> Link:
    """What the first entry of a later epoch follows is known to the server alone; the first epoch begins at nothing."""
    if epoch == 0:
        return START
    entry = _read(first)
    return Link(0, "", epoch) if entry is None else Link(entry.seq - 1, entry.prev, epoch)


def _columns(body: bytes) -> tuple[str, str, str] | None:
    entry = _read(body)
    return None if entry is None else (entry_hash(body), entry.kind.value, entry.op)


def _read(body: bytes) -> Entry | None:
    try:
        return read_entry(body)
    except DocumentError:
        return None


def _consequence(epoch: int, standing: Standing) -> str:
    if standing.fault is ReadOnlyReason.CHANGED and epoch == standing.head.epoch:
        return tr("A sync mends it.")
    return tr("The balance is not affected: the server confirmed what came before.")
