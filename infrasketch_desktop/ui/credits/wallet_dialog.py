"""The wallet: what is left and until when, how the server was met, and every movement so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.credits.controller import CreditsController, Link
from infrasketch_desktop.ui.credits.desk import Balance, Movement
from infrasketch_desktop.ui.credits.history import HistoryTable
from infrasketch_desktop.ui.credits.state_card import StateCard
from infrasketch_desktop.ui.credits.wallet_words import account_words, link_words, note_words, parts_words
from infrasketch_desktop.ui.credits.words import credits_text
from infrasketch_desktop.ui.theme.measures import resize_grown
from infrasketch_desktop.ui.widgets.roles import button, label

_PAGE = 200
_LINK_PADDING = 8
"""What the style sheet leaves around the text of a link, so that the text stands below the others."""


class WalletDialog(QDialog):
    """Meets the server when it opens. `buy_wanted` and `account_wanted` ask for other dialogs."""

    buy_wanted = Signal()
    account_wanted = Signal()

    def __init__(self, controller: CreditsController, now: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(parent)
        self._controller = controller
        self._now = now
        self._limit = _PAGE
        self._listed: Balance | None = None
        self.setWindowTitle(tr("Wallet"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.balance, self.parts = label("", "display"), label("", "muted", wrap=True)
        self.state = StateCard(controller.begin_anew)
        self.link = label("", "muted", wrap=True, live=True)
        self.sync = button(tr("Sync now"), controller.sync)
        self.buy = button(tr("Buy credits…"), self.buy_wanted.emit, "primary")
        self.account = button("", self.account_wanted.emit, "link")
        self.history = HistoryTable()
        self.history.more_wanted.connect(self._show_more)
        self.note = label("", "hint", wrap=True)
        self._build()
        resize_grown(self, 760, 620)
        controller.changed.connect(self._follow)
        self._follow()
        controller.refresh()
        controller.sync()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.balance, 1)
        head.addWidget(self.buy, 0, Qt.AlignmentFlag.AlignVCenter)
        link = QHBoxLayout()
        link.addWidget(self.link, 1)
        link.addWidget(self.sync, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.addSpacing(-_LINK_PADDING)
        foot.addWidget(self.account)
        foot.addStretch(1)
        close = button(tr("Close"), self.accept)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.parts)
        layout.addWidget(self.state)
        layout.addLayout(link)
        layout.addSpacing(8)
        layout.addWidget(label(tr("History"), "section"))
        layout.addWidget(self.history, 1)
        layout.addWidget(self.note)
        layout.addLayout(foot)
        self.buy.setDefault(True)
        self.history.setFocus()

    def _follow(self) -> None:
        """Show what is known now."""
        known = self._controller.known
        balance = known.balance
        self.balance.setText(credits_text(balance.total) if balance is not None else tr("Looking…"))
        self.parts.setText(parts_words(balance) if balance is not None else "")
        self.parts.setVisible(bool(self.parts.text()))
        self.state.show_state(known)
        self.link.setText(link_words(known, self._now()))
        self.sync.setEnabled(known.link is not Link.SYNCING)
        self.account.setText(account_words(known))
        self.note.setText(note_words(known))
        self.note.setVisible(bool(self.note.text()))
        if balance is not None and balance != self._listed:
            self._listed = balance
            self._read_history()

    def _read_history(self) -> None:
        limit = self._limit
        self._controller.ask(lambda desk: desk.history(limit + 1), self._show_history, self._on_unread, self)

    def _show_history(self, movements: Sequence[Movement]) -> None:
        self.history.show_movements(movements[: self._limit], more=len(movements) > self._limit)

    def _on_unread(self, error: Exception) -> None:
        self.history.show_trouble(str(error))

    def _show_more(self) -> None:
        self._limit += _PAGE
        self._read_history()
