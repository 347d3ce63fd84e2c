"""What is shown while a purchase is under way: its state, its address, and how it ended."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.accessible.announcing import announce
from infrasketch_desktop.ui.credits.purchase import Purchase, Stage
from infrasketch_desktop.ui.credits.steps import PurchaseSteps
from infrasketch_desktop.ui.credits.words import credits_text
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.opener import Opener
from infrasketch_desktop.ui.widgets.busy import BusyBar
from infrasketch_desktop.ui.widgets.roles import button, label
from infrasketch_desktop.wallet.purchases import Begun


class CheckoutPage(QWidget):
    """`again_wanted` goes back to the packages, `done` leaves."""

    again_wanted = Signal()
    done = Signal()

    def __init__(self, icons: Icons, opener: Opener) -> None:
        super().__init__()
        self._opener = opener
        self._no_browser = False
        self.title, self.text = label("", "heading", live=True), label("", wrap=True, live=True)
        self.steps = PurchaseSteps(icons)
        self.busy = BusyBar()
        self.unreachable = label("", "muted", wrap=True, live=True)
        self.address = QLineEdit()
        self.copy = button(tr("Copy address"), self._copy)
        self.open_again = button(tr("Open the page again"), self._open_page)
        self.again = button(tr("Choose again"), self.again_wanted.emit)
        self.leave = button("", self.done.emit)
        self._build()

    def _build(self) -> None:
        self.address.setReadOnly(True)
        self.address.setAccessibleName(tr("Address of the payment page"))
        where = QHBoxLayout()
        where.addWidget(self.address, 1)
        where.addWidget(self.copy)
        where.addWidget(self.open_again)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.again)
        row.addWidget(self.leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        for widget in (self.title, self.text, self.steps, self.busy, self.unreachable):
            layout.addWidget(widget)
        layout.addLayout(where)
        layout.addStretch(1)
        layout.addLayout(row)

    def open(self, checkout: Begun) -> None:
        """Show the payment page of `checkout` in the browser; without one its address is here to be copied."""
        self.address.setText(checkout.url)
        self._open_page()
        self.show_purchase(Purchase(checkout), "")

    def show_purchase(self, purchase: Purchase, wanted: str) -> None:
        stage, gain = purchase.stage, credits_text(purchase.checkout.credits)
        ended, failed = stage.is_final, stage in (Stage.FAILED, Stage.EXPIRED)
        self.address.setText(purchase.checkout.url)
        self.address.setCursorPosition(0)
        self.title.setText(_title(stage, gain))
        self.text.setText(_text(stage, wanted, no_browser=self._no_browser))
        self.text.setVisible(bool(self.text.text()))
        self.steps.show_stage(stage, gain)
        self.steps.setVisible(not failed)
        self.busy.setVisible(not ended)
        self.unreachable.setText(purchase.unreachable)
        self.unreachable.setVisible(bool(purchase.unreachable) and not ended)
        for widget in (self.address, self.copy, self.open_again):
            widget.setVisible(stage is Stage.WAITING)
        self.again.setVisible(stage in (Stage.WAITING, Stage.FAILED, Stage.EXPIRED))
        self.leave.setText(tr("Done") if stage is Stage.ADDED else tr("Close"))
        (self.again if failed else self.leave).setDefault(True)

    def _open_page(self) -> None:
        self._no_browser = not self._opener.open_page(self.address.text())
        if self._no_browser:
            self.address.setFocus()
            self.address.selectAll()
            self.text.setText(_text(Stage.WAITING, "", no_browser=True))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.address.text())
        self.copy.setText(tr("Copied"))
        announce(self.copy, tr("Copied"))


def _title(stage: Stage, gain: str) -> str:
    titles = {
        Stage.WAITING: tr("Waiting for payment"),
        Stage.PROCESSING: tr("Waiting for the bank"),
        Stage.RECEIVED: tr("Payment received"),
        Stage.ADDED: tr("{credits} added", credits=gain),
        Stage.FAILED: tr("The payment did not go through"),
        Stage.EXPIRED: tr("The payment page has expired"),
    }
    return titles[stage]


def _text(stage: Stage, wanted: str, *, no_browser: bool) -> str:
    texts = {
        Stage.WAITING: tr(
            "The payment page is open in your browser. You can close this window: nothing is lost, and the credits "
            "arrive by themselves after you have paid."
        ),
        Stage.PROCESSING: tr(
            "You have paid, and your bank still has to confirm it. With some ways of paying that takes days. You can "
            "close this window; the credits arrive by themselves."
        ),
        Stage.RECEIVED: tr("The credits are on their way into your wallet."),
        Stage.ADDED: tr("{wanted} goes on now.", wanted=wanted) if wanted else tr("They are in your wallet."),
        Stage.FAILED: tr("Nothing was charged, and no credits were added. You can try again, or pay in another way."),
        Stage.EXPIRED: tr("It was not paid in time, so nothing was charged. Choose a package again for a new page."),
    }
    if stage is Stage.WAITING and no_browser:
        return tr(
            "No browser could be opened here. Copy the address and open it in a browser, on this computer or another. "
            "You can close this window: nothing is lost."
        )
    return texts[stage]
