"""Names movements for people."""

from __future__ import annotations

from infrasketch_desktop.credits.errors import PriceError
from infrasketch_desktop.credits.prices import PriceList
from licensing_server.books.book import Reason
from licensing_server.books.statements import Line

_GRANTS = {
    "welcome": "Welcome credits",
    "checkout_session": "Purchase",
    "invoice": "Subscription",
    "operator": "Gift",
}
"""By the source of the lot."""

_MOVEMENTS = {
    Reason.REPAY: "Debt covered",
    Reason.REFUND: "Taken back: the payment was returned",
    Reason.RESTORE: "Given back: the payment stays after all",
    Reason.EXPIRE: "Expired",
    Reason.RETURN: "Returned by a device",
    Reason.RECLAIM: "Taken back from a device",
}


def item_name(prices: PriceList, item: str | None) -> str:
    """The name of what was paid for; the ledger joins several items by a plus."""
    return " and ".join(_name(prices, part) for part in (item or "").split("+") if part) or "Work"


def movement(prices: PriceList, line: Line) -> str:
    if line.reason is Reason.GRANT:
        return _GRANTS.get(line.item or "", "Credits added")
    if line.reason is Reason.REVERSE:
        return f"{item_name(prices, line.item)}: given back, it was never delivered"
    if line.reason is Reason.MERGE:
        return "Brought along at sign-in" if line.amount > 0 else "Moved to the account of the user"
    return _MOVEMENTS.get(line.reason) or item_name(prices, line.item)


def _name(prices: PriceList, part: str) -> str:
    named = {bundle.id: bundle.name for bundle in prices.bundles}
    try:
        return named.get(part) or prices.item(part).name
    except PriceError:
        return part
