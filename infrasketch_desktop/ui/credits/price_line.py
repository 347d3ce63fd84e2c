"""One line with the price of a piece of work, what is left after it, and the way to more credits."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from infrasketch_desktop.language import dotted, tr
from infrasketch_desktop.ui.credits.price import Offer, Verdict
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.widgets.roles import button, label

_SIGN = 18


class PriceLine(QWidget):
    """`buy_wanted`: more credits; `meet_wanted`: try the server again; `explain_wanted`: the wallet itself."""

    buy_wanted = Signal()
    meet_wanted = Signal()
    explain_wanted = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._icons = icons
        self.shown = Offer(Verdict.WAIT, "")
        self._sign = QLabel()
        self.cost, self.meaning, self.remark = label(""), label("", "muted"), label("", "hint", wrap=True)
        self.buy = button(tr("Buy credits…"), self.buy_wanted.emit, "link")
        self.meet = button(tr("Try again"), self.meet_wanted.emit, "link")
        self.explain = button(tr("Open the wallet"), self.explain_wanted.emit, "link")
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self._sign, self.cost, self.meaning, self.buy, self.meet, self.explain):
            row.addWidget(widget)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.remark)

    def show_offer(self, offer: Offer) -> None:
        self.shown = offer
        self._sign.setPixmap(self._icons.pixmap("lock" if offer.is_locked else "credits", _SIGN, 2.0, "muted"))
        self.cost.setText(offer.cost)
        self.meaning.setText(offer.meaning)
        self.remark.setText(offer.remark)
        self.buy.setVisible(offer.verdict is Verdict.PAYABLE and bool(offer.remark))
        self.meet.setVisible(offer.verdict is Verdict.MEET)
        self.explain.setVisible(offer.verdict is Verdict.BLOCKED)
        self.remark.setVisible(bool(offer.remark))
        self.setAccessibleName(dotted((offer.cost, offer.meaning, offer.remark)))
