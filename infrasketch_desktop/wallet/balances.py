"""What the wallet shows: the balance by lot, and the history of movements."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from infrasketch_desktop.credits.lots import LotKind
from infrasketch_desktop.wallet.states import WalletState


@dataclass(frozen=True, slots=True)
class LotBalance:
    """What is left here of one lot; `expires_at` is None for one that never does; `usable` now."""

    g: str
    kind: LotKind
    remaining: int
    expires_at: int | None
    usable: bool


@dataclass(frozen=True, slots=True)
class Balance:
    """Credits, at one moment. All times are seconds UTC.

    `spendable` may be spent here and now, without a network; `reserved` is held for work under way; `pool_hint` is what
    the account had beyond this device at the last sync; `debt` was used and is repaid by the next purchase; `awaited`
    was given back here and comes with the next sync; `lease_until` is the end of spending without a sync (0: never
    synced); `last_sync` is None before the first; `low` tells that it is time to say so.
    """

    spendable: int
    reserved: int
    lots: tuple[LotBalance, ...]
    debt: int
    lease_until: int
    pool_hint: int
    awaited: int
    state: WalletState
    last_sync: int | None
    low: bool

    @property
    def total(self) -> int:
        """Everything that is the account's as far as this device knows."""
        return sum(lot.remaining for lot in self.lots) + self.reserved + self.pool_hint + self.awaited


class MovementKind(StrEnum):
    """What changed the balance."""

    RECEIVED = "received"
    SPENT = "spent"
    GIVEN_BACK = "given_back"
    HANDED_BACK = "handed_back"
    WITHDRAWN = "withdrawn"


class MovementState(StrEnum):
    """What became of what was paid for; DONE for movements without a file."""

    UNDER_WAY = "under_way"
    DELIVERED = "delivered"
    REVERSED = "reversed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of the history: `amount` is signed, `balance_after` is `Balance.total` right after it.

    `number` identifies it on this device (`history(before=number)` gives the page that follows); `targets` are the
    files that were paid for; `op` names the piece of work, None for what came from the server.
    """

    number: int
    at: int
    kind: MovementKind
    title: str
    amount: int
    balance_after: int
    targets: tuple[Path, ...]
    state: MovementState
    op: str | None
