"""The strip below paid work: the price and the way to more credits, or how far the work is; and the two buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.credits.price import Offer, Verdict
from infrasketch_desktop.ui.credits.price_line import PriceLine
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.widgets.busy import BusyBar
from infrasketch_desktop.ui.widgets.roles import button, label, set_role

_STEPS = 100


class PaidBar(QFrame):
    """`price` stands there while nothing is being made, `step` and `busy` while something is."""

    def __init__(
        self,
        icons: Icons,
        cancelled: Callable[[], object],
        confirmed: Callable[[], object],
        titles: tuple[str, str],
    ) -> None:
        """`titles` are those of the button that begins: when it can be paid for, and when credits have to be bought."""
        super().__init__()
        set_role(self, "bar")
        self._titles = titles
        self.price = PriceLine(icons)
        self.step = label("", "muted")
        self.busy = BusyBar()
        self.cancel = button(tr("Cancel"), cancelled)
        self.go = button(titles[0], confirmed, "primary")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(12)
        row.addWidget(self.price, 1)
        row.addWidget(self.step)
        row.addWidget(self.busy, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.go)
        self.show_share(None)
        self.show_running(running=False, ready=False)

    def show_offer(self, shown: Offer) -> None:
        self.price.show_offer(shown)
        self.go.setText(self._titles[shown.verdict is Verdict.TOO_FEW])

    def show_running(self, *, running: bool, ready: bool) -> None:
        """Whether something is being made, and whether it could be begun."""
        self.price.setVisible(not running)
        self.step.setVisible(running)
        self.busy.setVisible(running)
        self.go.setEnabled(ready and not running)
        if running:
            self.step.setText("")
            self.show_share(None)

    def show_step(self, text: str) -> None:
        self.step.setText(text)
        self.busy.setAccessibleDescription(text)

    def show_share(self, share: float | None) -> None:
        """How much of the step is done; None while that is not known."""
        self.busy.setRange(0, 0 if share is None else _STEPS)
        if share is not None:
            self.busy.setValue(round(share * _STEPS))
