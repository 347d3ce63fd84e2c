"""What may be done with the wallet just now, in a word for programs and in plain words for people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from infrasketch_desktop.credits.receipts import DeviceStatus
from infrasketch_desktop.language import later, tr
from infrasketch_desktop.wallet.errors import (
    NOTHING_CHARGED,
    LeaseOverError,
    LimitedError,
    ReadOnlyError,
    WalletError,
)

CONNECT = later("Connect to the internet once and sync, or exchange a sync file.")


class StateKind(StrEnum):
    """One word for each state. Credits can be spent in READY and LIMITED; no sketch is ever locked in any."""

    NEW = "new"
    READY = "ready"
    LIMITED = "limited"
    LEASE_OVER = "lease_over"
    READ_ONLY = "read_only"
    FROZEN = "frozen"
    REENROL = "reenrol"
    REVOKED = "revoked"


class ReadOnlyReason(StrEnum):
    """Why the wallet does not trust itself; one sync mends each of them."""

    OLDER = "older"
    CHANGED = "changed"
    RECEIPT = "receipt"
    SIGNER_REVOKED = "signer_revoked"


@dataclass(frozen=True, slots=True)
class WalletState:
    """`kind` for programs; `what` and `advice` for people, in English, empty when there is nothing to say."""

    kind: StateKind
    what: str = ""
    advice: str = ""
    reason: ReadOnlyReason | None = None

    @property
    def may_spend(self) -> bool:
        return self.kind in (StateKind.READY, StateKind.LIMITED)

    @property
    def text(self) -> str:
        """Both in the language in force."""
        return f"{tr(self.what)} {tr(self.advice)}".strip()

    def error(self) -> WalletError:
        """What a call that wants to spend raises when it may not."""
        family = _ERRORS.get(self.kind, LimitedError)
        return family(tr(self.what), kept=tr(NOTHING_CHARGED), advice=tr(self.advice))


_ERRORS: dict[StateKind, type[WalletError]] = {
    StateKind.READ_ONLY: ReadOnlyError,
    StateKind.LEASE_OVER: LeaseOverError,
}

READY = WalletState(StateKind.READY)
NEW = WalletState(
    StateKind.NEW,
    later("This wallet has not met the licensing server yet."),
    later("Connect once: the first meeting brings the welcome credits."),
)
LEASE_OVER = WalletState(
    StateKind.LEASE_OVER, later("This computer has not met the licensing server for a long time."), CONNECT
)
READ_ONLY: dict[ReadOnlyReason, WalletState] = {
    reason: WalletState(StateKind.READ_ONLY, what, CONNECT, reason)
    for reason, what in {
        ReadOnlyReason.OLDER: later("This wallet is older than this computer remembers; it may come from a backup."),
        ReadOnlyReason.CHANGED: later("This wallet was changed by something else than InfraSketch."),
        ReadOnlyReason.RECEIPT: later("The receipt for the credits of this wallet is not genuine."),
        ReadOnlyReason.SIGNER_REVOKED: later("The key that signed this wallet's receipt is no longer trusted."),
    }.items()
}
BY_STATUS: dict[DeviceStatus, WalletState] = {
    DeviceStatus.LIMITED: WalletState(
        StateKind.LIMITED,
        later("The server lets this computer hold only a few credits at a time, because its wallet went back twice."),
        later("Sync more often; do not restore the wallet from backups or share it between computers."),
    ),
    DeviceStatus.FROZEN: WalletState(
        StateKind.FROZEN,
        later("The credits of this account are frozen while a payment is being looked into."),
        later("Your sketches are not affected. Sync again later, or write to the vendor."),
    ),
    DeviceStatus.REENROL: WalletState(
        StateKind.REENROL,
        later("The server asks this computer to enrol again, because its wallet went back several times."),
        later("Sign in and enrol it again; the credits of the account are kept."),
    ),
    DeviceStatus.REVOKED: WalletState(
        StateKind.REVOKED,
        later("This computer was removed from the account."),
        later("Sign in again to add it; the credits of the account are kept."),
    ),
}
