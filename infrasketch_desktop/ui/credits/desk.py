"""What the window asks of a wallet, and the values it answers with; every call may block and is made on a thread.

The values say what is shown and no more. They are not those of `wallet`, because these are there before the first
paint, and what signs and verifies is imported after it (see `wallet_desk`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # not needed to start: this room is there before the first paint
    from infrasketch_desktop.credits.lots import LotKind
    from infrasketch_desktop.credits.prices import PriceList
    from infrasketch_desktop.wallet.purchases import Begun, PurchaseState


class State(StrEnum):
    """What the wallet lets be done. Nothing but spending depends on it; no diagram is ever locked."""

    NEW = "new"
    READY = "ready"
    READ_ONLY = "read_only"
    LEASE_OVER = "lease_over"
    LIMITED = "limited"
    FROZEN = "frozen"
    REENROL = "reenrol"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class LotBalance:
    """What is left of the credits of one kind and lifetime; `expires_at` is in seconds UTC, None for never."""

    kind: LotKind
    credits: int
    expires_at: int | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """Credits of this device at one moment.

    `spendable` is here and usable now, `pool` lies with the server for all devices of the account, `reserved` is held
    by work under way, `debt` was used and never paid; `total` is everything that is the account's. `what` and `advice`
    explain the state in plain words where there is something to explain; `built_in` tells that the server is the one
    that this program starts. Times are seconds UTC; 0 or None is never.
    """

    spendable: int
    total: int
    state: State = State.READY
    what: str = ""
    advice: str = ""
    lots: tuple[LotBalance, ...] = ()
    reserved: int = 0
    pool: int = 0
    debt: int = 0
    lease_until: int = 0
    last_sync: int | None = None
    low: bool = False
    sandbox: bool = False
    built_in: bool = False

    @property
    def available(self) -> int:
        """What may be spent, some of it after a sync."""
        return self.spendable + self.pool

    @property
    def is_new(self) -> bool:
        """Whether no server was ever met."""
        return self.state is State.NEW

    @property
    def may_spend(self) -> bool:
        return self.state in (State.READY, State.LIMITED)

    @property
    def is_mended_by_sync(self) -> bool:
        """Whether the state ends when the server has been met."""
        return self.state in (State.READ_ONLY, State.LEASE_OVER)


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of the history, newest first: what happened, where a file went, and the balance after it."""

    at: int
    what: str
    credits: int
    after: int
    place: str = ""


@dataclass(frozen=True, slots=True)
class Device:
    """One computer of the account; `seen_at` is in seconds UTC."""

    id: str
    name: str
    seen_at: int
    is_this: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One file to be made and paid for by its `item` of the price list; `make` writes it under the path it is given.

    With `is_folder` it is a folder of files. `quantity` is how often the item is in it.
    """

    item: str
    target: Path
    make: Callable[[Path], None]
    is_folder: bool = False
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Order:
    """Work to be paid for at once, for at most `most` credits. `id` makes asking twice one piece of work."""

    id: str
    jobs: tuple[Job, ...]
    most: int


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A file of an order that could not be made; it was not charged."""

    target: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was paid and delivered."""

    files: tuple[Path, ...]
    credits: int
    after: int
    failures: tuple[Undelivered, ...] = ()


@dataclass(frozen=True, slots=True)
class TurnCost:
    """What a request to a model cost, or what of it was given back, and what is left after it."""

    credits: int
    left: int


class Desk(Protocol):
    """A wallet with its server. Expected failures are WalletError."""

    def balance(self) -> Balance: ...
    def prices(self) -> PriceList: ...

    def take_warning(self) -> str:
        """What has to be told once about the wallet's file; "" in most cases."""

    def history(self, limit: int) -> Sequence[Movement]:
        """The newest movements, newest first."""

    def sync(self) -> Balance:
        """Meet the server. Raises NotConnectedError when it is not reached."""

    def account(self) -> str:
        """Ask the server who is signed in: an e-mail address, "" for nobody."""

    def begin_anew(self) -> Balance:
        """Enrol this computer as a new device; the old wallet is kept aside."""

    def deliver(self, order: Order) -> Delivery:
        """Reserve, make the files, pay and put them in place; what cannot be made costs nothing.

        Raises NotEnoughCreditsError, other WalletErrors where nothing could be made, and CancelledError.
        """

    def hold(self, op: str, item: str, tier: str, most: int) -> int:
        """Hold the credits of a request to a model for `op`; returns how many.

        Raises NotEnoughCreditsError, PricesChangedError when it is more than `most`, other WalletErrors.
        """

    def pay_held(self, op: str, price: int, sha: str) -> int:
        """Pay what is held for `op`; `sha` is the SHA-256 of the answer. Returns what is left after it."""

    def give_back(self, op: str) -> None:
        """Let go of what is held for `op`; nothing when nothing is."""

    def relay_address(self) -> str:
        """Where the server of the vendor answers questions; may start it."""

    def relay_token(self, refused: bool) -> str:
        """What shows the relay who asks; a new one when the last was `refused`."""

    def hand_back(self, amount: int) -> None:
        """Return credits of this computer to the account, where the relay takes them from.

        Raises NotEnoughCreditsError when fewer are here, NotConnectedError.
        """

    def refuse_turn(self, op: str) -> TurnCost:
        """Have the relay give back what a turn cost."""

    def take_turn(self, op: str) -> TurnCost:
        """Ask the relay what a turn costs that is taken; one that was refused is paid for again.

        Raises ServerRefusedError and NotEnoughCreditsError when there are too few credits.
        """

    def buy(self, package: str) -> Begun:
        """Begin a purchase. Raises NotConnectedError."""

    def purchase_state(self, purchase: str) -> PurchaseState: ...
    def sign_up(self, email: str, password: str) -> str:
        """Ask for an account; the answer says what to do next, in most cases to open the link in a mail."""

    def forgot_password(self, email: str) -> str:
        """Ask for a mail to choose a new password; the answer says so."""

    def log_in(self, email: str, password: str) -> str: ...
    def log_out(self) -> None: ...
    def devices(self) -> Sequence[Device]: ...
    def revoke(self, device: str) -> None: ...
    def close(self) -> None: ...
