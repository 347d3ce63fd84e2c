"""Purchases over HTTP, for programs and for the payment service."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Request

from licensing_server.dependencies import CurrentCaller, ReadingSession, WithParts
from licensing_server.errors import ApiError, answers
from licensing_server.gateway import BadEventError, Event, GatewayError
from licensing_server.idempotency import IdempotencyKey
from licensing_server.merging import heir
from licensing_server.models.purchases import Purchase
from licensing_server.parts import Parts
from licensing_server.purchases import ordering, schemas, webhook
from licensing_server.purchases.tariff import UnknownPriceError
from licensing_server.settings import Env

LARGEST_EVENT = 1024 * 1024
"""Bytes. Stripe's events have some kilobytes; nothing is verified or parsed beyond this."""

router = APIRouter(tags=["purchases"])

PurchaseId = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z_]+$")]


@router.post(
    "/api/credits/purchase",
    status_code=201,
    response_model=schemas.PurchaseBegun,
    responses=answers(401, 404, 409, 429, 502),
    summary="Begin to buy a package; the answer names the page where it is paid",
)
def begin_purchase(
    body: schemas.PurchaseRequest, caller: CurrentCaller, parts: WithParts, key: IdempotencyKey = None
) -> schemas.PurchaseBegun:
    return schemas.begun(ordering.begin(parts, caller.account_id, body.package, key))


@router.get(
    "/api/purchases/{purchase_id}",
    response_model=schemas.PurchaseStatus,
    responses=answers(401, 404),
    summary="Where a purchase stands, for the program that waits for it",
)
def read_purchase(purchase_id: PurchaseId, caller: CurrentCaller, session: ReadingSession) -> schemas.PurchaseStatus:
    purchase = session.get(Purchase, purchase_id)
    if purchase is None or heir(session, purchase.account_id) != caller.account_id:
        raise ApiError(404, "unknown_purchase", "There is no such purchase in this account. Begin a new one.")
    return schemas.status(purchase)


async def _limited_body(request: Request) -> bytes:
    """The body as it was signed; reading stops as soon as there is too much of it."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_EVENT:
            raise ApiError(413, "too_large", "No event of the payment service is this large. Nothing was read.")
    return bytes(body)


@router.post(
    "/api/webhooks/stripe",
    response_model=schemas.WebhookAnswer,
    responses=answers(),
    summary="Events of the payment service, signed by it",
    openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}},
)
def receive_event(
    body: Annotated[bytes, Depends(_limited_body)],
    parts: WithParts,
    signature: Annotated[str, Header(alias="Stripe-Signature", max_length=4096)] = "",
) -> schemas.WebhookAnswer:
    event = _read(parts, body, signature)
    try:
        result = webhook.process(parts, event)
    except Exception as error:
        parts.metrics.webhooks.labels(event.type, "failed").inc()
        raise _refusal(parts, event, error) from error
    parts.metrics.webhooks.labels(event.type, result.value).inc()
    return schemas.WebhookAnswer(result=result.value)


def _read(parts: Parts, body: bytes, signature: str) -> Event:
    try:
        event: Event = parts.gateway.parse_event(body, signature, parts.now())
    except BadEventError as error:
        raise _disbelieved(parts, str(error)) from None
    if event.livemode is not (parts.settings.env is Env.LIVE):
        raise _disbelieved(parts, f"it is not of the {parts.settings.env} environment")
    return event


def _disbelieved(parts: Parts, why: str) -> ApiError:
    parts.metrics.webhooks.labels("unknown", "refused").inc()
    return ApiError(400, "bad_event", f"This event is not believed: {why}. Nothing was done.")


def _refusal(parts: Parts, event: Event, error: Exception) -> Exception:
    """Anything but a success makes the payment service send the event again, for three days."""
    if isinstance(error, GatewayError):
        parts.log.warning("event postponed", stripe_event=event.id, type=event.type, reason=str(error))
        message = "The payment service could not be asked. Nothing was changed; send the event again."
        return ApiError(503, "payments_unavailable", message, headers={"Retry-After": "60"})
    if isinstance(error, UnknownPriceError):
        parts.log.error("unknown price", stripe_event=event.id, type=event.type, reason=str(error))
        return ApiError(500, "unknown_price", "Something was paid for that is not for sale here. Send the event again.")
    return error
