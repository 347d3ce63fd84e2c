"""Takes credits back, or gives them back, until they match what the refunds and disputes of a payment say now."""

from __future__ import annotations

from sqlalchemy.orm import Session

from licensing_server import audit
from licensing_server.books import refunds
from licensing_server.database import lock_heir
from licensing_server.errors import ApiError
from licensing_server.gateway import Event, Payment
from licensing_server.models.purchases import Purchase
from licensing_server.parts import Parts
from licensing_server.purchases import rows, statements
from licensing_server.purchases.fulfilment import ACTOR, Result, fulfil, look, note
from licensing_server.purchases.rules import PurchaseState, credits_to_take_back, state_of_reversal

_TRIES = 8


class _StaleReadingError(Exception):
    """Another reversal of the same purchase was applied after the payment service was read."""


def reverse(parts: Parts, payment_intent: str, event: Event | None = None) -> Result:
    """Bring a purchase to what its payment's refunds and disputes, as they stand now, leave of its credits.

    The state is read while no lock is held, and applied only when no other reversal of the purchase was applied since
    before that reading: otherwise an older state could undo a newer one. Then it is read again.

    Raises:
        GatewayError: the payment service could not be asked; nothing was changed.
        ApiError: 503, others reversed the same purchase all the time; nothing was changed.
    """
    if event is not None and look(parts, "", event).is_seen:
        return Result.REPEATED
    for _ in range(_TRIES):
        purchase = _granted_purchase(parts, payment_intent)
        if purchase is None:
            return parts.database.run(lambda session: note(session, event, rows.IGNORED, parts.now()))
        payment = parts.gateway.read_payment(payment_intent)
        try:
            return parts.database.run(lambda session: _apply(session, parts, purchase, payment, event))  # noqa: B023 - run at once
        except _StaleReadingError:
            continue
    raise ApiError(503, "busy", "The purchase is being changed by others just now. Try again in a minute.")


def _granted_purchase(parts: Parts, payment_intent: str) -> Purchase | None:
    """The purchase that a payment paid for. A refund may be heard of before the payment: then that is fulfilled first,
    so that the history shows both. None when nothing was granted for the payment.
    """
    purchase = _find(parts, payment_intent)
    if purchase is None or not PurchaseState(purchase.state).is_granted:
        checkout = parts.gateway.find_checkout(payment_intent)
        if checkout is not None:
            fulfil(parts, checkout.id)
            purchase = _find(parts, payment_intent)
    return purchase if purchase is not None and PurchaseState(purchase.state).is_granted else None


def _find(parts: Parts, payment_intent: str) -> Purchase | None:
    with parts.database.reading() as session:
        return rows.purchase_of_payment(session, payment_intent)


def _apply(session: Session, parts: Parts, read: Purchase, payment: Payment, event: Event | None) -> Result:
    now = parts.now()
    if event is not None and not statements.record_event(session, event, rows.APPLIED, now):
        return Result.REPEATED
    lock_heir(session, read.account_id)
    purchase = rows.lock_purchase(session, read.id)
    if purchase.reversals != read.reversals:
        raise _StaleReadingError
    target = credits_to_take_back(purchase.credits, payment)
    if target != purchase.taken_back:
        _take_back(session, purchase, target, now)
    # Counted even when nothing moved: a reading older than this one must not be applied after it.
    purchase.reversals += 1
    purchase.state = state_of_reversal(purchase.credits, target, payment).value
    purchase.updated_at = now
    return Result.PROCESSED


def _take_back(session: Session, purchase: Purchase, target: int, now: int) -> None:
    refunds.take_back_to(session, source=purchase.source, source_id=str(purchase.source_id), target=target, now=now)
    audit.record(
        session,
        account_id=purchase.account_id,
        actor=ACTOR,
        action="purchase_reversed",
        now=now,
        purchase=purchase.id,
        taken_back=target,
        before=purchase.taken_back,
    )
    purchase.taken_back = target
