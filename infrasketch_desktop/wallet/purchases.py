"""A purchase as the program sees it: begun here, paid in the browser, watched until the credits are there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

FIRST_PAUSES = (0.5, 0.5, 0.5, 0.5)
PAUSE = 1.0
PATIENT_PAUSE = 5.0
PATIENT_AFTER = 300
"""Looks at a waiting purchase: quickly first, so that credits are seen within two seconds of the payment, then less."""


class PurchaseState(StrEnum):
    """How far a purchase is; UNKNOWN is one that a newer server speaks of."""

    WAITING = "waiting"
    PROCESSING = "processing"
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"
    PARTLY_REFUNDED = "partly_refunded"
    REFUNDED = "refunded"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"

    @property
    def is_final(self) -> bool:
        return self not in (PurchaseState.WAITING, PurchaseState.PROCESSING, PurchaseState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Begun:
    """A purchase that waits for payment at `url`, to be opened in a browser."""

    id: str
    url: str
    credits: int


@dataclass(frozen=True, slots=True)
class Purchase:
    """Where a purchase stands; `credits` are those it brought or will bring."""

    id: str
    state: PurchaseState
    credits: int


def pauses() -> Iterator[float]:
    """Seconds to wait before each look at a purchase that is not final, without end."""
    yield from FIRST_PAUSES
    for _ in range(PATIENT_AFTER):
        yield PAUSE
    while True:
        yield PATIENT_PAUSE
