"""The ledger of a device: entries, their bytes, and the hashes that bind each to the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from infrasketch_desktop.credits import canonical
from infrasketch_desktop.credits.documents import FORMAT_VERSION
from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.fields import Fields
from infrasketch_desktop.language import tr

GENESIS = "0" * 64
PURPOSE = b"isk-entry/1\x00"
"""Begins what is hashed, so that an entry cannot pass for anything else."""
LARGEST_ENTRY = 4096
LONGEST_OPERATION = 80
PLACE = {"seq", "prev", "epoch", "t"}


class EntryKind(StrEnum):
    """What happened. RESERVE ends in COMMIT or RELEASE; REVERSAL undoes a COMMIT whose work was never delivered."""

    RESERVE = "RESERVE"
    COMMIT = "COMMIT"
    RELEASE = "RELEASE"
    RETURN = "RETURN"
    REVERSAL = "REVERSAL"
    REBASE = "REBASE"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the ledger.

    `seq` counts from 1 and never starts anew; `prev` is the hash of the entry before; `op` names the piece of work;
    `at` is the time in seconds UTC; `lots` are credits by lot (those of its COMMIT for a REVERSAL); `item` is what was
    paid for, and `sha` the hash of what was delivered.
    """

    seq: int
    prev: str
    epoch: int
    kind: EntryKind
    op: str
    at: int
    lots: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    item: str | None = None
    sha: str | None = None

    @property
    def total(self) -> int:
        return sum(self.lots.values())

    def body(self) -> bytes:
        """The canonical bytes: they are the truth, everything else is read from them."""
        return canonical.encode(
            {
                "v": FORMAT_VERSION,
                "seq": self.seq,
                "prev": self.prev,
                "epoch": self.epoch,
                "t": self.kind.value,
                "op": self.op,
                "at": self.at,
                "lots": dict(self.lots),
                "item": self.item,
                "sha": self.sha,
            }
        )


def entry_hash(body: bytes) -> str:
    """SHA-256 of the purpose, a zero byte and the body, as 64 hexadecimal digits."""
    return hashlib.sha256(PURPOSE + body).hexdigest()


def read_entry(body: bytes) -> Entry:
    """The entry behind `body`, read strictly.

    Raises:
        DocumentError: the body is too large, not canonical, of a newer version, or a field is wrong.
    """
    if len(body) > LARGEST_ENTRY:
        raise DocumentError(Reason.TOO_LARGE, tr("A ledger entry is larger than any that is ever written."))
    fields = Fields(canonical.decode_object(body))
    if fields.integer("v", least=1) > FORMAT_VERSION:
        raise DocumentError(Reason.VERSION, tr("A ledger entry comes from a newer version. Please update InfraSketch."))
    return Entry(
        fields.integer("seq", least=1),
        fields.hash("prev"),
        fields.integer("epoch"),
        _kind(fields),
        fields.text("op", LONGEST_OPERATION),
        fields.integer("at"),
        MappingProxyType(fields.amounts("lots")),
        fields.optional_text("item"),
        None if fields.values.get("sha") is None else fields.hash("sha"),
    )


@dataclass(frozen=True, slots=True)
class Link:
    """A place in a chain: number and hash of an entry, in its epoch. The place before the first is `START`."""

    seq: int
    head: str
    epoch: int


START = Link(0, GENESIS, 0)


def verify_chain(bodies: Iterable[bytes], start: Link = START) -> Link:
    """Follow the chain from `start` through `bodies`; returns the last place.

    An epoch begins with a REBASE made by the server. What it follows is known to the server alone: its number may be
    higher or lower than here, and nothing binds the last entry of the epoch that was given up. Epochs may be missing:
    a restored database never saw those that began after its backup.

    Raises:
        DocumentError: CHAIN, saying at which entry the chain breaks.
    """
    seq, head, epoch = start.seq, start.head, start.epoch
    for body in bodies:
        fields = _parsed(body)
        rebased = fields["t"] == EntryKind.REBASE and fields["epoch"] > epoch and type(fields["seq"]) is int
        if not rebased and (fields["seq"] != seq + 1 or fields["prev"] != head or fields["epoch"] != epoch):
            raise DocumentError(
                Reason.CHAIN, tr("The ledger was changed: entry {seq} does not follow the one before.", seq=seq + 1)
            )
        seq, epoch, head = fields["seq"], fields["epoch"], hashlib.sha256(PURPOSE + body).hexdigest()
    return Link(seq, head, epoch)


def _parsed(body: bytes) -> dict[str, Any]:
    """Quickly: the hash in the next entry vouches for these bytes, which were read strictly when they were written."""
    try:
        fields: dict[str, Any] = json.loads(body)
        whole = fields.keys() >= PLACE
    except (ValueError, AttributeError, RecursionError) as error:
        raise DocumentError(Reason.CHAIN, tr("The ledger was changed: an entry cannot be read.")) from error
    if not whole:
        raise DocumentError(Reason.CHAIN, tr("The ledger was changed: an entry does not say where it stands."))
    return fields


def _kind(fields: Fields) -> EntryKind:
    try:
        return EntryKind(fields.text("t"))
    except ValueError as error:
        raise DocumentError(Reason.FIELD, tr("A ledger entry is of an unknown kind.")) from error
