"""A purchase as three steps, each with its sign: open, under way, done."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.credits.purchase import Stage
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.theme.measures import grown
from infrasketch_desktop.ui.widgets.roles import label, set_role

_SIGN = 18
_DONE = {Stage.RECEIVED: 2, Stage.ADDED: 3}
"""How many steps are behind a purchase; none in all other stages."""


class PurchaseSteps(QWidget):
    """Waiting for payment, payment received, credits added."""

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._icons = icons
        self._signs = [QLabel() for _ in range(3)]
        self._texts = [label("") for _ in range(3)]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (sign, text) in enumerate(zip(self._signs, self._texts, strict=True)):
            sign.setFixedSize(grown(_SIGN), grown(_SIGN))
            grid.addWidget(sign, row, 0)
            grid.addWidget(text, row, 1)

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(text.text() for text in self._texts)

    def show_stage(self, stage: Stage, gain: str) -> None:
        """`gain` is what the purchase brings, in words."""
        steps = _DONE.get(stage, 0)
        words = (
            tr("Paid")
            if steps
            else tr("Waiting for the bank")
            if stage is Stage.PROCESSING
            else tr("Waiting for payment"),
            tr("Payment received"),
            tr("{credits} added", credits=gain),
        )
        for number, (sign, text, word) in enumerate(zip(self._signs, self._texts, words, strict=True)):
            done, current = number < steps, number == steps
            text.setText(word)
            set_role(text, "strong" if current or done else "muted")
            name, color = ("check", "success") if done else ("dot", "accent" if current else "disabled")
            sign.setPixmap(self._icons.pixmap(name, _SIGN, 2.0, color))
