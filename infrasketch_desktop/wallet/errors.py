"""What can go wrong with credits on this machine: what happened, what was kept, what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from infrasketch_desktop.language import later, tr, tr_count

NOTHING_CHARGED = later("Nothing was charged.")


class WalletError(Exception):
    """An expected failure around the wallet; `str()` of it is a message for a person."""

    def __init__(self, what: str, *, kept: str = "", advice: str = "") -> None:
        super().__init__(" ".join(part for part in (what, kept, advice) if part))
        self.what = what
        self.kept = kept
        self.advice = advice


class NotEnoughCreditsError(WalletError):
    """The work costs more than may be spent here now; nothing was reserved."""

    def __init__(self, required: int, remaining: int, *, advice: str) -> None:
        super().__init__(
            tr(
                "This costs {price}; {left} can be spent here.",
                price=credits_text(required),
                left=credits_text(remaining),
            ),
            kept=tr(NOTHING_CHARGED),
            advice=advice,
        )
        self.required = required
        self.remaining = remaining


class ReadOnlyError(WalletError):
    """The wallet cannot be spent from until it has met the server; nothing was reserved."""


class LimitedError(WalletError):
    """The server does not let this device spend: frozen, revoked, or to be enrolled again."""


class LeaseOverError(WalletError):
    """The time this device may spend without meeting the server is over."""


class PricesChangedError(WalletError):
    """The quote was made by another version of the price list than the one held now."""


class OperationError(WalletError):
    """A piece of work is not where the call wants it: unknown, under way, or ended."""


class DeliveryError(WalletError):
    """Nothing could be delivered, so nothing was charged. `causes` has one error for each file."""

    def __init__(self, what: str, causes: tuple[Exception, ...], *, kept: str, advice: str) -> None:
        super().__init__(what, kept=kept, advice=advice)
        self.causes = causes


class StoreError(WalletError):
    """The wallet's file cannot be read or written just now; what it holds is unchanged."""


class NewerVersionError(WalletError):
    """The wallet was written by a newer version of the program."""


class OtherEnvironmentError(WalletError):
    """The wallet belongs to the other environment: sandbox and live never spend each other's credits."""


class KeyUnavailableError(WalletError):
    """The key of this device cannot be read just now, for example because the keyring is locked."""


class NoKeyringError(KeyUnavailableError):
    """This computer has no keyring that encrypts."""


class KeyLostError(WalletError):
    """The key of this device is gone; it has to be enrolled as a new one."""


class NotConnectedError(WalletError):
    """The server cannot be reached. `offline` tells that no answer came at all."""

    def __init__(self, what: str, *, kept: str = "", advice: str = "", offline: bool = True) -> None:
        super().__init__(what, kept=kept, advice=advice)
        self.offline = offline


class ServerRefusedError(WalletError):
    """The server answered with an error: its `status`, its `code`, its own message, and what it added."""

    def __init__(self, status: int, code: str, message: str, extra: Mapping[str, Any]) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.extra = extra


class StaleRequestError(WalletError):
    """Another exchange overtook this one; nothing was concluded from it."""


class AnswerError(WalletError):
    """An answer was refused: forged, for somebody else, or not one to a question of ours; nothing of it was used."""


def credits_text(amount: int) -> str:
    """“1 credit”, “1,500 credits”."""
    return tr_count("{count:,} credit", "{count:,} credits", amount, count=amount)


def prices_changed() -> PricesChangedError:
    return PricesChangedError(
        tr("The prices have changed."), kept=tr(NOTHING_CHARGED), advice=tr("Look at the new price and confirm it.")
    )
