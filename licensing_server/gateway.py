"""What the server asks of whoever takes the money: one protocol that Stripe and the sandbox shop both answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from licensing_server.errors import LicensingServerError


class GatewayError(LicensingServerError):
    """The payment service did not do what was asked; nothing was booked here."""


class GatewayUnavailableError(GatewayError):
    """The payment service could not be reached or is overloaded; the same request may be made again later."""


class GatewayRefusedError(GatewayError):
    """The payment service understood the request and declined it; asking again changes nothing."""


class UnknownObjectError(GatewayError):
    """The payment service knows no object of this id."""


class BadEventError(GatewayError):
    """The body of a webhook is not an event that the payment service signed just now."""


class CheckoutStatus(StrEnum):
    """Where a checkout page stands: still open, gone through to its end, or closed without payment."""

    OPEN = "open"
    COMPLETE = "complete"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class CheckoutOrder:
    """One purchase as it is handed to the payment service.

    `purchase` is also the idempotency key: the same order sent twice opens one page, which holds only while every
    other field, `expires_at` too, is the same. `title`, `amount` (minor units of `currency`) and `credits` are for a
    page that has no price list of its own; Stripe knows the price by `price`.
    """

    purchase: str
    account: str
    price: str
    title: str
    credits: int
    amount: int
    currency: str
    success_url: str
    cancel_url: str
    expires_at: int


@dataclass(frozen=True, slots=True)
class LineItem:
    """So many of one price, by the payment service's id of that price."""

    price: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Checkout:
    """A checkout page and what became of it. `amount` is in minor units of `currency`."""

    id: str
    url: str | None
    status: CheckoutStatus
    is_paid: bool
    account: str | None
    purchase: str | None
    payment_intent: str | None
    amount: int
    currency: str
    lines: tuple[LineItem, ...]
    created: int
    livemode: bool


@dataclass(frozen=True, slots=True)
class Charge:
    """Money that moved, or was meant to move, towards the vendor."""

    id: str
    amount: int
    is_paid: bool
    has_failed: bool


@dataclass(frozen=True, slots=True)
class Refund:
    """Money on its way back to the buyer."""

    id: str
    amount: int
    status: str
    payment_intent: str | None


@dataclass(frozen=True, slots=True)
class Dispute:
    """The buyer's bank asks for the money back."""

    id: str
    amount: int
    status: str
    payment_intent: str | None


@dataclass(frozen=True, slots=True)
class Payment:
    """Everything that happened to one payment, as it stands now."""

    payment_intent: str
    charges: tuple[Charge, ...]
    refunds: tuple[Refund, ...]
    disputes: tuple[Dispute, ...]


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """One line of a plan's invoice with the period it pays for, in seconds UTC."""

    price: str
    quantity: int
    starts: int
    ends: int
    is_proration: bool


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice of a plan. `account` is what our own checkout wrote on the subscription."""

    id: str
    is_paid: bool
    billing_reason: str
    account: str | None
    payment_intent: str | None
    amount: int
    currency: str
    lines: tuple[InvoiceLine, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """News of the payment service, reduced to what happened to which object.

    Nothing of the object itself is kept: whoever acts on an event reads the object again, so that the order and the
    age of events do not matter.
    """

    id: str
    type: str
    created: int
    livemode: bool
    checkout: str | None = None
    payment_intent: str | None = None
    charge: str | None = None
    invoice: str | None = None


class PaymentGateway(Protocol):
    """Takes money and tells what became of it. Every method may raise a `GatewayError`.

    None of them may be called while a database transaction is open: the network is slow, and locks are shared.
    """

    def create_checkout(self, order: CheckoutOrder) -> Checkout:
        """Open a checkout page; the same order again answers with the same page."""

    def read_checkout(self, checkout: str) -> Checkout:
        """The page as it stands now, with what was bought."""

    def find_checkout(self, payment_intent: str) -> Checkout | None:
        """The page through which a payment was made; None when it was made otherwise."""

    def read_payment(self, payment_intent: str) -> Payment:
        """Charges, refunds and disputes of a payment as they stand now."""

    def payment_of_charge(self, charge: str) -> str | None:
        """The payment that a charge belongs to."""

    def read_invoice(self, invoice: str) -> Invoice:
        """An invoice with its lines and periods as it stands now."""

    def refund(self, payment_intent: str, *, amount: int, key: str) -> Refund:
        """Pay back `amount` in minor units; the same `key` again pays nothing more."""

    def events_since(self, since: int) -> Iterator[Event]:
        """Events created at or after `since`, oldest first."""

    def read_event(self, event: str) -> Event:
        """One event by its id; Stripe keeps them for 30 days."""

    def checkouts_since(self, since: int) -> Iterator[Checkout]:
        """Pages opened at or after `since`, newest first, with what was bought."""

    def reversals_since(self, since: int) -> Iterator[Refund | Dispute]:
        """Refunds and disputes opened at or after `since`."""

    def parse_event(self, body: bytes, signature: str, now: int) -> Event:
        """The event in a webhook's raw body.

        Raises:
            BadEventError: the signature fits none of the secrets, the time is more than 300 s off in either
                direction, or the body is not an event.
        """
