"""Keeps what the window knows about credits: asks the wallet on threads, and tells every window what it answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from threading import Lock
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.lifeline import lifeline
from infrasketch_desktop.ui.tasks import Task, Tasks
from infrasketch_desktop.wallet.errors import KeyLostError, NotConnectedError, WalletError

if TYPE_CHECKING:  # nothing of this is needed before the first paint
    from infrasketch_desktop.credits.prices import PriceList
    from infrasketch_desktop.ui.credits.desk import Balance, Desk
    from infrasketch_desktop.ui.credits.purchase import Purchase, PurchaseWatch

T = TypeVar("T")
Read: TypeAlias = "tuple[Balance, PriceList, str]"
"""What the wallet tells without the network, and what has to be told about its file."""
Synced: TypeAlias = "tuple[Read, str | None]"
"""What is known after a meeting with the server; who is signed in is None when it did not say."""

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

    `email` is who is signed in, "" for nobody.
    `needs_anew`: it will fail until this computer is made a new device.
    """

    balance: Balance | None = None
    email: str = ""
    prices: PriceList | None = None
    link: Link = Link.UNKNOWN
    trouble: str = ""
    needs_anew: bool = False


class CreditsController(QObject):
    """One for the program. `changed` follows everything that windows show about credits.

    `signed_in` carries the new address, "" after logging out; `added` a purchase whose credits have arrived.
    """

    changed = Signal()
    signed_in = Signal(str)
    added = Signal(object)

    def __init__(
        self,
        open_desk: Callable[[], Desk],
        failed: Callable[[Exception], None],
        parent: QObject | None = None,
        email: str = "",
        server: str = "",
    ) -> None:
        """`open_desk` is called once, on a thread, when something is asked; `email` was signed in in an earlier run.

        `server` is the address that the wallet meets, "" for the built-in sandbox.
        """
        super().__init__(parent)
        self.server = server
        self.known = Known(email=email)
        self._open_desk = open_desk
        self._guard = Lock()
        self._desk: Desk | None = None
        self._failed = failed
        self._tasks = Tasks(failed, self)
        self._again = False
        self._waiting: list[tuple[Callable[[], None], Callable[[Exception], None]]] = []
        self._purchase: PurchaseWatch | None = None
        self._begin, self._soon = _once(self, self.wake), _once(self, self._sync_if_met)

    def desk(self) -> Desk:
        """The wallet; only for calls on a thread."""
        with self._guard:
            if self._desk is None:
                self._desk = self._open_desk()
            return self._desk

    @property
    def purchase(self) -> PurchaseWatch:
        """The purchase that is watched, or will be."""
        if self._purchase is None:
            from infrasketch_desktop.ui.credits.purchase import PurchaseWatch  # noqa: PLC0415 - see the head

            self._purchase = PurchaseWatch(self, self._fetch)
            self._purchase.added.connect(self._on_added)
        return self._purchase

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
        if self._purchase is not None and self._purchase.is_pending:
            self._purchase.hurry()

    def return_from_shop(self) -> None:
        """A link says that a purchase is done: look after the one that is watched, and sync where a server was met.

        Any page may open that link, so it leads nowhere that this computer has not been of its own accord.
        """
        self.came_back()
        self.refresh(self._sync_if_known)

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
            return self._tasks.run(title, lambda _progress: call(self.desk()), done, failed, quiet=True)

        is_there = lifeline(owner)

        def answered(answer: T) -> None:
            if is_there():
                done(answer)

        def refused(error: Exception) -> None:
            if not isinstance(error, WalletError):
                self._failed(error)
            if failed is not None and is_there():
                failed(error)

        return self._tasks.run(title, lambda _progress: call(self.desk()), answered, refused, quiet=True)

    def change_account(
        self,
        work: Callable[[Desk], str],
        done: Callable[[str], None],
        failed: Callable[[Exception], None],
        owner: QObject,
    ) -> Task:
        """Sign up, log in or out; the credits may change with the account, whoever still looks."""
        is_there = lifeline(owner)

        def changed(email: str) -> None:
            self._know_email(email)
            self.sync()
            if is_there():
                done(email)

        def refused(error: Exception) -> None:
            if is_there():
                failed(error)

        return self.ask(work, changed, refused)

    def begin_anew(self) -> None:
        """Make this computer a new device, for one that was removed or has lost its key."""
        self._know(link=Link.SYNCING, trouble="", needs_anew=False)
        self.ask(_begin_anew, self._on_synced, self._on_unsynced)

    def close(self) -> None:
        """Stop asking; what is under way is waited for."""
        self._begin.stop()
        self._soon.stop()
        if self._purchase is not None:
            self._purchase.stop()
        self._tasks.close()
        if self._desk is not None:
            self._desk.close()
        self.deleteLater()

    def _fetch(self, done: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        self._waiting.append((done, failed))
        self.sync()

    def _sync_if_met(self) -> None:
        """Not for its own sake: a server that this program would have to start is left alone until it is needed."""
        balance = self.known.balance
        if balance is not None and balance.last_sync is not None and not balance.built_in:
            self.sync()

    def _sync_if_known(self) -> None:
        if self.known.balance is not None and self.known.balance.last_sync is not None:
            self.sync()

    def _sync_if_new(self) -> None:
        if self.known.balance is not None and self.known.balance.is_new:
            self.sync()

    def _on_synced(self, found: Synced) -> None:
        read, email = found
        self._take(read, link=Link.SYNCED)
        if email is not None:
            self._know_email(email)
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
        balance, prices, warning = read
        self._know(balance=balance, prices=prices, link=link or self.known.link)
        if warning:
            self._failed(WalletError(warning))

    def _on_added(self, purchase: Purchase) -> None:
        self.added.emit(purchase)

    def _know_email(self, email: str) -> None:
        if email != self.known.email:
            self._know(email=email)
            self.signed_in.emit(email)

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
    return desk.balance(), desk.prices(), desk.take_warning()


def _sync(desk: Desk) -> Synced:
    desk.sync()
    email: str | None
    try:
        email = desk.account()
    except WalletError:  # the credits are here; who they belong to can be asked next time
        email = None
    return _read(desk), email


def _begin_anew(desk: Desk) -> Synced:
    desk.begin_anew()
    return _sync(desk)
