"""What goes wrong with credits, as errors of the command line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from infrasketch_desktop.cli.outcome import CommandError
from infrasketch_desktop.cli.wallet.words import package_as_json, price_text
from infrasketch_desktop.credits.errors import CreditsError
from infrasketch_desktop.resources import ResourceError
from infrasketch_desktop.wallet.errors import NOTHING_CHARGED, ServerRefusedError, WalletError, credits_text
from infrasketch_desktop.wallet.wallet import Wallet


@contextmanager
def explained() -> Iterator[None]:
    """Expected failures of the block become CommandErrors."""
    try:
        yield
    except ServerRefusedError as error:
        raise CommandError(error.what, kept=error.kept, advice=error.advice, extra={"code": error.code}) from error
    except WalletError as error:
        raise CommandError(error.what, kept=error.kept, advice=error.advice) from error
    except (CreditsError, ResourceError) as error:
        raise CommandError(str(error)) from error


def too_few(required: int, wallet: Wallet, trouble: str) -> CommandError:
    """The work costs more than can be spent here; says which packages there are, or what is in the way.

    `trouble` is why the server could not be met just now, "" when it was.
    """
    balance, prices = wallet.balance(), wallet.prices
    told = {
        "code": "insufficient_credits",
        "required": required,
        "credits_remaining": balance.spendable,
        "packages": [package_as_json(package, prices) for package in prices.packages],
    }
    what = f"This costs {credits_text(required)}; {credits_text(balance.spendable)} can be spent here."
    if balance.state.may_spend and not trouble:
        offers = ", ".join(f"{one.id} ({one.credits:,} for {price_text(one, prices)})" for one in prices.packages)
        advice = f"Packages: {offers}. Buy one with `infrasketch wallet buy NAME`."
    else:
        what = " ".join(part for part in (what, trouble or balance.state.what) if part)
        advice = balance.state.advice or "Try again when the server can be reached."
    return CommandError(what, kept=NOTHING_CHARGED, advice=advice, extra=told)
