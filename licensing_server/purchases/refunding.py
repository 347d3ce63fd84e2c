"""Pays unused credits back: what a refund is worth, and the refund itself."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from licensing_server.books import places
from licensing_server.books.lots import lot_id
from licensing_server.errors import LicensingServerError
from licensing_server.gateway import Refund
from licensing_server.models.money import Balance
from licensing_server.models.purchases import Purchase
from licensing_server.parts import Parts
from licensing_server.purchases.reversals import reverse
from licensing_server.purchases.rules import PurchaseState

_DAY = 24 * 3600


class RefundError(LicensingServerError):
    """The purchase cannot be paid back; nothing was paid."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What would be paid back: `credits_` of a purchase for `amount` in the smallest unit of its currency."""

    purchase: str
    credits_: int
    amount: int
    currency: str


def offer(parts: Parts, purchase_id: str, credits_: int | None = None, *, late: bool = False) -> Offer:
    """A refund of `credits_`, or of all that are unused: pro rata, rounded down (product.md, Prices).

    Used credits are paid back only when they are asked for by number; they become debt. `late` allows what is older
    than the policy of the price list.

    Raises:
        RefundError: the purchase is unknown, not paid, too old, or has fewer credits left than asked for.
    """
    with parts.database.reading() as session:
        purchase = session.get(Purchase, purchase_id)
        if purchase is None or not PurchaseState(purchase.state).is_granted or purchase.payment_intent is None:
            raise RefundError(f"Purchase {purchase_id} is unknown or was not paid. Look it up in the payment service.")
        unused = _unused(session, purchase)
    days = parts.book.prices.policy.refund_days
    if not late and parts.now() - purchase.created_at > days * _DAY:
        raise RefundError(f"Purchase {purchase_id} is older than {days} days. Add --late to pay it back all the same.")
    credits_ = unused if credits_ is None else credits_
    left = purchase.credits - purchase.taken_back
    if not 0 < credits_ <= left:
        raise RefundError(f"{credits_} credits cannot be paid back: {left} are left and {unused} are unused.")
    return Offer(purchase.id, credits_, purchase.amount * credits_ // purchase.credits, purchase.currency)


def pay_back(parts: Parts, agreed: Offer) -> Refund:
    """Have the payment service pay, then take the credits back.

    Sent again after it broke off, it pays nothing more: the key names the purchase as it was when the offer was made.

    Raises:
        GatewayError: the payment service refused or cannot be reached.
    """
    with parts.database.reading() as session:
        purchase = session.get_one(Purchase, agreed.purchase)
    payment_intent = str(purchase.payment_intent)
    key = f"refund-{purchase.id}-{purchase.taken_back}-{agreed.amount}"
    refund: Refund = parts.gateway.refund(payment_intent, amount=agreed.amount, key=key)
    reverse(parts, payment_intent)
    return refund


def _unused(session: Session, purchase: Purchase) -> int:
    """Credits of the purchase that nobody has spent, as far as devices have told."""
    lot = lot_id(purchase.source, str(purchase.source_id))
    found = session.execute(select(Balance.place, Balance.amount).where(Balance.lot == lot))
    return sum(row.amount for row in found if row.place == places.POOL or places.is_waiting(row.place))
