"""Keeps what the window knows about credits: asks the wallet on threads, and tells every window what it answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from infrasketch_desktop.ui.credits.desk import ANONYMOUS, Account, Balance, Desk, State
from infrasketch_desktop.ui.credits.purchase import PurchaseWatch
from infrasketch_desktop.ui.tasks import Task, Tasks
from infrasketch_desktop.ui.text import tr
from infrasketch_desktop.wallet.errors import KeyLostError, NotConnectedError, WalletError

if TYPE_CHECKING:
    from infrasketch_desktop.credits.prices import PriceList

T = TypeVar("T")

START_MS = 1500
"""After the start, before the wallet is read: the window is painted and at rest by then."""
SPENT_MS = 2500
"""After spending, before the server is told: several exports in a row are one sync."""


class Link(StrEnum):
    """How the last meeting with the server went; UNKNOWN before the first one."""

    UNKNOWN = "unknown"
    SYNCING = "syncing"
    SYNCED = "synced"
    OFFLINE = "offline"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class Known:
    """What was last heard. `balance` is None until the wallet has been read; `trouble` says why a sync failed.

    `needs_anew`: it will fail until this computer is made a new device.
    """

    balance: Balance | None = None
    account: Account = ANONYMOUS
    prices: PriceList | None = None
    link: Link = Link.UNKNOWN
    trouble: str = ""
    needs_anew: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """What the wallet tells without the network."""

    balance: Balance
    prices: PriceList
    warning: str


@dataclass(frozen=True, slots=True)
class Synced:
    """What is known after a meeting with the server; `account` is None when it did not say."""

    read: Read
    account: Account | None


class CreditsController(QObject):
    """One for the program. `changed` follows everything that windows show about credits."""

    changed = Signal()
    account_changed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        failed: Callable[[Exception], None],
        parent: QObject | None = None,
        account: Account = ANONYMOUS,
    ) -> None:
        """`account` is what was last heard in an earlier run."""
        super().__init__(parent)
        self.desk = desk
        self.known = Known(account=account)
        self._failed = failed
        self._tasks = Tasks(failed, self)
        self._again = False
        self._waiting: list[tuple[Callable[[], None], Callable[[Exception], None]]] = []
        self.purchase = PurchaseWatch(self, self._fetch)
        self._begin, self._soon = _once(self, self.wake), _once(self, self._sync_if_met)

    @property
    def busy(self) -> bool:
        return self._tasks.busy

    def begin(self) -> None:
        """After the start: read the wallet, and meet the server where it has been met before."""
        self._begin.start(START_MS)

    def wake(self) -> None:
        """Read the wallet now, then sync when a server was ever met."""
        self.refresh(self._sync_if_met)

    def prepare(self) -> None:
        """Somebody is about to spend: read the wallet, and set it up when it never met a server."""
        self.refresh(self._sync_if_new)

    def refresh(self, then: Callable[[], None] = lambda: None) -> None:
        """Read balance, account and prices anew, without the network."""

        def done(found: Read) -> None:
            self._take(found)
            then()

        self.ask(_read, done, self._on_unread)

    def sync(self) -> None:
        """Meet the server; while one meeting is under way the next one waits."""
        if self.known.link is Link.SYNCING:
            self._again = True
            return
        self._soon.stop()
        self._know(link=Link.SYNCING, trouble="")
        self.ask(_sync, self._on_synced, self._on_unsynced)

    def spent(self) -> None:
        """Credits were spent here: the server is told a little later, once for everything until then."""
        self.refresh()
        self._soon.start(SPENT_MS)

    def came_back(self) -> None:
        """A window is active again, perhaps after a visit to the browser."""
        if self.purchase.is_pending:
            self.purchase.hurry()

    def ask(
        self,
        work: Callable[[Desk], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        owner: QObject | None = None,
    ) -> Task:
        """Call the wallet on a thread; its answer, or why there is none, comes back on this one.

        A dialog that asks is the `owner`: once it has gone, nobody waits for the answer.
        """
        call, title = work, tr("Asking the wallet")
        if owner is None:
            return self._tasks.run(title, lambda _progress: call(self.desk), done, failed, quiet=True)

        def answered(answer: T) -> None:
            if isValid(owner):
                done(answer)

        def refused(error: Exception) -> None:
            if not isinstance(error, WalletError):
                self._failed(error)
            if failed is not None and isValid(owner):
                failed(error)

        return self._tasks.run(title, lambda _progress: call(self.desk), answered, refused, quiet=True)

    def change_account(
        self,
        work: Callable[[Desk], Account],
        done: Callable[[Account], None],
        failed: Callable[[Exception], None],
        owner: QObject,
    ) -> Task:
        """Sign up, log in or out; the credits may change with the account, whoever still looks."""

        def changed(account: Account) -> None:
            self.know_account(account)
            self.sync()
            if isValid(owner):
                done(account)

        def refused(error: Exception) -> None:
            if isValid(owner):
                failed(error)

        return self.ask(work, changed, refused)

    def begin_anew(self) -> None:
        """Make this computer a new device, for one that was removed or has lost its key."""
        self._know(link=Link.SYNCING, trouble="", needs_anew=False)
        self.ask(_begin_anew, self._on_synced, self._on_unsynced)

    def know_account(self, account: Account) -> None:
        if account != self.known.account:
            self._know(account=account)
            self.account_changed.emit(account)

    def close(self) -> None:
        """Stop asking; what is under way is waited for."""
        self._begin.stop()
        self._soon.stop()
        self.purchase.stop()
        self._tasks.close()
        self.desk.close()

    def _fetch(self, done: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        self._waiting.append((done, failed))
        self.sync()

    def _sync_if_met(self) -> None:
        """Not for its own sake: a server that this program would have to start is left alone until it is needed."""
        balance = self.known.balance
        if balance is not None and balance.last_sync is not None and not balance.built_in:
            self.sync()

    def _sync_if_new(self) -> None:
        if self.known.balance is not None and self.known.balance.state is State.NEW:
            self.sync()

    def _on_synced(self, found: Synced) -> None:
        self._take(found.read, link=Link.SYNCED)
        if found.account is not None:
            self.know_account(found.account)
        if not self._sync_again():
            self._tell_waiting(None)

    def _on_unsynced(self, error: Exception) -> None:
        if not isinstance(error, WalletError):
            self._know(link=Link.TROUBLE)
            raise error
        link = Link.OFFLINE if isinstance(error, NotConnectedError) and error.offline else Link.TROUBLE
        self._know(link=link, trouble=str(error), needs_anew=isinstance(error, KeyLostError))
        if not self._sync_again():
            self._tell_waiting(error)

    def _sync_again(self) -> bool:
        """Whether somebody asked for a sync while one was under way: what they wait for is in the next one."""
        again, self._again = self._again, False
        if again:
            self.sync()
        return again

    def _tell_waiting(self, error: Exception | None) -> None:
        waiting, self._waiting = self._waiting, []
        for done, failed in waiting:
            done() if error is None else failed(error)

    def _on_unread(self, error: Exception) -> None:
        if not isinstance(error, WalletError):
            raise error
        self._know(link=Link.TROUBLE, trouble=str(error))

    def _take(self, read: Read, link: Link | None = None) -> None:
        self._know(balance=read.balance, prices=read.prices, link=link or self.known.link)
        if read.warning:
            self._failed(WalletError(read.warning))

    def _know(self, **values: object) -> None:
        known = replace(self.known, **values)  # type: ignore[arg-type]  # the names are those of `Known`
        if known != self.known:
            self.known = known
            self.changed.emit()


def _once(parent: QObject, call: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.timeout.connect(call)
    return timer


def _read(desk: Desk) -> Read:
    return Read(desk.balance(), desk.prices(), desk.take_warning())


def _sync(desk: Desk) -> Synced:
    desk.sync()
    try:
        account = desk.account()
    except WalletError:  # the credits are here; who they belong to can be asked next time
        account = None
    return Synced(_read(desk), account)


def _begin_anew(desk: Desk) -> Synced:
    desk.begin_anew()
    return _sync(desk)
