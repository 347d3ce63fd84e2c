"""Watches one purchase from the open page to the credits in the wallet; closing a dialog does not end it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from infrasketch_desktop.ui.credits.desk import Desk
from infrasketch_desktop.ui.tasks import Task
from infrasketch_desktop.wallet.errors import WalletError
from infrasketch_desktop.wallet.purchases import Begun, PurchaseState, pauses

T = TypeVar("T")


class Stage(StrEnum):
    """What can be said about a purchase. PROCESSING waits for the bank, RECEIVED for the credits."""

    WAITING = "waiting"
    PROCESSING = "processing"
    RECEIVED = "received"
    ADDED = "added"
    FAILED = "failed"
    EXPIRED = "expired"

    @property
    def is_final(self) -> bool:
        return self in (Stage.ADDED, Stage.FAILED, Stage.EXPIRED)


_STAGES = {
    PurchaseState.WAITING: Stage.WAITING,
    PurchaseState.UNKNOWN: Stage.WAITING,
    PurchaseState.PROCESSING: Stage.PROCESSING,
    PurchaseState.FAILED: Stage.FAILED,
    PurchaseState.EXPIRED: Stage.EXPIRED,
}
"""All others were paid once; what has become of the credits since, the wallet tells after a sync."""


@dataclass(frozen=True, slots=True)
class Purchase:
    """One purchase under way. `unreachable` says why the server could not be asked the last time."""

    checkout: Begun
    stage: Stage = Stage.WAITING
    unreachable: str = ""


class Asker(Protocol):
    """Runs calls of the desk on a thread."""

    def ask(
        self, work: Callable[[Desk], T], done: Callable[[T], None], failed: Callable[[Exception], None] | None = None
    ) -> Task: ...


class PurchaseWatch(QObject):
    """`changed` follows every step; `added` comes once, when the credits have been fetched."""

    changed = Signal()
    added = Signal(object)

    def __init__(self, asker: Asker, fetch: Callable[[Callable[[], None], Callable[[Exception], None]], None]) -> None:
        """`fetch` syncs the wallet and then calls the first of its arguments, or the second with why it could not."""
        super().__init__()
        self.pauses = pauses
        self._asker = asker
        self._fetch = fetch
        self._current: Purchase | None = None
        self._left = pauses()
        self._asking = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)

    @property
    def current(self) -> Purchase | None:
        """The last purchase that was begun in this run of the program."""
        return self._current

    @property
    def is_pending(self) -> bool:
        return self._current is not None and not self._current.stage.is_final

    def follow(self, checkout: Begun) -> None:
        """Watch this purchase from now on."""
        self._current = Purchase(checkout)
        self._left = self.pauses()
        self.changed.emit()
        self._wait()

    def look(self) -> None:
        """Ask now, for example because the person came back from the browser."""
        purchase = self._current
        if purchase is None or purchase.stage.is_final or self._asking:
            return
        self._timer.stop()
        self._asking = True
        if purchase.stage is Stage.RECEIVED:
            self._fetch(self._on_fetched, self._on_unreachable)
            return
        purchase_id = purchase.checkout.id
        self._asker.ask(lambda desk: desk.purchase_state(purchase_id), self._on_state, self._on_unreachable)

    def hurry(self) -> None:
        """Ask now, and often again: somebody is looking."""
        self._left = self.pauses()
        self.look()

    def stop(self) -> None:
        self._timer.stop()

    def _on_state(self, state: PurchaseState) -> None:
        self._asking = False
        stage = _STAGES.get(state, Stage.RECEIVED)
        self._set(stage=stage, unreachable="")
        if stage is Stage.RECEIVED:
            self.look()
        else:
            self._wait()

    def _on_fetched(self) -> None:
        self._asking = False
        self._set(stage=Stage.ADDED, unreachable="")
        self.added.emit(self._current)

    def _on_unreachable(self, error: Exception) -> None:
        self._asking = False
        if not isinstance(error, WalletError):
            raise error
        self._set(unreachable=str(error))
        self._wait()

    def _set(self, *, stage: Stage | None = None, unreachable: str) -> None:
        assert self._current is not None
        changed = replace(self._current, stage=stage or self._current.stage, unreachable=unreachable)
        if changed != self._current:
            self._current = changed
            self.changed.emit()

    def _wait(self) -> None:
        if self.is_pending:
            self._timer.start(round(next(self._left) * 1000))
