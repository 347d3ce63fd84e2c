"""The balance in the top bar, and the account menu beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.actions.qactions import ActionSet
from infrasketch_desktop.ui.credits.controller import CreditsController
from infrasketch_desktop.ui.credits.words import credits_text
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.widgets.menu import Menu
from infrasketch_desktop.ui.widgets.roles import set_role

MENU = "credits.wallet credits.buy credits.sync - credits.account credits.sign-up credits.log-in"


class BalanceButton(QToolButton):
    """“250 credits”; before the wallet was set up it only names what it opens."""

    def __init__(self, actions: ActionSet, icons: Icons, controller: CreditsController) -> None:
        super().__init__()
        self._controller = controller
        self.setIcon(icons.icon("credits"))
        self.clicked.connect(lambda: actions.perform("credits.wallet"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        controller.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        balance = self._controller.known.balance
        known = balance is not None and not balance.is_new
        self.setText(credits_text(balance.total) if balance is not None and known else tr("Credits"))
        self.setAccessibleName(tr("Wallet: {credits}", credits=self.text()))
        self.setToolTip(tr("Open the wallet"))


class AccountButton(QToolButton):
    """Who is signed in, the devices, and signing in and out."""

    def __init__(self, actions: ActionSet, icons: Icons, controller: CreditsController) -> None:
        super().__init__()
        self._actions = actions
        self._controller = controller
        self.setIcon(icons.icon("account"))
        self.setToolTip(tr("Account"))
        self.setAccessibleName(tr("Account"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_role(self, "menu")
        menu = Menu(self)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)

    def _fill(self) -> None:
        """Only what can be done now."""
        menu = self.menu()
        menu.clear()
        who = menu.addAction(self._controller.known.email or tr("Not signed in"))
        who.setEnabled(False)
        menu.addSeparator()
        self._actions.refresh()
        for word in MENU.split():
            if word == "-":
                menu.addSeparator()
            elif self._actions.is_enabled(word):
                menu.addAction(self._actions[word])
