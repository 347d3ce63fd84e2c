"""Balance, movements and packages: as JSON values for programs and as lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.credits.lots import LotKind
from infrasketch_desktop.credits.prices import Package, PriceList
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.wallet.balances import Balance, LotBalance, Movement, MovementState
from infrasketch_desktop.wallet.errors import credits_text
from infrasketch_desktop.wallet.wallet import Wallet

SANDBOX = "Sandbox: no money moves, and these credits are worth nothing elsewhere."
_CENTS = 100
_SYMBOLS = {"usd": "$", "eur": "€", "gbp": "£"}
_KINDS = {
    LotKind.PLAN: "of this month's plan",
    LotKind.BONUS: "welcome or bonus credits",
    LotKind.PACK: "bought",
    LotKind.GRACE: "on trust",
}
_SUFFIXES = {MovementState.UNDER_WAY: " (under way)", MovementState.REVERSED: " (given back)"}


def say_balance(wallet: Wallet, console: Console, **also: object) -> None:
    """The result of the commands that end with a balance; `also` goes in front of it as JSON."""
    balance, environment = wallet.balance(), wallet.around.environment
    console.result({**also, **balance_as_json(balance, environment)})
    for line in describe_balance(balance, environment):
        console.say(line)


def balance_as_json(balance: Balance, environment: Environment) -> dict[str, object]:
    """`balance` is all the account has as far as is known here; `spendable` is what can be spent here and now."""
    return {
        "environment": environment.value,
        "balance": balance.total,
        "spendable": balance.spendable,
        "reserved": balance.reserved,
        "at_server": balance.pool_hint,
        "debt": balance.debt,
        "low": balance.low,
        "state": balance.state.kind.value,
        "message": balance.state.text or None,
        "lease_until": balance.lease_until or None,
        "last_sync": balance.last_sync,
        "lots": [_lot(lot) for lot in balance.lots],
    }


def describe_balance(balance: Balance, environment: Environment) -> Iterator[str]:
    """The sum, its lots, and what there is to say about spending it."""
    yield f"{credits_text(balance.total)}.{_elsewhere(balance)}"
    for lot in balance.lots:
        yield f"  {_lot_line(lot)}"
    if balance.debt:
        was, them = ("was", "it") if balance.debt == 1 else ("were", "them")
        yield f"{credits_text(balance.debt)} {was} used and not paid; the next purchase repays {them} first."
    if balance.state.text:
        yield balance.state.text
    elif balance.last_sync is not None:
        yield f"Can be spent here without a network until {when(balance.lease_until)}."
    if balance.low and balance.last_sync is not None:
        yield "Running low: `infrasketch wallet buy` lists the packages."
    if environment is Environment.SANDBOX and balance.last_sync is not None:
        yield SANDBOX


def movement_as_json(movement: Movement) -> dict[str, object]:
    return {
        "number": movement.number,
        "at": movement.at,
        "kind": movement.kind.value,
        "title": movement.title,
        "amount": movement.amount,
        "balance_after": movement.balance_after,
        "files": [str(path) for path in movement.targets],
        "state": movement.state.value,
        "op": movement.op,
    }


def describe_movement(movement: Movement) -> str:
    """Such as `2026-11-21 11:50     -1  Picture (PNG): shop.png  (9 left)`."""
    files = f": {', '.join(map(str, movement.targets))}" if movement.targets else ""
    state = _SUFFIXES.get(movement.state, "")
    left = f"({movement.balance_after:,} left)"
    return f"{when(movement.at)}  {movement.amount:+6,}  {movement.title}{files}{state}  {left}"


def package_as_json(package: Package, prices: PriceList) -> dict[str, object]:
    """`amount` is in the smallest unit of the currency."""
    return {
        "id": package.id,
        "name": package.name,
        "amount": package.amount,
        "currency": prices.currency,
        "credits": package.credits,
    }


def describe_packages(prices: PriceList) -> Iterator[str]:
    for package in prices.packages:
        yield f"  {package.id:12}{price_text(package, prices):>10}  {credits_text(package.credits)}"


def price_text(package: Package, prices: PriceList) -> str:
    """Such as `$20.00`."""
    symbol = _SYMBOLS.get(prices.currency, f"{prices.currency.upper()} ")
    return f"{symbol}{package.amount // _CENTS:,}.{package.amount % _CENTS:02}"


def when(seconds: int) -> str:
    """A time in seconds UTC, by the clock of this computer."""
    return f"{datetime.fromtimestamp(seconds, UTC).astimezone():%Y-%m-%d %H:%M}"


def _elsewhere(balance: Balance) -> str:
    places = ((balance.reserved, "held for work under way"), (balance.pool_hint, "waiting at the server"))
    parts = [f"{credits_text(amount)} {where}" for amount, where in places if amount]
    return f" {balance.spendable:,} can be spent here now; {', '.join(parts)}." if parts else ""


def _lot(lot: LotBalance) -> dict[str, object]:
    return {
        "id": lot.g,
        "kind": lot.kind.value,
        "remaining": lot.remaining,
        "expires_at": lot.expires_at,
        "usable": lot.usable,
    }


def _lot_line(lot: LotBalance) -> str:
    until = "" if lot.expires_at is None else f", until {when(lot.expires_at)}"
    return f"{lot.remaining:,} {_KINDS[lot.kind]}{until}{'' if lot.usable else ' (not now)'}"
