"""One quiet line of the status bar about credits: meeting the server, offline, low, or what needs attention."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.accessible.announcing import announce
from infrasketch_desktop.ui.credits.controller import CreditsController, Known, Link
from infrasketch_desktop.ui.credits.words import credits_text


class SyncButton(QToolButton):
    """Opens the wallet, where the same is said at length; hidden while there is nothing to say."""

    def __init__(self, controller: CreditsController, clicked: Callable[[], object]) -> None:
        super().__init__()
        self._controller = controller
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(lambda: clicked())  # noqa: PLW0108 - the signal's own argument is not for `clicked`
        controller.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        known = self._controller.known
        short, long = sync_words(known)
        is_news = short != self.text() and known.link in (Link.OFFLINE, Link.TROUBLE)
        self.setText(short)
        self.setToolTip(long)
        self.setAccessibleName(tr("Credits: {state}", state=short))
        self.setAccessibleDescription(long)
        self.setVisible(bool(short))
        if is_news and self.isVisible() and self.isActiveWindow():
            announce(self, short)


def sync_words(known: Known) -> tuple[str, str]:
    """The line, and what its tool tip adds."""
    balance = known.balance
    if known.link is Link.SYNCING:
        return tr("Syncing credits…"), ""
    if balance is not None and not balance.may_spend and not balance.is_new:
        return tr("The wallet needs attention"), balance.what
    if known.link is Link.OFFLINE:
        return tr("Offline"), tr("The licensing server was not reached. Everything on this computer works.")
    if known.link is Link.TROUBLE:
        return tr("The wallet needs attention"), known.trouble
    if balance is not None and balance.low and balance.may_spend:
        return tr("{credits} left", credits=credits_text(balance.total)), tr("Buy more in the wallet.")
    return (tr("Credits synced"), "") if known.link is Link.SYNCED else ("", "")
