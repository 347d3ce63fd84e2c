"""Buying credits: packages, the page in the browser, a live state, and back to what was wanted."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.credits.checkout_page import CheckoutPage
from infrasketch_desktop.ui.credits.controller import CreditsController
from infrasketch_desktop.ui.credits.packages import PackageCards
from infrasketch_desktop.ui.credits.purchase import Purchase, Stage
from infrasketch_desktop.ui.credits.words import credits_text, debt_text
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.numbers import money
from infrasketch_desktop.ui.opener import Opener
from infrasketch_desktop.ui.tasks import Task
from infrasketch_desktop.ui.widgets.busy import BusyBar
from infrasketch_desktop.ui.widgets.pages import Pages, grow
from infrasketch_desktop.ui.widgets.roles import button, label
from infrasketch_desktop.wallet.purchases import Begun

GLAD_MS = 1200
"""How long the arrival is shown before what was wanted goes on."""


class BuyDialog(QDialog):
    """Accepted when the credits have arrived. Closing it loses nothing: the purchase is watched without it."""

    def __init__(
        self,
        controller: CreditsController,
        icons: Icons,
        opener: Opener,
        parent: QWidget,
        *,
        wanted: str = "",
        price: int = 0,
    ) -> None:
        """`wanted` names what goes on afterwards, for example “the export”, which costs `price` credits."""
        super().__init__(parent)
        self._controller = controller
        self._opener = opener
        self._wanted = wanted
        self._price = price
        self._begun: Task | None = None
        self._leaving = QTimer(self)
        self._leaving.setSingleShot(True)
        self._leaving.setInterval(GLAD_MS)
        self._leaving.timeout.connect(self.accept)
        self.setWindowTitle(tr("Buy credits"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.pages = Pages()
        self.packages = PackageCards()
        self.pay = button(tr("Buy credits"), self._begin, "primary")
        self.reason = label("", wrap=True)
        self.trouble = label("", "danger", wrap=True)
        self.terms = label("", "hint", wrap=True)
        self.sandbox = label(
            tr("Sandbox: no money moves, and the credits work in the sandbox alone."), "hint", wrap=True
        )
        self.busy = BusyBar()
        self.checkout = CheckoutPage(icons, opener)
        self.checkout.again_wanted.connect(self._choose_again)
        self.checkout.done.connect(self._leave)
        self._build()
        self.packages.changed.connect(self._follow_choice)
        controller.changed.connect(self._follow)
        controller.purchase.changed.connect(self._follow_purchase)
        self._follow()
        self._begin_where_it_stands()

    def _build(self) -> None:
        self._choosing = page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        self.busy.hide()
        self.trouble.hide()
        row = QHBoxLayout()
        row.addWidget(self.busy, 1)
        row.addStretch(1)
        row.addWidget(button(tr("Cancel"), self.reject))
        row.addWidget(self.pay)
        layout.addWidget(label(tr("Buy credits"), "heading"))
        layout.addWidget(self.reason)
        layout.addSpacing(4)
        layout.addWidget(self.packages)
        layout.addWidget(self.terms)
        layout.addWidget(self.sandbox)
        layout.addWidget(self.trouble)
        layout.addStretch(1)
        layout.addLayout(row)
        self.pages.add(page)
        self.pages.add(self.checkout)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)
        self.pay.setDefault(True)
        self.setMinimumWidth(640)

    def _begin_where_it_stands(self) -> None:
        """A purchase that is still under way is shown again instead of the packages."""
        if self._controller.purchase.is_pending:
            self.pages.show_page(self.checkout)
            self._follow_purchase()
            self._controller.purchase.hurry()
        else:
            self.packages.setFocus()
            if self._controller.known.prices is None:
                self._controller.refresh()

    def _follow(self) -> None:
        known = self._controller.known
        left = known.balance.available if known.balance is not None else 0
        self.sandbox.setVisible(known.balance is not None and known.balance.sandbox)
        self.reason.setText(self._reason(left, known.balance.debt if known.balance is not None else 0))
        if known.prices is not None:
            self.terms.setText(_terms(known.prices.policy.refund_days))
            first = not self.packages.cards
            self.packages.show_prices(known.prices, self._price - left)
            if first:
                self.packages.setFocus()
        grow(self)

    def _reason(self, left: int, debt: int) -> str:
        parts = []
        if self._wanted:
            parts.append(
                tr(
                    "{wanted} costs {price}, and you have {left}. It goes on by itself once the credits are there.",
                    wanted=self._wanted,
                    price=credits_text(self._price),
                    left=credits_text(left),
                )
            )
        else:
            parts.append(tr("You have {credits}.", credits=credits_text(left)))
        return " ".join([*parts, debt_text(debt)] if debt else parts)

    def _follow_choice(self) -> None:
        chosen, prices = self.packages.chosen, self._controller.known.prices
        self.pay.setEnabled(chosen is not None and self._begun is None)
        if chosen is not None and prices is not None:
            self.pay.setText(tr("Pay {price} in the browser", price=money(chosen.amount, prices.currency)))

    def _begin(self) -> None:
        package = self.packages.chosen
        if package is None or self._begun is not None:
            return
        package_id = package.id
        self.trouble.hide()
        self.busy.show()
        self.packages.setEnabled(False)
        self._begun = self._controller.ask(lambda desk: desk.buy(package_id), self._open, self._on_not_begun, self)
        self._follow_choice()

    def _open(self, checkout: Begun) -> None:
        self._end_beginning()
        self._controller.purchase.follow(checkout)
        self.checkout.open(checkout)
        self.pages.show_page(self.checkout)

    def _on_not_begun(self, error: Exception) -> None:
        self._end_beginning()
        self.trouble.setText(str(error))
        self.trouble.show()
        grow(self)
        self.pay.setFocus()

    def _end_beginning(self) -> None:
        self._begun = None
        self.busy.hide()
        self.packages.setEnabled(True)
        self._follow_choice()

    def _follow_purchase(self) -> None:
        purchase: Purchase | None = self._controller.purchase.current
        if purchase is None or self.pages.current is not self.checkout:
            return
        self.checkout.show_purchase(purchase, self._wanted)
        grow(self)
        if purchase.stage is Stage.ADDED and self._wanted and not self._leaving.isActive():
            self._leaving.start()

    def _choose_again(self) -> None:
        self.pages.show_page(self._choosing)
        self.pay.setDefault(True)
        self.packages.setFocus()

    def _leave(self) -> None:
        """What the one button of the checkout page means depends on whether the credits are there."""
        purchase = self._controller.purchase.current
        arrived = purchase is not None and purchase.stage is Stage.ADDED
        self.accept() if arrived else self.reject()


def _terms(refund_days: int) -> str:
    return tr(
        "Credits of a package never expire. Unused ones are refundable for {days} days. No account is needed: they "
        "belong to this computer until you sign up. You pay on a page in your browser; InfraSketch never sees your "
        "card.",
        days=refund_days,
    )
