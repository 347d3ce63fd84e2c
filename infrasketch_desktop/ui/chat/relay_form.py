"""The vendor's relay: what it means, and the account that it needs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.credits.commands import CreditsCommands
from infrasketch_desktop.ui.credits.controller import CreditsController
from infrasketch_desktop.ui.widgets.roles import button, label


class RelayForm(QWidget):
    """Follows who is signed in."""

    grown = Signal()

    def __init__(self, credits_: CreditsController, commands: CreditsCommands, dialog: QWidget) -> None:
        super().__init__()
        self._credits = credits_
        self.state = label("", "", wrap=True, live=True)
        self.sign_up = button(tr("Sign up…"), lambda: commands.sign_up(dialog), "primary")
        self.log_in = button(tr("Log in…"), lambda: commands.log_in(dialog))
        row = QHBoxLayout()
        row.addWidget(self.sign_up)
        row.addWidget(self.log_in)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label(_promise(), "muted", wrap=True))
        layout.addWidget(self.state)
        layout.addLayout(row)
        credits_.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        email = self._credits.known.email
        self.state.setText(
            tr("Signed in as {email}.", email=email) if email else tr("An account is needed: sign up or log in.")
        )
        self.sign_up.setVisible(not email)
        self.log_in.setVisible(not email)
        self.grown.emit()


def _promise() -> str:
    return tr(
        "No key is needed. Requests go through the server of InfraSketch and cost credits by tier; Haiku is free. What "
        "you refuse is given back."
    )
