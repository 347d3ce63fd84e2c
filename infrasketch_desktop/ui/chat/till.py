"""Pays for requests to models from the wallet of this computer: held before, paid when taken, else given back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from infrasketch_desktop.ui.credits.controller import CreditsController
from infrasketch_desktop.ui.lifeline import lifeline
from infrasketch_desktop.wallet.errors import WalletError


class BillState(StrEnum):
    """Where a bill stands. FREE ones never had a price."""

    FREE = "free"
    HELD = "held"
    PAID = "paid"
    GIVEN_BACK = "given-back"


@dataclass(slots=True)
class Bill:
    """What one request costs. `op` names it for the ledger; `left` is the balance after paying."""

    op: str
    item: str
    tier: str
    price: int
    state: BillState = BillState.FREE
    left: int = 0
    trouble: str = ""


class Till(QObject):
    """One for each open sketch. `changed` carries the bill that was paid or given back."""

    changed = Signal(object)

    def __init__(self, credits_: CreditsController, parent: QObject) -> None:
        super().__init__(parent)
        self._credits = credits_

    def hold(self, bill: Bill, held: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """Reserve the price of `bill`, then call `held`; a bill of nothing needs no wallet."""
        if bill.price == 0:
            held()
            return

        def done(_held: int) -> None:
            bill.state = BillState.HELD
            held()

        op, item, tier, price = bill.op, bill.item, bill.tier, bill.price
        self._credits.ask(lambda desk: desk.hold(op, item, tier, price), done, failed)

    def pay(self, bill: Bill, answer: str) -> None:
        """Pay what is held, or what was given back before: somebody takes after all what they had refused."""
        if bill.price == 0 or bill.state is BillState.PAID:
            return
        op, price, state = bill.op, bill.price, bill.state
        again = f"{op}+again"
        sha = hashlib.sha256(answer.encode()).hexdigest()

        is_there = lifeline(self)

        def done(left: int) -> None:
            bill.state, bill.left, bill.trouble = BillState.PAID, left, ""
            self._credits.spent()
            if is_there():
                self.changed.emit(bill)

        def failed(error: Exception) -> None:
            if not isinstance(error, WalletError):
                raise error
            bill.trouble = str(error)
            if is_there():
                self.changed.emit(bill)

        if state is BillState.HELD:
            self._credits.ask(lambda desk: desk.pay_held(op, price, sha), done, failed)
        else:
            item, tier = bill.item, bill.tier
            self._credits.ask(lambda desk: desk.pay_held(again, desk.hold(again, item, tier, price), sha), done, failed)

    def give_back(self, bill: Bill) -> None:
        """Let go of what is held: the answer did not come, or what it proposed was refused."""
        if bill.state is not BillState.HELD:
            return
        bill.state = BillState.GIVEN_BACK
        op = bill.op
        self._credits.ask(lambda desk: desk.give_back(op), lambda _none: self._credits.refresh(), self._on_not_freed)
        self.changed.emit(bill)

    def _on_not_freed(self, error: Exception) -> None:
        """What could not be freed now is freed at the next start, which settles what nobody works on any more."""
        if not isinstance(error, WalletError):
            raise error
