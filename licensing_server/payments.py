"""Stripe behind the gateway's protocol; the only module that imports the library."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

import stripe

from licensing_server import stripe_objects as objects
from licensing_server.gateway import (
    BadEventError,
    Checkout,
    CheckoutOrder,
    Dispute,
    Event,
    GatewayRefusedError,
    GatewayUnavailableError,
    Invoice,
    Payment,
    Refund,
    UnknownObjectError,
)

API_VERSION = "2026-10-28.endive"
"""The version whose shapes `stripe_objects` reads; stripe 16.1 is written for it."""

TOLERANCE = 300
"""Seconds that a webhook's time may differ from ours, either way (credits.md, section 7)."""

_PAGE = 100
_CONNECT_SECONDS = 5.0
_ANSWER_SECONDS = 20.0
_RETRIES = 2


@dataclass(frozen=True, slots=True)
class StripeAccess:
    """How to reach Stripe. `api_base` is None for Stripe itself and an address on loopback in tests; several webhook
    secrets are valid at once while one is being rotated.
    """

    secret_key: str
    webhook_secrets: tuple[str, ...]
    api_base: str | None = None


def is_live_key(secret_key: str) -> bool:
    """Whether a secret or restricted key moves real money (Stripe's prefixes `sk_live_` and `rk_live_`)."""
    return secret_key.startswith(("sk_live_", "rk_live_"))


def sign_event(body: bytes, secret: str, now: int) -> str:
    """The `Stripe-Signature` header for a body, by the library's own signer; the sandbox shop signs with it."""
    return str(stripe.WebhookSignature.generate_signature_header(body.decode(), secret, now))


def verify_event(body: bytes, signature: str, secrets: Sequence[str], now: int) -> Event:
    """The event in a signed body.

    The library refuses only signatures that are too old, by its own clock; here both directions count, by ours.

    Raises:
        BadEventError: not signed with one of the secrets, not now, or not an event.
    """
    if not any(_fits(body, signature, secret) for secret in secrets):
        raise BadEventError("the signature fits none of the webhook secrets")
    if abs(now - _signed_at(signature)) > TOLERANCE:
        raise BadEventError(f"the signature's time is more than {TOLERANCE} seconds away from this server's clock")
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadEventError("the body is not JSON") from error
    return objects.read_event(value)


def _fits(body: bytes, signature: str, secret: str) -> bool:
    try:
        # Without a tolerance the library looks at the signature alone. It reads the body as text, and compares
        # signatures as ASCII: for anything else it raises what is caught here.
        return bool(stripe.WebhookSignature.verify_header(body, signature, secret))
    except (stripe.SignatureVerificationError, UnicodeDecodeError, TypeError):
        return False


def _signed_at(signature: str) -> int:
    """The first `t`: the same one that the library verified."""
    return next(int(value) for key, _, value in (part.partition("=") for part in signature.split(",")) if key == "t")


@contextmanager
def _translated() -> Iterator[None]:
    """Failures of the library as those of the gateway; their texts name no key and no customer."""
    try:
        yield
    except (stripe.APIConnectionError, stripe.RateLimitError) as error:
        raise GatewayUnavailableError("Stripe cannot be reached just now") from error
    except stripe.InvalidRequestError as error:
        if error.http_status == 404 or error.code == "resource_missing":  # noqa: PLR2004 - "not found" is its own name
            raise UnknownObjectError("Stripe knows no such object") from error
        raise GatewayRefusedError(f"Stripe refused the request: {error.code or error.param or 'invalid'}") from error
    except stripe.StripeError as error:
        if error.http_status is not None and error.http_status < 500:  # noqa: PLR2004 - the boundary of HTTP itself
            raise GatewayRefusedError(f"Stripe refused the request: {type(error).__name__}") from error
        raise GatewayUnavailableError("Stripe has a fault of its own just now") from error


class StripeGateway:
    """`PaymentGateway` over Stripe's API; safe to share between threads, as the library's client is."""

    def __init__(self, access: StripeAccess) -> None:
        stripe.enable_telemetry = False  # or it keeps an id in the home of the server's user, and tells it to Stripe
        self._secrets = access.webhook_secrets
        self._client = stripe.StripeClient(
            access.secret_key,
            stripe_version=API_VERSION,
            base_addresses={"api": access.api_base} if access.api_base else {},
            max_network_retries=_RETRIES,
            http_client=stripe.RequestsClient(timeout=(_CONNECT_SECONDS, _ANSWER_SECONDS)),
        ).v1

    def create_checkout(self, order: CheckoutOrder) -> Checkout:
        with _translated():
            session = self._client.checkout.sessions.create(
                {
                    "mode": "payment",
                    "client_reference_id": order.account,
                    "line_items": [{"price": order.price, "quantity": 1}],
                    "success_url": order.success_url,
                    "cancel_url": order.cancel_url,
                    "expires_at": order.expires_at,
                    "metadata": {"purchase": order.purchase},
                    "expand": ["line_items"],
                },
                {"idempotency_key": order.purchase},
            )
        return objects.read_checkout(session.to_dict())

    def read_checkout(self, checkout: str) -> Checkout:
        with _translated():
            session = self._client.checkout.sessions.retrieve(checkout, {"expand": ["line_items"]})
        return objects.read_checkout(session.to_dict())

    def find_checkout(self, payment_intent: str) -> Checkout | None:
        with _translated():
            found = self._client.checkout.sessions.list(
                {"payment_intent": payment_intent, "limit": 1, "expand": ["data.line_items"]}
            )
        return next((objects.read_checkout(session.to_dict()) for session in found.data), None)

    def read_payment(self, payment_intent: str) -> Payment:
        def of_payment() -> Any:
            return {"payment_intent": payment_intent, "limit": _PAGE}

        with _translated():
            return objects.read_payment(
                payment_intent,
                charges=_all(self._client.charges.list(of_payment())),
                refunds=_all(self._client.refunds.list(of_payment())),
                disputes=_all(self._client.disputes.list(of_payment())),
            )

    def payment_of_charge(self, charge: str) -> str | None:
        with _translated():
            return objects.reference(self._client.charges.retrieve(charge).to_dict().get("payment_intent"))

    def read_invoice(self, invoice: str) -> Invoice:
        with _translated():
            found = self._client.invoices.retrieve(invoice, {"expand": ["payments"]})
        return objects.read_invoice(found.to_dict())

    def refund(self, payment_intent: str, *, amount: int, key: str) -> Refund:
        with _translated():
            refund = self._client.refunds.create(
                {"payment_intent": payment_intent, "amount": amount}, {"idempotency_key": key}
            )
        return objects.read_refund(refund.to_dict())

    def events_since(self, since: int) -> Iterator[Event]:
        with _translated():
            newest_first = _all(self._client.events.list({"created": {"gte": since}, "limit": _PAGE}))
        return map(objects.read_event, reversed(newest_first))

    def read_event(self, event: str) -> Event:
        with _translated():
            return objects.read_event(self._client.events.retrieve(event).to_dict())

    def checkouts_since(self, since: int) -> Iterator[Checkout]:
        with _translated():
            pages = self._client.checkout.sessions.list({"limit": _PAGE, "expand": ["data.line_items"]})
            for session in pages.auto_paging_iter():
                if session.created < since:
                    return
                yield objects.read_checkout(session.to_dict())

    def reversals_since(self, since: int) -> Iterator[Refund | Dispute]:
        with _translated():
            refunds = _all(self._client.refunds.list({"created": {"gte": since}, "limit": _PAGE}))
            disputes = _all(self._client.disputes.list({"created": {"gte": since}, "limit": _PAGE}))
        yield from map(objects.read_refund, refunds)
        yield from map(objects.read_dispute, disputes)

    def parse_event(self, body: bytes, signature: str, now: int) -> Event:
        return verify_event(body, signature, self._secrets, now)


def _all(pages: stripe.ListObject[Any]) -> list[Mapping[str, Any]]:
    return [entry.to_dict() for entry in cast("Iterable[stripe.StripeObject]", pages.auto_paging_iter())]
