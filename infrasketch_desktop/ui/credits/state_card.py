"""What is the matter with the wallet, in plain words, and the one thing that helps where a sync does not."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.credits.controller import Known, Link
from infrasketch_desktop.ui.credits.desk import State
from infrasketch_desktop.ui.widgets.roles import button, label, set_role

_ANEW = frozenset({State.REENROL, State.REVOKED})


class StateCard(QFrame):
    """Hidden while everything is as it should be. Becoming a new device asks once more in the card itself."""

    def __init__(self, begin_anew: Callable[[], object]) -> None:
        super().__init__()
        self._begin_anew = begin_anew
        set_role(self, "note-warning")
        self.title, self.text = label("", "strong", wrap=True, live=True), label("", wrap=True, live=True)
        self.anew = button(tr("Set this computer up again…"), partial(self._ask, True))
        self.really = button(tr("Set up again"), self._go, "primary")
        self.leave = button(tr("Leave it"), partial(self._ask, False))
        self._advice = ""
        self._needs_anew = False
        row = QHBoxLayout()
        for way in (self.anew, self.leave, self.really):
            row.addWidget(way)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(6)
        layout.addWidget(self.title)
        layout.addWidget(self.text)
        layout.addLayout(row)

    def show_state(self, known: Known) -> None:
        balance = known.balance
        if balance is None:
            self.hide()
            return
        self._needs_anew = needs_anew(known)
        self._advice = balance.advice
        title = balance.what or (known.trouble if self._needs_anew else "")
        self.title.setText(title)
        self._ask(False)
        self.setVisible(bool(title))

    def _ask(self, asking: bool) -> None:
        self.text.setText(_consequence() if asking else self._advice)
        self.text.setVisible(bool(self.text.text()))
        self.anew.setVisible(self._needs_anew and not asking)
        self.really.setVisible(asking)
        self.leave.setVisible(asking)
        if asking:
            self.leave.setFocus()

    def _go(self) -> None:
        self._ask(False)
        self._begin_anew()


def needs_anew(known: Known) -> bool:
    """Whether only becoming a new device helps; in a sandbox, where no money is lost, it may help against anything."""
    balance = known.balance
    if balance is None:
        return False
    return known.needs_anew or balance.state in _ANEW or (known.link is Link.TROUBLE and balance.sandbox)


def _consequence() -> str:
    return tr(
        "This computer becomes a new device with an empty wallet; the old one is kept aside. Credits of an account are "
        "found again by logging in. Credits that never belonged to an account cannot be reached any more."
    )
