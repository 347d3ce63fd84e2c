"""What the state of a payment means for a purchase: pure rules of credits.md, section 7."""

from __future__ import annotations

from enum import StrEnum, auto

from licensing_server.gateway import Checkout, CheckoutStatus, Event, Payment


class PurchaseState(StrEnum):
    """Where a purchase stands, as the waiting program shows it."""

    WAITING = "waiting"
    PROCESSING = "processing"
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"
    PARTLY_REFUNDED = "partly_refunded"
    REFUNDED = "refunded"
    DISPUTED = "disputed"

    @property
    def is_granted(self) -> bool:
        """Whether its credits were issued, even if they were taken back since."""
        return self in {self.PAID, self.PARTLY_REFUNDED, self.REFUNDED, self.DISPUTED}


class Task(StrEnum):
    """What an event calls for."""

    FULFIL = auto()
    REVERSE = auto()
    RENEW = auto()
    NOTHING = auto()


_CHECKOUT_NEWS = {
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
}

_NOT_RETURNED = {"failed", "canceled"}
"""Refunds whose money stays here. One that is pending counts: the buyer must not spend what is on its way back."""

_NOT_WITHDRAWN = {"won", "prevented", "warning_needs_response", "warning_under_review", "warning_closed"}
"""Disputes whose money is here: those that were won, and inquiries, which withdraw nothing (docs.stripe.com/disputes).
A status that is new counts as withdrawn: taking credits back can be undone, and having them spent cannot.
"""

RENEWING_REASONS = {"subscription_create", "subscription_cycle"}
"""Invoices that pay for a period; others correct a period or are written by hand."""


def task_for(event: Event) -> Task:
    """What an event calls for; types this server does not know call for nothing."""
    if event.type in _CHECKOUT_NEWS and event.checkout:
        return Task.FULFIL
    if event.type.startswith(("refund.", "charge.refund", "charge.dispute.")) and (
        event.payment_intent or event.charge
    ):
        return Task.REVERSE
    if event.type == "invoice.paid" and event.invoice:
        return Task.RENEW
    return Task.NOTHING


def credits_to_take_back(credits_: int, payment: Payment) -> int:
    """How many of the credits of a purchase are not paid for, by everything that happened to its payment.

    Pro rata of the money and rounded up, after adding all of it up. A refund of unused credits pays
    floor(price x credits / all credits), and rounding up turns exactly that amount back into those credits while a
    cent is worth less than a credit; several partial refunds round once, not each. A payment of which nothing arrived
    takes back everything.
    """
    paid = sum(charge.amount for charge in payment.charges if charge.is_paid)
    if paid == 0:
        return credits_
    return min(credits_, -(-credits_ * _returned(payment) // paid))


def _returned(payment: Payment) -> int:
    refunded = sum(refund.amount for refund in payment.refunds if refund.status not in _NOT_RETURNED)
    return refunded + sum(dispute.amount for dispute in payment.disputes if dispute.status not in _NOT_WITHDRAWN)


def state_of_checkout(checkout: Checkout, payment: Payment | None) -> PurchaseState:
    """The state of a purchase without a grant; `payment` is looked at when the page is complete but not paid."""
    if checkout.is_paid:
        return PurchaseState.PAID
    if checkout.status is CheckoutStatus.EXPIRED:
        return PurchaseState.EXPIRED
    if checkout.status is CheckoutStatus.OPEN:
        return PurchaseState.WAITING
    charges = payment.charges if payment else ()
    return (
        PurchaseState.FAILED if charges and all(charge.has_failed for charge in charges) else PurchaseState.PROCESSING
    )


def state_of_reversal(credits_: int, taken_back: int, payment: Payment) -> PurchaseState:
    """The state of a purchase with a grant."""
    if any(dispute.status not in _NOT_WITHDRAWN | {"lost"} for dispute in payment.disputes):
        return PurchaseState.DISPUTED
    if taken_back == 0:
        return PurchaseState.PAID
    return PurchaseState.REFUNDED if taken_back == credits_ else PurchaseState.PARTLY_REFUNDED
