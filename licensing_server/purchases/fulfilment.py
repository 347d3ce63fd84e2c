"""The one way from a paid checkout page to credits, for webhook, success page and reconciliation alike."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy.orm import Session

from infrasketch_desktop.credits.lots import LotKind
from licensing_server.books import grants
from licensing_server.gateway import Checkout, CheckoutStatus, Event, Payment, PaymentGateway
from licensing_server.parts import Parts
from licensing_server.purchases import rows, statements
from licensing_server.purchases.rules import state_of_checkout
from licensing_server.purchases.statements import Claim, Known, Receipt
from licensing_server.purchases.tariff import current_tariff

ACTOR = "stripe"


class Result(StrEnum):
    """What became of an event or a look at the payment service."""

    PROCESSED = "processed"
    REPEATED = "repeated"
    IGNORED = "ignored"


def fulfil(parts: Parts, checkout_id: str, event: Event | None = None) -> Result:
    """Grant the credits of a checkout page if it is paid, once, and say in its purchase where it stands.

    Called as often as anybody likes, by any number of processes: what was granted already is not even asked for. When
    an `event` led here, it and its effect are committed together, and an event that was dealt with is not again.

    Raises:
        GatewayError: the payment service could not be asked; nothing was changed.
        UnknownPriceError: something was paid for that is not for sale; nothing was changed.
    """
    known = look(parts, checkout_id, event)
    if known.is_seen:
        return Result.REPEATED
    if known.is_granted:
        return parts.database.run(lambda session: note(session, event, rows.APPLIED, parts.now()))
    checkout, payment = _read(parts.gateway, checkout_id)
    return parts.database.run(lambda session: _apply(session, parts, checkout, payment, event))


def look(parts: Parts, checkout_id: str, event: Event | None) -> Known:
    """What is known of a page and an event before the payment service is asked."""
    with parts.database.glance() as connection:
        return statements.look(connection, rows.CHECKOUT, checkout_id, event)


def _read(gateway: PaymentGateway, checkout_id: str) -> tuple[Checkout, Payment | None]:
    """The page; and for one that was gone through without money yet, whether that is still to come."""
    checkout = gateway.read_checkout(checkout_id)
    is_late = checkout.status is CheckoutStatus.COMPLETE and not checkout.is_paid
    payment = gateway.read_payment(checkout.payment_intent) if is_late and checkout.payment_intent else None
    return checkout, payment


def note(session: Session, event: Event | None, outcome: str, now: int) -> Result:
    """Remember an event, if there is one, that changes nothing."""
    if event is not None and not statements.record_event(session, event, outcome, now):
        return Result.REPEATED
    return Result.PROCESSED if outcome == rows.APPLIED else Result.IGNORED


def _apply(session: Session, parts: Parts, checkout: Checkout, payment: Payment | None, event: Event | None) -> Result:
    now = parts.now()
    if event is not None and not statements.record_event(session, event, rows.APPLIED, now):
        return Result.REPEATED
    purchase = rows.claim_purchase(session, checkout, parts.new_id(), now)
    if purchase is None:
        if checkout.is_paid:
            parts.log.error("paid checkout of unknown account", checkout=checkout.id)
        return Result.IGNORED
    if purchase.state.is_granted:
        return Result.PROCESSED
    if checkout.is_paid:
        _grant(session, parts, purchase, checkout, now)
    else:
        state = state_of_checkout(checkout, payment)
        statements.settle(session, purchase.id, state, checkout.payment_intent, now)
    return Result.PROCESSED


def _grant(session: Session, parts: Parts, purchase: Claim, checkout: Checkout, now: int) -> None:
    """Issue what was paid for. This transaction holds the purchase, so nobody else is doing it."""
    credits_ = current_tariff(parts).credits_for(checkout.lines, purchase.agreed)
    grants.issue(
        session,
        account_id=purchase.account_id,
        source=rows.CHECKOUT,
        source_id=checkout.id,
        kind=LotKind.PACK,
        credits=credits_,
        paid=True,
        effective_at=now,
        expires_at=None,
        now=now,
    )
    receipt = Receipt(credits_, checkout.amount, checkout.currency, checkout.payment_intent)
    statements.settle_paid(session, purchase.id, receipt, now)
    parts.metrics.granted.labels(rows.CHECKOUT).inc(credits_)
