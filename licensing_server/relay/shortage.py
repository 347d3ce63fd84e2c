"""What is said when an account has too few credits on the server."""

from __future__ import annotations

from infrasketch_desktop.credits.prices import PriceList
from licensing_server.books.errors import InsufficientCreditsError
from licensing_server.books.statements import Balance
from licensing_server.relay.errors import RelayError
from licensing_server.schemas import packages_of


def too_few(prices: PriceList, found: Balance, error: InsufficientCreditsError) -> RelayError:
    """402 with what can be bought. Credits on devices pay for nothing here; the sentence says when they would do."""
    movable = found.devices - found.frozen
    message = f"This needs {error.required} credits, and {error.remaining} are on the server. "
    if error.remaining + movable >= error.required:
        message += f"{movable} more are set aside on your devices: give some back with a sync, and ask again."
    else:
        message += "Buy credits and ask again; a model of the included tier costs nothing."
    return RelayError(
        402,
        "insufficient_credits",
        message,
        credits_remaining=error.remaining,
        required=error.required,
        credits_on_devices=movable,
        packages=packages_of(prices),
    )
