"""What one request to a model costs, who takes it, where that stands, and how a bill that waits is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from infrasketch_desktop.ui.chat.tiers import Payer

_TEXTS = ("op", "item", "tier")
_LARGEST = 1_000_000_000


class BillState(StrEnum):
    """Where a bill stands. FREE ones never had a price; GIVEN_BACK ones are not charged unless somebody pays yet."""

    FREE = "free"
    HELD = "held"
    PAID = "paid"
    GIVEN_BACK = "given-back"


@dataclass(slots=True)
class Bill:
    """What one request costs. `op` names it for the ledger; `left` is the balance after paying, where it was told.

    What the relay takes is HELD until a person has decided: it takes the price with the answer, and gives it back.
    """

    op: str
    item: str
    tier: str
    price: int
    payer: Payer = Payer.WALLET
    state: BillState = BillState.FREE
    left: int | None = None
    trouble: str = ""


def bill_to_plain(bill: Bill) -> dict[str, Any]:
    """The form in which a bill waits for the next run."""
    texts = {name: getattr(bill, name) for name in _TEXTS}
    return {**texts, "price": bill.price, "payer": bill.payer.value}


def bill_from_plain(plain: Any) -> Bill | None:
    """The bill that `bill_to_plain` wrote, None for anything else.

    The wallet of this computer let go of what it held when the sketch was closed; the relay has its price.
    """
    if not isinstance(plain, Mapping) or plain.get("payer") not in tuple(Payer):
        return None
    op, item, tier = (str(plain.get(name, "")) for name in _TEXTS)
    price, payer = plain.get("price"), Payer(plain["payer"])
    if not op or type(price) is not int or not 0 < price < _LARGEST:
        return None
    state = BillState.HELD if payer is Payer.RELAY else BillState.GIVEN_BACK
    return Bill(op, item, tier, price, payer, state)
