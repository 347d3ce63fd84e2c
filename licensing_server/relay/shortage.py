"""What is said when an account has too few credits on the server."""

from __future__ import annotations

from infrasketch_desktop.credits.prices import PriceList
from licensing_server.books.errors import InsufficientCreditsError
from licensing_server.books.statements import Balance
from licensing_server.errors import ApiError
from licensing_server.schemas import packages_of


def too_few(prices: PriceList, found: Balance, error: InsufficientCreditsError) -> ApiError:
    """402 with what can be bought. Credits on devices pay for nothing here; the sentence says when they would do.

    Our program hands those of its own computer back and asks again before a person reads this: no sync does so.
    """
    movable = found.devices - found.frozen
    message = f"This needs {error.required} credits, and {error.remaining} are on the server. "
    if error.remaining + movable >= error.required:
        message += (
            f"{movable} more are set aside on computers of the account: ask from one that has them, which hands them "
            "over, or remove it from the account."
        )
    else:
        message += "Buy credits and ask again; a model of the included tier costs nothing."
    return ApiError(
        402,
        "insufficient_credits",
        message,
        credits_remaining=error.remaining,
        required=error.required,
        credits_on_devices=movable,
        packages=packages_of(prices),
    )
