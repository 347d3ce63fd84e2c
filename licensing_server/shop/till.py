"""What buyers, banks and the vendor do to a page of the sandbox shop; each verb tells of it as Stripe would.

Every verb works in the caller's transaction and locks the page first. What is not possible as things stand raises and
changes nothing, so a button pressed twice acts once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from licensing_server.clock import NewId, Now
from licensing_server.gateway import CheckoutStatus, GatewayRefusedError, UnknownObjectError
from licensing_server.models.purchases import ShopCheckout, ShopEvent, ShopReversal

LATE_SECONDS = 30
"""After which a late payment arrives by itself; real debits take days."""

PENDING, SUCCEEDED, FAILED, UNPAID = "pending", "succeeded", "failed", "unpaid"
REFUND, DISPUTE = "re", "dp"
OPEN_DISPUTE = "needs_response"


class NotPossibleError(GatewayRefusedError):
    """The page or payment is not in a state in which this can be done."""


@dataclass(frozen=True, slots=True)
class Till:
    """The verbs, with the clock and the source of ids they need."""

    now: Now
    new_id: NewId

    def pay(self, session: Session, checkout_id: str) -> None:
        """The buyer pays by card."""
        page = self._complete(session, checkout_id, SUCCEEDED)
        self._tell(session, "checkout.session.completed", checkout_object(page))

    def pay_late(self, session: Session, checkout_id: str) -> None:
        """The buyer lets a bank debit the money, which arrives later."""
        page = self._complete(session, checkout_id, PENDING)
        page.settles_at = self.now() + LATE_SECONDS
        self._tell(session, "checkout.session.completed", checkout_object(page))

    def settle(self, session: Session, checkout_id: str, *, arrives: bool) -> None:
        """A late payment arrives or fails."""
        page = _lock(session, checkout_id)
        if page.payment_status != PENDING:
            raise NotPossibleError("no payment is on its way")
        page.payment_status, page.settles_at = SUCCEEDED if arrives else FAILED, None
        news = "succeeded" if arrives else "failed"
        self._tell(session, f"checkout.session.async_payment_{news}", checkout_object(page))

    def expire(self, session: Session, checkout_id: str) -> None:
        """Nobody paid in time."""
        page = _lock(session, checkout_id)
        if page.status != CheckoutStatus.OPEN:
            raise NotPossibleError("the page is not open")
        page.status = CheckoutStatus.EXPIRED.value
        self._tell(session, "checkout.session.expired", checkout_object(page))

    def refund(self, session: Session, checkout_id: str, amount: int | None, key: str | None = None) -> ShopReversal:
        """Pay back `amount` cents, or what is left. The same `key` again answers with the first refund."""
        page = _lock(session, checkout_id)
        known = session.scalars(select(ShopReversal).where(ShopReversal.key == key)).first() if key else None
        if known is not None:
            return known
        left = refundable(page, reversals_of(session, str(page.payment_intent)))
        amount = left if amount is None else amount
        if not 0 < amount <= left:
            raise NotPossibleError("more than is left of the payment")
        refund = self._reversal(page, REFUND, amount=amount, status=SUCCEEDED, key=key)
        session.add(refund)
        self._tell(session, "refund.created", reversal_object(refund))
        self._tell(session, "charge.refunded", charge_object(page))
        return refund

    def open_dispute(self, session: Session, checkout_id: str) -> None:
        """The buyer's bank asks for the whole payment back."""
        page = _lock(session, checkout_id)
        disputes = [found for found in reversals_of(session, str(page.payment_intent)) if kind_of(found) == DISPUTE]
        if page.payment_status != SUCCEEDED or disputes:
            raise NotPossibleError("there is nothing to dispute, or it has been disputed")
        dispute = self._reversal(page, DISPUTE, amount=page.amount, status=OPEN_DISPUTE)
        session.add(dispute)
        self._tell(session, "charge.dispute.created", reversal_object(dispute))

    def close_dispute(self, session: Session, checkout_id: str, *, won: bool) -> None:
        """The bank decides; `won` is the vendor's view."""
        page = _lock(session, checkout_id)
        for dispute in reversals_of(session, str(page.payment_intent)):
            if kind_of(dispute) == DISPUTE and dispute.status == OPEN_DISPUTE:
                dispute.status = "won" if won else "lost"
                self._tell(session, "charge.dispute.closed", reversal_object(dispute))
                return
        raise NotPossibleError("there is no open dispute")

    def _complete(self, session: Session, checkout_id: str, payment_status: str) -> ShopCheckout:
        page = _lock(session, checkout_id)
        if page.status != CheckoutStatus.OPEN or page.expires_at <= self.now():
            raise NotPossibleError("the page is not open")
        page.status, page.payment_status = CheckoutStatus.COMPLETE.value, payment_status
        page.payment_intent = f"pi_{self.new_id()}"
        return page

    def _reversal(self, page: ShopCheckout, kind: str, **values: Any) -> ShopReversal:
        return ShopReversal(
            id=f"{kind}_{self.new_id()}",
            payment_intent=str(page.payment_intent),
            created_at=self.now(),
            **values,
        )

    def _tell(self, session: Session, kind: str, about: dict[str, Any]) -> None:
        now = self.now()
        event = {
            "id": f"evt_{self.new_id()}",
            "object": "event",
            "type": kind,
            "created": now,
            "livemode": False,
            "data": {"object": about},
        }
        body = json.dumps(event, separators=(",", ":"))
        session.add(ShopEvent(id=event["id"], body=body, created_at=now, due_at=now, tries=0))


def checkout_object(page: ShopCheckout) -> dict[str, Any]:
    return {
        "id": page.id,
        "object": "checkout.session",
        "client_reference_id": page.account,
        "payment_intent": page.payment_intent,
        "payment_status": "paid" if page.payment_status == SUCCEEDED else UNPAID,
        "status": page.status,
    }


def charge_object(page: ShopCheckout) -> dict[str, Any]:
    return {"id": charge_id(str(page.payment_intent)), "object": "charge", "payment_intent": page.payment_intent}


def reversal_object(reversal: ShopReversal) -> dict[str, Any]:
    return {
        "id": reversal.id,
        "object": "refund" if kind_of(reversal) == REFUND else "dispute",
        "amount": reversal.amount,
        "status": reversal.status,
        "charge": charge_id(reversal.payment_intent),
        "payment_intent": reversal.payment_intent,
    }


def charge_id(payment_intent: str) -> str:
    """A payment of the shop has one charge, named after it."""
    return f"ch_{payment_intent.removeprefix('pi_')}"


def kind_of(reversal: ShopReversal) -> str:
    return reversal.id.partition("_")[0]


def reversals_of(session: Session, payment_intent: str) -> list[ShopReversal]:
    """Refunds and disputes of a payment, oldest first."""
    wanted = select(ShopReversal).where(ShopReversal.payment_intent == payment_intent)
    # Behind their prefix ids begin with the time.
    return sorted(session.scalars(wanted), key=lambda found: found.id.partition("_")[2])


def refundable(page: ShopCheckout, reversals: list[ShopReversal]) -> int:
    """Cents that can still be paid back: nothing while the bank holds the money."""
    if page.payment_status != SUCCEEDED:
        return 0
    return page.amount - sum(_returned(reversals))


def _returned(reversals: list[ShopReversal]) -> Iterator[int]:
    return (found.amount for found in reversals if kind_of(found) == REFUND or found.status != "won")


def _lock(session: Session, checkout_id: str) -> ShopCheckout:
    wanted = select(ShopCheckout).where(ShopCheckout.id == checkout_id).with_for_update()
    page = session.scalars(wanted).one_or_none()
    if page is None:
        raise UnknownObjectError("the sandbox shop has no such page")
    return page
