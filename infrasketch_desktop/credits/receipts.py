"""The grant receipt: for one device, the totals of every lot as the server signed them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from infrasketch_desktop.credits.chain import LARGEST_ENTRY, EntryKind, Link, entry_hash, read_entry
from infrasketch_desktop.credits.documents import FORMAT_VERSION
from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.fields import Fields
from infrasketch_desktop.credits.keys import from_base64url, to_base64url
from infrasketch_desktop.credits.lots import Lot
from infrasketch_desktop.language import tr

Named = TypeVar("Named", bound=StrEnum)


class Environment(StrEnum):
    """Real money, or the sandbox in which no money moves. Each refuses the documents of the other."""

    LIVE = "live"
    SANDBOX = "sandbox"


class DeviceStatus(StrEnum):
    """How the server sees the device. Nothing but spending depends on it; no document is ever locked."""

    OK = "ok"
    LIMITED = "limited"
    REENROL = "reenrol"
    FROZEN = "frozen"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the server says to one device; totals, so that losing or repeating a receipt changes nothing.

    `aud` is the device, `acc` its account, `rseq` counts the receipts of the device; `acked` is the last ledger entry
    the server has, with the epoch; `nonce` repeats the request; `pool_hint` is what the account has beyond this device;
    `debt` is what was used and never paid; `rebase` is the body of the entry with which the epoch began (None in the
    first).
    """

    iss: str
    env: Environment
    aud: str
    acc: str
    rseq: int
    acked: Link
    nonce: str
    srv_time: int
    lots: tuple[Lot, ...]
    lease_until: int
    pool_hint: int
    debt: int
    status: DeviceStatus
    prices_ver: int
    keyset_ver: int
    rebase: bytes | None = None

    @property
    def epoch(self) -> int:
        return self.acked.epoch

    def lot(self, g: str) -> Lot | None:
        return next((lot for lot in self.lots if lot.g == g), None)

    def payload(self) -> dict[str, Any]:
        """The fields of the document, ready to be signed."""
        return {
            "v": FORMAT_VERSION,
            "iss": self.iss,
            "env": self.env.value,
            "aud": self.aud,
            "acc": self.acc,
            "rseq": self.rseq,
            "epoch": self.acked.epoch,
            "acked_seq": self.acked.seq,
            "acked_head": self.acked.head,
            "nonce": self.nonce,
            "srv_time": self.srv_time,
            "lots": [lot.payload() for lot in self.lots],
            "lease_until": self.lease_until,
            "pool_hint": self.pool_hint,
            "debt": self.debt,
            "status": self.status.value,
            "prices_ver": self.prices_ver,
            "keyset_ver": self.keyset_ver,
            "rebase": None if self.rebase is None else to_base64url(self.rebase),
        }


def read_receipt(payload: Mapping[str, Any]) -> Receipt:
    """The receipt behind a verified payload.

    Raises:
        DocumentError: FIELD, for anything that no server would write.
    """
    fields = Fields(payload)
    receipt = Receipt(
        fields.text("iss"),
        _named(Environment, fields.text("env"), Reason.ENVIRONMENT),
        fields.text("aud"),
        fields.text("acc"),
        fields.integer("rseq", least=1),
        Link(fields.integer("acked_seq"), fields.hash("acked_head"), fields.integer("epoch")),
        fields.text("nonce"),
        fields.integer("srv_time"),
        tuple(Lot.read(lot) for lot in fields.objects("lots")),
        fields.integer("lease_until"),
        fields.integer("pool_hint"),
        fields.integer("debt"),
        _named(DeviceStatus, fields.text("status"), Reason.FIELD),
        fields.integer("prices_ver"),
        fields.integer("keyset_ver"),
        _rebase(fields),
    )
    _check(receipt)
    return receipt


def _named(kind: type[Named], text: str, reason: Reason) -> Named:
    try:
        return kind(text)
    except ValueError as error:
        raise DocumentError(
            reason, tr("The receipt says “{text}”, which this version does not know.", text=text)
        ) from error


def _rebase(fields: Fields) -> bytes | None:
    text = fields.optional_text("rebase", 2 * LARGEST_ENTRY)
    return None if text is None else from_base64url(text)


def _check(receipt: Receipt) -> None:
    if len({lot.g for lot in receipt.lots}) != len(receipt.lots):
        raise DocumentError(Reason.FIELD, tr("The receipt names a lot twice."))
    if (receipt.epoch > 0) != (receipt.rebase is not None):
        raise DocumentError(Reason.FIELD, tr("The receipt does not say how its epoch began."))
    if receipt.rebase is not None:
        _check_rebase(receipt, receipt.rebase)


def _check_rebase(receipt: Receipt, body: bytes) -> None:
    entry = read_entry(body)
    if entry.kind is not EntryKind.REBASE or entry.epoch != receipt.epoch or entry.seq > receipt.acked.seq:
        raise DocumentError(Reason.FIELD, tr("The receipt begins its epoch with an entry that does not belong there."))
    if entry.seq == receipt.acked.seq and entry_hash(body) != receipt.acked.head:
        raise DocumentError(
            Reason.CHAIN, tr("The receipt begins its epoch with another entry than the one it confirms.")
        )
