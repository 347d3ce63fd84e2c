"""Gives a plan its credits for the period that an invoice paid for."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from infrasketch_desktop.credits.lots import LotKind
from licensing_server import audit
from licensing_server.books import grants
from licensing_server.database import lock_heir
from licensing_server.gateway import Event, Invoice
from licensing_server.models.purchases import Purchase
from licensing_server.parts import Parts
from licensing_server.purchases import rows, statements
from licensing_server.purchases.fulfilment import ACTOR, Result, look
from licensing_server.purchases.rules import RENEWING_REASONS, PurchaseState
from licensing_server.purchases.tariff import current_tariff


def renew(parts: Parts, invoice_id: str, event: Event | None = None) -> Result:
    """Issue the lot of a paid plan invoice, valid in the period its lines name, once.

    Raises:
        GatewayError: the payment service could not be asked; nothing was changed.
    """
    if event is not None and look(parts, "", event).is_seen:
        return Result.REPEATED
    invoice = parts.gateway.read_invoice(invoice_id)
    return parts.database.run(lambda session: _apply(session, parts, invoice, event))


def _apply(session: Session, parts: Parts, invoice: Invoice, event: Event | None) -> Result:
    now = parts.now()
    lines = current_tariff(parts).plan_lines(invoice.lines)
    owner = lock_heir(session, invoice.account) if invoice.account else None
    account = owner.id if owner else None
    renews = invoice.is_paid and invoice.billing_reason in RENEWING_REASONS and bool(lines) and account is not None
    outcome = rows.APPLIED if renews else rows.IGNORED
    if event is not None and not statements.record_event(session, event, outcome, now):
        return Result.REPEATED
    if not renews or account is None:
        return Result.IGNORED
    credits_ = sum(plan.credits * line.quantity for plan, line in lines)
    if rows.insert_once(session, Purchase, **_row(invoice, account, credits_, parts.new_id(), now)):
        grants.issue(
            session,
            account_id=account,
            source=rows.INVOICE,
            source_id=invoice.id,
            kind=LotKind.PLAN,
            credits=credits_,
            paid=True,
            effective_at=min(line.starts for _, line in lines),
            expires_at=max(line.ends for _, line in lines),
            now=now,
        )
        audit.record(
            session,
            account_id=account,
            actor=ACTOR,
            action="plan_renewed",
            now=now,
            invoice=invoice.id,
            credits=credits_,
        )
        parts.metrics.granted.labels(rows.INVOICE).inc(credits_)
    return Result.PROCESSED


def _row(invoice: Invoice, account: str, credits_: int, purchase_id: str, now: int) -> dict[str, Any]:
    """An invoice is a purchase too: its refunds and disputes find it by its payment."""
    return {
        "id": purchase_id,
        "account_id": account,
        "source": rows.INVOICE,
        "source_id": invoice.id,
        "payment_intent": invoice.payment_intent,
        "state": PurchaseState.PAID.value,
        "credits": credits_,
        "amount": invoice.amount,
        "currency": invoice.currency,
        "taken_back": 0,
        "reversals": 0,
        "created_at": now,
        "updated_at": now,
    }
