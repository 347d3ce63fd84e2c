"""Paid work on the command line: the price, the question, the delivery and the receipt."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.cli.wallet.failures import too_few
from infrasketch_desktop.cli.wallet.opening import opened
from infrasketch_desktop.credits.quotes import Quote
from infrasketch_desktop.storage.errors import reason
from infrasketch_desktop.wallet.delivery import Delivered, Terms, Work, deliver
from infrasketch_desktop.wallet.errors import NOTHING_CHARGED, WalletError, credits_text
from infrasketch_desktop.wallet.service import Credits
from infrasketch_desktop.wallet.wallet import Wallet

TERMS = Terms(give_up_on=(ImportError,))
"""A library that cannot be loaded fails every file alike, and the program has words for it."""
YES = {"y", "yes"}


def pay(
    works: Sequence[Work],
    arguments: argparse.Namespace,
    console: Console,
    told: Callable[[], Mapping[str, object]] = dict,
) -> ExitCode:
    """Make and pay for `works` as the options `--yes` and `--dry-run` say.

    `told` is asked afterwards what else belongs into the result for --json.

    Raises:
        CommandError: nothing was made and nothing was charged.
    """
    with opened(arguments, console) as desk:
        wallet = desk.wallet
        asked = _quote(wallet, works)
        if arguments.dry_run:
            return _say_price(asked, wallet, console)
        asked = ready(desk, lambda: _quote(wallet, works))
        if asked.total and not arguments.yes and not agreed(asked, wallet, console):
            return ExitCode.NEEDS_ANSWER
        _make_folders(works)
        delivered = deliver(wallet, asked, works, terms=TERMS)
        return _report(delivered, asked, wallet, console, told())


def _quote(wallet: Wallet, works: Sequence[Work]) -> Quote:
    return wallet.quote([work.wanted for work in works])


def ready(desk: Credits, quote_now: Callable[[], Quote]) -> Quote:
    """What `quote_now` says, after meeting the server if that may bring the credits that are missing here.

    Raises:
        CommandError: there are too few.
    """
    asked = quote_now()
    if asked.total <= desk.wallet.balance().spendable:
        return asked
    trouble = ""
    try:
        desk.sync()
    except WalletError as error:
        trouble = error.what
    asked = quote_now()
    if asked.total > desk.wallet.balance().spendable:
        raise too_few(asked.total, desk.wallet, trouble)
    return asked


def agreed(asked: Quote, wallet: Wallet, console: Console) -> bool:
    """Whether the person at the terminal says yes; without a terminal the price is said, and nobody has said it."""
    left = wallet.balance().spendable
    question = f"{price_line(asked)} Pay? {left - asked.total:,} of {left:,} are left then."
    if console.as_json or not console.source.isatty():
        console.result({"asked": True, "question": question, **price_as_json(asked, wallet)})
        if not console.as_json:
            console.warn(f"{question} Say --yes to pay. Nothing was made or charged.")
        return False
    print(f"{question} [y/N] ", end="", file=console.err, flush=True)
    if console.source.readline().strip().lower() in YES:
        return True
    console.warn("Nothing was made or charged.")
    return False


def _say_price(asked: Quote, wallet: Wallet, console: Console) -> ExitCode:
    console.result({"asked": False, **price_as_json(asked, wallet)})
    console.say(f"{price_line(asked)} {credits_text(wallet.balance().spendable)} can be spent here.")
    return ExitCode.OK


def price_line(asked: Quote) -> str:
    """Such as `2 x Picture (PNG): 2 credits.`"""
    lines = (f"{line.quantity} x {line.name}" if line.quantity > 1 else line.name for line in asked.lines)
    return f"{' + '.join(lines)}: {credits_text(asked.total)}."


def price_as_json(asked: Quote, wallet: Wallet) -> dict[str, object]:
    return {
        "price": asked.total,
        "spendable": wallet.balance().spendable,
        "prices_version": asked.version,
        "lines": [
            {"item": line.item, "name": line.name, "quantity": line.quantity, "unit": line.unit} for line in asked.lines
        ],
    }


def _make_folders(works: Sequence[Work]) -> None:
    for folder in dict.fromkeys(work.target.parent for work in works):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            why, advice = reason(error)
            what = f"The folder “{_shown(folder)}” cannot be made: {why}."
            raise CommandError(what, kept=NOTHING_CHARGED, advice=advice) from error


def _report(
    delivered: Delivered, asked: Quote, wallet: Wallet, console: Console, told: Mapping[str, object]
) -> ExitCode:
    balance = wallet.balance()
    console.result(
        {
            "op": delivered.op,
            "files": [str(path) for path in delivered.files],
            "item": asked.item,
            "charged": delivered.charged,
            "balance": balance.total,
            "failed": [{"file": str(failure.target), "error": _why(failure.error)} for failure in delivered.failures],
            **told,
        }
    )
    for path in delivered.files:
        console.say(f"Saved to {_shown(path)}.")
    for failure in delivered.failures:
        console.warn(f"“{_shown(failure.target)}” could not be made: {_why(failure.error)} It was not charged.")
    if delivered.charged:
        console.say(f"Paid {credits_text(delivered.charged)}; {balance.spendable:,} can be spent here.")
    return ExitCode.FAILED if delivered.failures else ExitCode.OK


def _why(error: Exception) -> str:
    """What went wrong with one file, as a sentence."""
    if isinstance(error, OSError) and error.errno and error.strerror == os.strerror(error.errno):  # not words of ours
        return f"{reason(error)[0].capitalize()}."
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return said if said.endswith((".", "!", "?")) else f"{said}."


def _shown(path: Path) -> Path:
    """As short as it can be said from here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
