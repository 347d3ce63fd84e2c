"""Pays for requests to models: held before, paid when taken, else given back.

The wallet of this computer does so in two phases. The vendor's relay takes its price with the answer; it is asked what
that was when the answer is taken, and told to give it back when it is not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from infrasketch_desktop.ui.chat.bills import Bill, BillState
from infrasketch_desktop.ui.chat.tiers import Payer
from infrasketch_desktop.ui.credits.controller import CreditsController
from infrasketch_desktop.ui.credits.desk import Desk, TurnCost
from infrasketch_desktop.ui.lifeline import lifeline
from infrasketch_desktop.wallet.errors import WalletError
from infrasketch_desktop.wallet.relay_turns import is_unknown_turn


class Till(QObject):
    """One for each open sketch. `changed` carries the bill that was paid or given back."""

    changed = Signal(object)

    def __init__(self, credits_: CreditsController, parent: QObject) -> None:
        super().__init__(parent)
        self._credits = credits_
        self._is_there = lifeline(self)
        self._going_back: dict[str, str | None] = {}

    def hold(self, bill: Bill, held: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """Reserve the price of `bill`, then call `held`; the relay does so itself, and nothing needs no wallet."""
        if bill.price == 0:
            held()
            return

        def done(_held: int) -> None:
            bill.state = BillState.HELD
            held()

        if bill.payer is Payer.RELAY:
            done(bill.price)
            return
        op, item, tier, price = bill.op, bill.item, bill.tier, bill.price
        self._credits.ask(lambda desk: desk.hold(op, item, tier, price), done, failed)

    def pay(self, bill: Bill, answer: str) -> None:
        """Pay what is held, or what was given back before: somebody takes after all what they had refused."""
        if bill.op in self._going_back:  # decisions are heard in the order in which they were made
            self._going_back[bill.op] = answer
            return
        if bill.state is BillState.PAID:
            bill.trouble = ""
        if bill.price == 0 or bill.state is BillState.PAID:
            return
        was_held = bill.state is BillState.HELD
        work = _taking(bill) if bill.payer is Payer.RELAY else _paying(bill, answer, was_held=was_held)

        def done(cost: TurnCost) -> None:
            bill.price, bill.left, bill.trouble = cost.credits, cost.left, ""
            bill.state = BillState.PAID if cost.credits else BillState.GIVEN_BACK
            self._credits.spent()
            self._tell(bill)

        def failed(error: Exception) -> None:
            if not isinstance(error, WalletError):
                raise error
            if bill.payer is Payer.RELAY and was_held:  # it has its price; only what is left is not known
                bill.state = BillState.PAID
            else:
                bill.trouble = str(error)
            self._tell(bill)

        self._credits.ask(work, done, failed)

    def give_back(self, bill: Bill, *, came: bool = True) -> None:
        """Let go of what is held: the answer did not come, or what it proposed was refused.

        With `came` False nothing of it came, for which the relay takes nothing.
        """
        if bill.state is not BillState.HELD:
            return
        bill.state = BillState.GIVEN_BACK
        op = bill.op
        if bill.payer is not Payer.RELAY:
            self._undo(bill, lambda desk: desk.give_back(op))
        elif came:
            self._undo(bill, lambda desk: desk.refuse_turn(op))
        self.changed.emit(bill)

    def close(self, bill: Bill) -> None:
        """The sketch is closed before anybody decided: the wallet lets go, and the relay waits for the next run."""
        if bill.payer is not Payer.RELAY:
            self.give_back(bill)

    def _undo(self, bill: Bill, work: Callable[[Desk], object]) -> None:
        self._going_back[bill.op] = None

        def done(_given: object) -> None:
            self._credits.spent() if bill.payer is Payer.RELAY else self._credits.refresh()
            self._go_on(bill)

        def failed(error: Exception) -> None:
            if not isinstance(error, WalletError):
                raise error
            if bill.payer is Payer.RELAY and not is_unknown_turn(error):
                bill.state, bill.trouble = BillState.PAID, str(error)
            self._go_on(bill)  # what the wallet could not free now is freed at the next start, which settles it

        self._credits.ask(work, done, failed)

    def _go_on(self, bill: Bill) -> None:
        """What was held is back, or will be: pay what was taken after all meanwhile."""
        answer = self._going_back.pop(bill.op)
        if answer is not None:
            self.pay(bill, answer)
        self._tell(bill)

    def _tell(self, bill: Bill) -> None:
        if self._is_there():
            self.changed.emit(bill)


def _paying(bill: Bill, answer: str, *, was_held: bool) -> Callable[[Desk], TurnCost]:
    """From the wallet of this computer; under a name of its own where the first hold has ended."""
    op, item, tier, price = bill.op, bill.item, bill.tier, bill.price
    sha = hashlib.sha256(answer.encode("utf-8", "replace")).hexdigest()

    def pay(desk: Desk) -> TurnCost:
        if was_held:
            return TurnCost(price, desk.pay_held(op, price, sha))
        again = f"{op}+again"
        held = desk.hold(again, item, tier, price)
        return TurnCost(held, desk.pay_held(again, held, sha))

    return pay


def _taking(bill: Bill) -> Callable[[Desk], TurnCost]:
    op = bill.op
    return lambda desk: desk.take_turn(op)
