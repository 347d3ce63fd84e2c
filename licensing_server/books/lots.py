"""A lot of an account as the books know it, whichever device holds its credits."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from infrasketch_desktop.credits.keys import to_base64url
from infrasketch_desktop.credits.lots import PRIORITIES, LotKind

ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Grant:
    """A lot: `credits` from (source, source_id), usable while `effective_at <= now < expires_at` (None: for ever).

    `refund_target` is how many of its credits are to be taken back. Sorts by `credits.lots.burn_key`.
    """

    id: str
    source: str
    source_id: str
    kind: LotKind
    credits: int
    paid: bool
    effective_at: int
    expires_at: int | None
    refund_target: int
    created_at: int

    @property
    def g(self) -> str:
        return self.id

    @property
    def prio(self) -> int:
        return PRIORITIES[self.kind]

    @property
    def eff(self) -> int:
        return self.effective_at

    @property
    def exp(self) -> int | None:
        return self.expires_at

    def expired_at(self, now: int) -> bool:
        return self.expires_at is not None and self.expires_at <= now

    def usable_at(self, now: int) -> bool:
        return self.effective_at <= now and not self.expired_at(now)


def lot_id(source: str, source_id: str) -> str:
    """The id of the lot from this source: 22 characters, the same wherever and however often it is granted."""
    digest = hashlib.sha256(f"isk-lot/1\x00{source}\x00{source_id}".encode()).digest()
    return to_base64url(digest[:ID_BYTES])
