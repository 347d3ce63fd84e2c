"""A Stripe account in memory: pages, payments, refunds, disputes and the events that tell of them."""

from __future__ import annotations

import copy
import itertools
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Object = dict[str, Any]


class NotThereError(Exception):
    """Stripe knows no object of this id."""


class NotAllowedError(Exception):
    """Stripe understood the request and declines it."""


class StripeAccount:
    """What a buyer, a bank and the vendor's dashboard do to a Stripe account, in the shape of Stripe's examples.

    Thread-safe: every verb holds one lock.
    """

    def __init__(self, examples: Mapping[str, Any], prices: Mapping[str, int], now: Callable[[], int]) -> None:
        """`prices` are the vendor's prices in cents, by Stripe's ids of them."""
        self.events: list[Object] = []
        self._examples = examples["resources"]
        self._prices = prices
        self._now = now
        self._numbers = itertools.count(1)
        self._lock = threading.RLock()
        self._objects: dict[str, Object] = {}

    # What the API is asked

    def create_checkout(self, fields: Mapping[str, Any]) -> Object:
        with self._lock:
            lines = [self._line(line) for line in fields["line_items"]]
            id_ = self._new_id("cs_test")
            return self._keep(
                "checkout.session",
                id=id_,
                url=f"https://checkout.stripe.com/c/pay/{id_}",
                mode=fields["mode"],
                status="open",
                payment_status="unpaid",
                payment_intent=None,
                client_reference_id=fields.get("client_reference_id"),
                metadata=dict(fields.get("metadata", {})),
                success_url=fields["success_url"],
                cancel_url=fields.get("cancel_url"),
                expires_at=fields["expires_at"],
                amount_total=sum(line["amount_total"] for line in lines),
                currency="usd",
                line_items={"object": "list", "data": lines, "has_more": False, "url": f"/v1/checkout/sessions/{id_}"},
            )

    def read(self, id_: str) -> Object:
        """A copy of one object as it stands now."""
        with self._lock:
            if id_ not in self._objects:
                raise NotThereError(id_)
            return copy.deepcopy(self._objects[id_])

    def every(self, kind: str) -> list[Object]:
        """Copies of all objects of a kind, newest first, as Stripe lists them."""
        with self._lock:
            found = [item for item in self._objects.values() if item["object"] == kind]
            return copy.deepcopy(found[::-1])

    def refund(self, payment_intent: str, amount: int | None = None) -> Object:
        """Pay back `amount` cents, or all that is left of the payment."""
        with self._lock:
            charge = self._charge(payment_intent)
            left = charge["amount"] - charge["amount_refunded"]
            amount = left if amount is None else amount
            if not 0 < amount <= left:
                raise NotAllowedError("charge_already_refunded")
            charge["amount_refunded"] += amount
            charge["refunded"] = charge["amount_refunded"] == charge["amount"]
            refund = self._keep(
                "refund",
                id=self._new_id("re"),
                amount=amount,
                status="succeeded",
                charge=charge["id"],
                payment_intent=payment_intent,
            )
            self._tell("refund.created", refund)
            self._tell("charge.refunded", charge)
            return copy.deepcopy(refund)

    # What a buyer does

    def pay(self, checkout: str) -> str:
        """The buyer pays by card; gives the payment's id."""
        with self._lock:
            session = self._complete(checkout, "paid")
            self._charge_for(session, "succeeded")
            self._tell("checkout.session.completed", session)
            return str(session["payment_intent"])

    def pay_late(self, checkout: str) -> str:
        """The buyer chooses a bank debit, which takes days; gives the payment's id."""
        with self._lock:
            session = self._complete(checkout, "unpaid")
            self._charge_for(session, "pending")
            self._tell("checkout.session.completed", session)
            return str(session["payment_intent"])

    def settle(self, checkout: str, *, arrives: bool) -> None:
        """The bank debit arrives, or fails."""
        with self._lock:
            session = self._objects[checkout]
            self._charge(session["payment_intent"])["status"] = "succeeded" if arrives else "failed"
            session["payment_status"] = "paid" if arrives else "unpaid"
            self._tell(f"checkout.session.async_payment_{'succeeded' if arrives else 'failed'}", session)

    def expire(self, checkout: str) -> None:
        """The hour is over and nobody paid."""
        with self._lock:
            self._objects[checkout] |= {"status": "expired", "url": None}
            self._tell("checkout.session.expired", self._objects[checkout])

    # What banks do

    def open_dispute(self, payment_intent: str, amount: int | None = None, status: str = "needs_response") -> str:
        """The buyer's bank asks for the money back; gives the dispute's id."""
        with self._lock:
            charge = self._charge(payment_intent)
            dispute = self._keep(
                "dispute",
                id=self._new_id("dp"),
                amount=charge["amount"] if amount is None else amount,
                status=status,
                charge=charge["id"],
                payment_intent=payment_intent,
            )
            self._tell("charge.dispute.created", dispute)
            return str(dispute["id"])

    def close_dispute(self, dispute: str, *, won: bool) -> None:
        """The bank decides; `won` is the vendor's view."""
        with self._lock:
            self._objects[dispute]["status"] = "won" if won else "lost"
            self._tell("charge.dispute.closed", self._objects[dispute])

    def fail_refund(self, refund: str) -> None:
        """The buyer's bank sends a refund back."""
        with self._lock:
            found = self._objects[refund]
            found["status"] = "failed"
            self._charge(found["payment_intent"])["amount_refunded"] -= found["amount"]
            self._tell("refund.failed", found)

    def pay_invoice(self, account: str, price: str, *, reason: str, starts: int, ends: int) -> str:
        """A period of a plan is paid; gives the invoice's id."""
        with self._lock:
            intent = self._new_id("pi")
            self._keep_charge(intent, self._prices[price], "succeeded")
            invoice = self._keep("invoice", id=self._new_id("in"), status="paid", billing_reason=reason)
            line = copy.deepcopy(invoice["lines"]["data"][0])
            line |= {"period": {"start": starts, "end": ends}, "quantity": 1}
            line["pricing"] = {"type": "price_details", "price_details": {"price": price, "product": "prod_plan"}}
            line["parent"]["subscription_item_details"]["proration"] = False
            invoice["lines"] = {"object": "list", "data": [line], "has_more": False}
            invoice["parent"]["subscription_details"]["metadata"] = {"account": account}
            payment = {"object": "invoice_payment", "payment": {"type": "payment_intent", "payment_intent": intent}}
            invoice["payments"] = {"object": "list", "data": [payment]}
            invoice["amount_paid"] = self._prices[price]
            self._tell("invoice.paid", invoice)
            return str(invoice["id"])

    # Within

    def tell(self, kind: str, id_: str) -> Object:
        """One more event about an object as it stands now."""
        with self._lock:
            return self._tell(kind, self._objects[id_])

    def _tell(self, kind: str, about: Object) -> Object:
        snapshot = {key: value for key, value in copy.deepcopy(about).items() if key != "line_items"}
        event = {
            "object": "event",
            "id": self._new_id("evt"),
            "type": kind,
            "api_version": "2026-10-28.endive",
            "created": self._now(),
            "livemode": False,
            "pending_webhooks": 1,
            "request": {"id": None, "idempotency_key": None},
            "data": {"object": snapshot},
        }
        self.events.append(event)
        return event

    def _line(self, line: Mapping[str, Any]) -> Object:
        if line["price"] not in self._prices:
            raise NotThereError(line["price"])
        item = copy.deepcopy(self._examples["item"])
        item["price"] |= {"id": line["price"], "unit_amount": self._prices[line["price"]], "recurring": None}
        quantity = line.get("quantity", 1)
        total = self._prices[line["price"]] * quantity
        return item | {"id": self._new_id("li"), "quantity": quantity, "amount_total": total, "amount_subtotal": total}

    def _complete(self, checkout: str, payment_status: str) -> Object:
        session = self._objects[checkout]
        if session["status"] != "open":
            raise NotAllowedError("session is not open")
        session |= {"status": "complete", "url": None, "payment_status": payment_status}
        session["payment_intent"] = self._new_id("pi")
        return session

    def _charge_for(self, session: Object, status: str) -> None:
        self._keep_charge(session["payment_intent"], session["amount_total"], status)

    def _keep_charge(self, payment_intent: str, amount: int, status: str) -> None:
        paid = status == "succeeded"
        id_ = self._new_id("ch")
        self._keep("charge", id=id_, amount=amount, status=status, paid=paid, payment_intent=payment_intent)
        self._objects[id_] |= {"amount_refunded": 0, "refunded": False}

    def _charge(self, payment_intent: str) -> Object:
        return next(item for item in self._of_kind("charge") if item["payment_intent"] == payment_intent)

    def _of_kind(self, kind: str) -> Iterator[Object]:
        return (item for item in self._objects.values() if item["object"] == kind)

    def _keep(self, kind: str, **fields: Any) -> Object:
        made = copy.deepcopy(self._examples[kind]) | {"created": self._now(), "livemode": False} | fields
        self._objects[made["id"]] = made
        return made

    def _new_id(self, prefix: str) -> str:
        return f"{prefix}_{next(self._numbers):024d}"
