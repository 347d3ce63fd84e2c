"""`infrasketch wallet buy`: a package of credits, paid in the browser and waited for."""

from __future__ import annotations

import argparse
import webbrowser
from collections.abc import Callable
from threading import Event

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.open import has_screen
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.cli.wallet.opening import opened
from infrasketch_desktop.cli.wallet.words import (
    SANDBOX,
    describe_balance,
    describe_packages,
    package_as_json,
    price_text,
)
from infrasketch_desktop.credits.prices import Package, PriceList
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.wallet.errors import NotConnectedError, credits_text
from infrasketch_desktop.wallet.purchases import Begun, Purchase, PurchaseState, pauses
from infrasketch_desktop.wallet.service import Credits
from infrasketch_desktop.wallet.states import StateKind

NEWS = {
    PurchaseState.WAITING: "Waiting for the payment. Ctrl+C stops the waiting, not the purchase.",
    PurchaseState.PROCESSING: "The payment is on its way; a bank may take days. The credits come with the next sync.",
    PurchaseState.PAID: "Paid.",
    PurchaseState.FAILED: "The payment failed. Nothing was charged.",
    PurchaseState.EXPIRED: "The checkout has closed without a payment. Nothing was charged.",
    PurchaseState.REFUNDED: "The purchase was paid and refunded.",
}


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    with opened(arguments, console) as desk:
        if arguments.package is None:
            return _list(desk.wallet.prices, console)
        _package(arguments.package, desk.wallet.prices)  # an unknown name needs no server
        if desk.wallet.state.kind is StateKind.NEW:
            desk.sync()
        prices = desk.wallet.prices
        package = _package(arguments.package, prices)
        begun = desk.buy(package.id)
        if desk.wallet.around.environment is Environment.SANDBOX:
            console.say(SANDBOX)
        _show(begun, package, prices, console)
        if not arguments.no_browser and has_screen():
            webbrowser.open(begun.url)
        try:
            purchase = wait_for(desk, begun, console, Event().wait)
        except KeyboardInterrupt:
            console.warn("Not waiting any longer. What is paid arrives with `infrasketch wallet sync`.")
            raise
        return _finish(desk, purchase, begun, console)


def _package(name: str, prices: PriceList) -> Package:
    for package in prices.packages:
        if package.id == name.strip().lower():
            return package
    names = ", ".join(package.id for package in prices.packages)
    raise CommandError(
        f"There is no package “{name}”.",
        kept="Nothing was bought.",
        advice=f"There are: {names}. `infrasketch wallet buy` lists them with their prices.",
        code=ExitCode.USAGE,
    )


def wait_for(desk: Credits, begun: Begun, console: Console, pause: Callable[[float], object]) -> Purchase:
    """Look at the purchase until it has ended; a server that is not reached for a while is asked again."""
    told: PurchaseState | None = None
    for seconds in pauses():
        try:
            purchase = desk.purchase_state(begun.id)
        except NotConnectedError as error:
            if not error.offline:
                raise
            pause(seconds)
            continue
        if purchase.state.is_final:
            return purchase
        if purchase.state is not told:
            console.say(NEWS.get(purchase.state, "Waiting."))
            told = purchase.state
        pause(seconds)
    raise AssertionError("pauses never end")


def _list(prices: PriceList, console: Console) -> ExitCode:
    console.result({"packages": [package_as_json(package, prices) for package in prices.packages]})
    for line in describe_packages(prices):
        console.say(line)
    if not console.as_json:
        console.warn("Which one? For example `infrasketch wallet buy pro`. Nothing was bought.")
    return ExitCode.NEEDS_ANSWER


def _show(begun: Begun, package: Package, prices: PriceList, console: Console) -> None:
    """With --json the address goes to standard error, because the result comes at the end."""
    line = f"{package.name}: {credits_text(begun.credits)} for {price_text(package, prices)}. Pay here: {begun.url}"
    if console.as_json:
        console.warn(line)
    else:
        console.say(line)


def _finish(desk: Credits, purchase: Purchase, begun: Begun, console: Console) -> ExitCode:
    paid = purchase.state is PurchaseState.PAID
    if paid:
        desk.sync()
    balance, environment = desk.wallet.balance(), desk.wallet.around.environment
    console.result(
        {
            "purchase": purchase.id,
            "state": purchase.state.value,
            "credits": purchase.credits if paid else 0,
            "checkout_url": begun.url,
            "balance": balance.total,
        }
    )
    if not paid:
        if not console.as_json:
            console.warn(f"{NEWS.get(purchase.state, purchase.state)} Begin again with `infrasketch wallet buy`.")
        return ExitCode.FAILED
    console.say(f"Paid. {credits_text(purchase.credits)} added.")
    for line in describe_balance(balance, environment):
        console.say(line)
    return ExitCode.OK
