"""What an answer costs: said and agreed to before, held while it streams, paid when it is taken, else given back."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.wallet.paying import agreed, ready
from infrasketch_desktop.credits.quotes import Quote
from infrasketch_desktop.wallet.errors import WalletError
from infrasketch_desktop.wallet.relay_turns import is_unknown_turn
from infrasketch_desktop.wallet.service import Credits


@dataclass(slots=True)
class Payment:
    """`accept` says that the answer is taken. `charged` is known when the block has ended; None where nobody said."""

    operation: str
    price: int
    sha: str = ""
    charged: int | None = 0

    def accept(self, answer: str) -> None:
        """Let the credits be paid for `answer`."""
        self.sha = hashlib.sha256(answer.encode("utf-8", "replace")).hexdigest()


def agreed_price(credits_: Credits, asked: Quote, arguments: argparse.Namespace, console: Console) -> bool:
    """Whether the price may be spent: it is nothing, --yes was given, or somebody says yes now.

    Raises:
        CommandError: there are too few credits.
    """
    if asked.total == 0:
        return True
    ready(credits_, lambda: asked)
    return arguments.yes or agreed(asked, credits_.wallet, console)


@contextmanager
def holding(credits_: Credits | None, asked: Quote | None, operation: str) -> Iterator[Payment]:
    """Hold the price while the block runs; it is paid when the block accepted the answer, and given back otherwise.

    Without `credits_` somebody else bills, or nobody does. Raises WalletError.
    """
    if credits_ is None or asked is None or asked.total == 0:
        yield Payment(operation, 0)
        return
    wallet = credits_.wallet
    wallet.reserve(operation, asked)
    payment = Payment(operation, asked.total)
    try:
        yield payment
    except BaseException:
        wallet.release(operation)
        raise
    if payment.sha:
        payment.charged = wallet.commit(operation, asked.total, payment.sha)
        wallet.remember()
    else:
        wallet.release(operation)


@contextmanager
def relayed(credits_: Credits, asked: Quote, operation: str, console: Console) -> Iterator[Payment]:
    """The relay takes its price with the answer: ask what that was when the block accepted it, else have it given back.

    What it says to that is warned of, and changes nothing of the answer.
    """
    payment = Payment(operation, asked.total)
    try:
        yield payment
    except BaseException:
        _give_back(credits_, payment, console)
        raise
    if not payment.sha:
        _give_back(credits_, payment, console)
        return
    try:
        payment.charged = credits_.take(operation).credits
    except WalletError as error:
        payment.charged = None
        console.warn(f"It is not known what the relay took for this answer: {error}")


def _give_back(credits_: Credits, payment: Payment, console: Console) -> None:
    if not payment.price:
        return
    try:
        credits_.refuse(payment.operation)
    except WalletError as error:
        if not is_unknown_turn(error):
            console.warn(f"If the relay took credits for this answer, they were not given back: {error}")
