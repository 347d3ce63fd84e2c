"""The frame of a dialog for paid work: choose, know the price, confirm, follow or cancel it, get a receipt."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import Generic

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from infrasketch_desktop.ui.credits.commands import CreditsCommands
from infrasketch_desktop.ui.credits.desk import Delivery
from infrasketch_desktop.ui.credits.price import Offer, Verdict
from infrasketch_desktop.ui.paid.bar import PaidBar
from infrasketch_desktop.ui.paid.receipt import Receipt
from infrasketch_desktop.ui.paid.words import step_text
from infrasketch_desktop.ui.paid.work import Done, PaidWork, Payer
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.tasks import Task, Tasks
from infrasketch_desktop.ui.theme.measures import resize_grown
from infrasketch_desktop.ui.widgets.pages import Pages
from infrasketch_desktop.ui.widgets.roles import label, set_role

PAYABLE = (Verdict.FREE, Verdict.PAYABLE, Verdict.TOO_FEW)
"""What can be begun: too few credits lead to a purchase first."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """What one kind of work says: the title, its button, the button when credits have to be bought first, what costs.

    `cancelled` and `failed` are whole sentences; `failed` is for errors that nobody expected.
    """

    title: str
    begin: str
    buy: str
    wanted: str
    cancelled: str
    failed: str


@dataclass(frozen=True, slots=True)
class Around:
    """What such a dialog takes from the program and its window."""

    services: Services
    commands: CreditsCommands
    tasks: Tasks
    parent: QWidget


class PaidDialog(QDialog, Generic[Done]):
    """One piece of work at a time; whatever happens before its end costs nothing.

    `column` is that of the page to choose on. It is filled from the outside to the inside: Qt gives a widget its style
    anew, with all that is in it, whenever it comes into another one.
    """

    def __init__(self, phrases: Phrases, around: Around, size: QSize) -> None:
        """`size` is that of the dialog where the screen has room."""
        super().__init__(around.parent)
        self._phrases = phrases
        self._services = around.services
        self._commands = around.commands
        self._tasks = around.tasks
        self._controller = around.services.credits
        self._task: Task | None = None
        self._work: PaidWork[Done] | None = None
        self.setWindowTitle(phrases.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        resize_grown(self, size.width(), size.height())
        self.pages = Pages()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)
        self._choosing = QWidget()
        self.pages.add(self._choosing)
        self.column = QVBoxLayout(self._choosing)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.trouble = label("", wrap=True, live=True)
        self.trouble.hide()
        self.bar = PaidBar(around.services.icons, self.reject, self.begin, (phrases.begin, phrases.buy))

    @property
    def is_running(self) -> bool:
        return self._task is not None

    # --- what a kind of work says

    @abstractmethod
    def _offer(self) -> Offer | None:
        """The price of what is chosen; None while that is not known."""

    @abstractmethod
    def _price(self) -> int:
        """The same in credits."""

    @abstractmethod
    def _follow(self) -> None:
        """Show the price by what is known now, and offer only what can be done."""

    @abstractmethod
    def _order(self) -> None:
        """Ask what is left to ask, then `_start`."""

    @abstractmethod
    def _written(self, work: PaidWork[Done], done: Done) -> Receipt:
        """The receipt, made by now and written."""

    @abstractmethod
    def _why(self, error: Exception) -> str:
        """Why work failed, in a whole sentence; "" for an error that nobody expected."""

    # --- the work

    def begin(self) -> None:
        """Make and pay; with too few credits sell some first and come back here."""
        shown = self._offer()
        if self.is_running or shown is None or not self.bar.go.isEnabled():
            return
        if shown.verdict is Verdict.TOO_FEW:
            self._commands.buy(self, wanted=self._phrases.wanted, price=self._price(), then=self.begin)
        elif shown.verdict in PAYABLE:
            self._order()

    def _payer(self) -> Payer:
        balance = self._controller.known.balance
        may_fetch = balance is not None and balance.pool > 0
        return Payer(self._controller.desk, self._services.new_id(), self._price(), may_fetch)

    def _start(self, title: str, work: PaidWork[Done]) -> None:
        self._say("")
        self._work = work
        self._task = self._tasks.run(
            title,
            work.run,
            lambda done: self._finished(work, done),
            self._failed,
            stopped=lambda: self._stopped(work),
        )
        self._tasks.changed.connect(self._show_progress)
        self._follow()
        self.bar.cancel.setFocus()

    def _show_progress(self) -> None:
        if self._task is not None and self._work is not None:
            self.bar.show_step(step_text(self._work.step) if self._work.step else "")
            self.bar.show_share(self._task.fraction)

    def _finished(self, work: PaidWork[Done], done: Done) -> None:
        self._end()
        self._controller.spent()
        self._follow()
        self.pages.show_page(self._written(work, done))

    def _is_low(self, paid: Delivery | None) -> bool:
        """Whether few credits are left after this."""
        prices = self._controller.known.prices
        return prices is not None and paid is not None and paid.credits > 0 and paid.after <= prices.policy.low_balance

    def _stopped(self, work: PaidWork[Done]) -> None:
        """Cancelled; or too late for that, which is no reason to hide what was paid for."""
        if work.done is not None:
            self._finished(work, work.done)
            return
        self._end()
        self._say(self._phrases.cancelled)
        self._follow()
        self.bar.go.setFocus()

    def _failed(self, error: Exception) -> None:
        self._end()
        self._controller.refresh()
        self._follow()
        self.bar.go.setFocus()
        self._tell(error, self._phrases.failed)

    def _tell(self, error: Exception, unexpected: str) -> None:
        """Expected errors in their own words; others as `unexpected`, with the dialog that has the details."""
        why = self._why(error)
        self._say(why or unexpected, "danger")
        if not why:
            self._services.crashed(error)

    def _end(self) -> None:
        self._task = self._work = None
        self._tasks.changed.disconnect(self._show_progress)

    def reject(self) -> None:
        """Escape first stops what is under way; the dialog stays to say so."""
        if self._task is not None:
            self._task.cancel()
            return
        self._leave()
        super().reject()

    def _leave(self) -> None:
        """Give up what was only looked at."""

    def _say(self, text: str, role: str = "muted") -> None:
        set_role(self.trouble, role)
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))

    # --- putting together

    def _connect(self) -> None:
        """When the page to choose on is there."""
        self.bar.go.setDefault(True)
        self.bar.price.buy_wanted.connect(lambda: self._commands.buy(self))
        self.bar.price.meet_wanted.connect(self._controller.sync)
        self.bar.price.explain_wanted.connect(lambda: self._commands.show_wallet(self))
        self._controller.changed.connect(self._follow)

    def _take_in(self, receipt: Receipt) -> None:
        """Have a receipt that was just made; most dialogs are left before there is one."""
        self.pages.add(receipt)
        receipt.closed.connect(self.accept)
        receipt.buy_wanted.connect(lambda: self._commands.buy(self))
