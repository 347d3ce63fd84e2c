"""Stripe's objects, as plain JSON values, read into the records of the gateway; the library itself is not needed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from licensing_server.gateway import (
    BadEventError,
    Charge,
    Checkout,
    CheckoutStatus,
    Dispute,
    Event,
    Invoice,
    InvoiceLine,
    LineItem,
    Payment,
    Refund,
)

Json = Mapping[str, Any]

_EVENT_ID = re.compile(r"evt_[A-Za-z0-9_]{1,200}", re.ASCII)
_OBJECT_ID = re.compile(r"[a-z]{2,8}_[A-Za-z0-9_]{1,240}", re.ASCII)
_EVENT_TYPE = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+){1,5}", re.ASCII)
_LONGEST_TYPE = 100
_LARGEST_TIME = 1 << 53


def reference(value: Any) -> str | None:
    """The id in a field that holds an id, the expanded object, or nothing."""
    if isinstance(value, Mapping):
        value = value.get("id")
    return value if isinstance(value, str) and _OBJECT_ID.fullmatch(value) else None


def read_checkout(session: Json) -> Checkout:
    """A `checkout.session` that was fetched with `line_items` expanded."""
    lines = (session.get("line_items") or {}).get("data", ())
    return Checkout(
        id=session["id"],
        url=session.get("url"),
        status=CheckoutStatus(session.get("status") or CheckoutStatus.OPEN),
        is_paid=session.get("payment_status") in {"paid", "no_payment_required"},
        account=session.get("client_reference_id"),
        purchase=(session.get("metadata") or {}).get("purchase"),
        payment_intent=reference(session.get("payment_intent")),
        amount=session.get("amount_total") or 0,
        currency=session.get("currency") or "",
        lines=tuple(LineItem(price=line["price"]["id"], quantity=line["quantity"]) for line in lines),
        created=session["created"],
        livemode=bool(session.get("livemode")),
    )


def read_charge(charge: Json) -> Charge:
    status = charge.get("status")
    return Charge(charge["id"], charge["amount"], is_paid=status == "succeeded", has_failed=status == "failed")


def read_refund(refund: Json) -> Refund:
    return Refund(
        id=refund["id"],
        amount=refund["amount"],
        status=refund.get("status") or "pending",
        payment_intent=reference(refund.get("payment_intent")),
    )


def read_dispute(dispute: Json) -> Dispute:
    return Dispute(
        id=dispute["id"],
        amount=dispute["amount"],
        status=dispute["status"],
        payment_intent=reference(dispute.get("payment_intent")),
    )


def read_payment(payment_intent: str, charges: list[Json], refunds: list[Json], disputes: list[Json]) -> Payment:
    return Payment(
        payment_intent=payment_intent,
        charges=tuple(map(read_charge, charges)),
        refunds=tuple(map(read_refund, refunds)),
        disputes=tuple(map(read_dispute, disputes)),
    )


def read_invoice(invoice: Json) -> Invoice:
    """An `invoice` of 2025 and later: the subscription stands in `parent`, the payment in `payments`."""
    parent = (invoice.get("parent") or {}).get("subscription_details") or {}
    payments = (invoice.get("payments") or {}).get("data", ())
    intents = (reference((entry.get("payment") or {}).get("payment_intent")) for entry in payments)
    return Invoice(
        id=invoice["id"],
        is_paid=invoice.get("status") == "paid",
        billing_reason=invoice.get("billing_reason") or "",
        account=(parent.get("metadata") or {}).get("account"),
        payment_intent=next(filter(None, intents), None),
        amount=invoice.get("amount_paid") or 0,
        currency=invoice.get("currency") or "",
        lines=tuple(_invoice_line(line) for line in (invoice.get("lines") or {}).get("data", ())),
    )


def _invoice_line(line: Json) -> InvoiceLine:
    price = ((line.get("pricing") or {}).get("price_details") or {}).get("price")
    item = (line.get("parent") or {}).get("subscription_item_details") or {}
    return InvoiceLine(
        price=reference(price) or "",
        quantity=line.get("quantity") or 0,
        starts=line["period"]["start"],
        ends=line["period"]["end"],
        is_proration=bool(item.get("proration")),
    )


def read_event(event: object) -> Event:
    """What an event says happened to which object.

    Raises:
        BadEventError: it is not an event, or a field has a form that Stripe never gives it.
    """
    if not isinstance(event, Mapping):
        raise BadEventError("the body is JSON, but not an object")
    match event:
        case {
            "object": "event",
            "id": str(id_),
            "type": str(type_),
            "created": int(created),
            "data": {"object": dict(about)},
        }:
            pass
        case _:
            raise BadEventError("the body is JSON, but not an event")
    if not _EVENT_ID.fullmatch(id_) or len(type_) > _LONGEST_TYPE or not _EVENT_TYPE.fullmatch(type_):
        raise BadEventError("the event's id or type has a form that does not exist")
    if isinstance(created, bool) or not 0 <= created < _LARGEST_TIME:
        raise BadEventError("the event's time is not a time")
    return Event(id=id_, type=type_, created=created, livemode=event.get("livemode") is True, **_subject(about))


def _subject(about: Json) -> dict[str, str | None]:
    own = reference(about)
    match about.get("object"):
        case "checkout.session":
            return {"checkout": own}
        case "charge":
            return {"charge": own, "payment_intent": reference(about.get("payment_intent"))}
        case "refund" | "dispute":
            return {"charge": reference(about.get("charge")), "payment_intent": reference(about.get("payment_intent"))}
        case "invoice":
            return {"invoice": own}
        case _:
            return {}
