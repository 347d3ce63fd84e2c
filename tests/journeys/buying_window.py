"""The program that `test_purchase_window` drives: it opens the buy dialog, pays, and says what its window shows.

Its lines: `open ADDRESS` for a page that it opens in the browser, `balance TEXT` whenever the top bar shows another
balance, `stage NAME` whenever the purchase has come further.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import QTimer

from infrasketch_desktop.app import Program, make_application
from infrasketch_desktop.storage.profile import Profile
from infrasketch_desktop.ui.credits.balance_button import BalanceButton
from infrasketch_desktop.ui.credits.buy_dialog import BuyDialog

PACKAGE = "pro"
STEP_MS = 20
PATIENCE_MS = 120_000
"""After which it ends by itself: something it waits for does not happen."""


def say(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


class SpokenOpener:
    """Says which page a browser should show."""

    def open_page(self, address: str) -> bool:
        say("open", address)
        return True

    def open_folder(self, folder: Path) -> bool:
        return bool(folder)


class Buyer:
    """Opens the buy dialog of the first window, chooses a package and pays; afterwards the window is only watched."""

    def __init__(self, program: Program) -> None:
        self._window = program.windows.all[0]
        self._credits = program.services.credits
        self._said: dict[str, str] = {}
        self._asked = self._paid = False
        self._timer = QTimer(self._window)
        self._timer.timeout.connect(self._go_on)
        self._timer.start(STEP_MS)

    def _go_on(self) -> None:
        balance = self._window.findChild(BalanceButton)
        self._say_news("balance", balance.text())
        purchase = self._credits.purchase.current
        if purchase is not None:
            self._say_news("stage", purchase.stage.value)
        if not self._asked and self._credits.known.prices is not None:
            self._asked = True
            self._window.commands.perform("credits.buy")
        elif self._asked and not self._paid:
            self._pay()

    def _pay(self) -> None:
        dialog = self._window.findChild(BuyDialog)
        card = next((card for card in dialog.packages.cards if card.package.id == PACKAGE), None)
        if card is not None and dialog.pay.isEnabled():
            self._paid = True
            card.click()
            dialog.pay.click()

    def _say_news(self, about: str, text: str) -> None:
        if self._said.get(about) != text:
            self._said[about] = text
            say(about, text)


def main(profile: Path) -> None:
    application = make_application()
    with ExitStack() as stack:
        program = Program(application, Profile.at(profile), stack, opener=SpokenOpener())
        program.start(())
        buyer = Buyer(program)
        QTimer.singleShot(PATIENCE_MS, lambda: os._exit(1))
        application.exec()
        del buyer


if __name__ == "__main__":
    main(Path(sys.argv[1]))
