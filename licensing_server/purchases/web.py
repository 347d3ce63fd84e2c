"""Where the browser lands after the checkout page: says what happened, and sends the buyer back to the program."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from licensing_server.dependencies import WithParts
from licensing_server.errors import page_answers
from licensing_server.gateway import GatewayError
from licensing_server.models.purchases import Purchase
from licensing_server.pages import Pages, count, money
from licensing_server.parts import Parts
from licensing_server.purchases.endpoints import PurchaseId
from licensing_server.purchases.fulfilment import fulfil
from licensing_server.purchases.rules import PurchaseState
from licensing_server.purchases.tariff import UnknownPriceError

router = APIRouter(tags=["pages"], default_response_class=HTMLResponse)

_BACK = "Go back to InfraSketch. You can close this page."
_PROGRAM = "infrasketch://purchase/done"
"""Brings the program to the front, which then asks this server itself: the link carries nothing."""
_REFRESH_SECONDS = 4


@dataclass(frozen=True, slots=True)
class _Words:
    """What a page says; `tone` is a class of the style sheet."""

    title: str
    text: str
    next: str = _BACK
    tone: str = ""
    refresh: int = 0


_AFTERWARDS = {
    PurchaseState.PAID: _Words(
        "Thank you. Your credits are here.", "They appear in the program within seconds.", tone="good"
    ),
    PurchaseState.WAITING: _Words(
        "Waiting for the payment",
        "The payment service has not told us of your payment yet. This page looks again by itself.",
        refresh=_REFRESH_SECONDS,
    ),
    PurchaseState.PROCESSING: _Words(
        "Your payment is on its way",
        "Your bank takes up to some days. The credits arrive by themselves as soon as it has paid; you need not wait.",
    ),
    PurchaseState.FAILED: _Words(
        "The payment failed",
        "Your bank did not pay. Nothing was charged, and no credits were added.",
        "Go back to InfraSketch and try again, perhaps with another card.",
        tone="bad",
    ),
    PurchaseState.EXPIRED: _Words(
        "This page has expired",
        "Checkout pages are open for an hour. Nothing was charged.",
        "Go back to InfraSketch and begin again.",
    ),
    PurchaseState.REFUNDED: _Words("This purchase was paid back", "Its credits were taken back."),
    PurchaseState.PARTLY_REFUNDED: _Words("Part of this purchase was paid back", "The other credits are yours."),
    PurchaseState.DISPUTED: _Words(
        "Your bank is asking for this payment back", "Until it has decided, the credits of this purchase are held."
    ),
}

_CANCELLED = _Words("Nothing was bought", "You left the checkout page. Nothing was charged, and nothing was lost.")

_UNKNOWN = _Words(
    "There is no such purchase",
    "The address of this page is not complete, or it was made for another server.",
    "Go back to InfraSketch and open the purchase from there.",
)


@cache
def _pages() -> Pages:
    return Pages(Path(__file__).parent / "pages")


@router.get("/purchases/{purchase_id}/success", responses=page_answers(404), summary="The page after a checkout")
def show_success(
    purchase_id: PurchaseId,
    parts: WithParts,
    checkout: Annotated[str, Query(max_length=255, pattern=r"^[A-Za-z0-9_]*$")] = "",
) -> HTMLResponse:
    purchase = _find(parts, purchase_id)
    if purchase is not None and not PurchaseState(purchase.state).is_granted:
        _look(parts, purchase.source_id or checkout)
        purchase = _find(parts, purchase_id)
    return _missing() if purchase is None else _page(purchase, _AFTERWARDS[PurchaseState(purchase.state)])


@router.get(
    "/purchases/{purchase_id}/cancelled", responses=page_answers(404), summary="The page of who left the checkout"
)
def show_cancelled(purchase_id: PurchaseId, parts: WithParts) -> HTMLResponse:
    purchase = _find(parts, purchase_id)
    if purchase is None:
        return _missing()
    state = PurchaseState(purchase.state)
    return _page(purchase, _CANCELLED if state is PurchaseState.WAITING else _AFTERWARDS[state])


def _find(parts: Parts, purchase_id: str) -> Purchase | None:
    with parts.database.reading() as session:
        return session.get(Purchase, purchase_id)


def _look(parts: Parts, checkout: str) -> None:
    """Grant without waiting for the webhook, which tries again where this fails: the buyer cannot help."""
    try:
        if checkout:
            fulfil(parts, checkout)
    except (GatewayError, UnknownPriceError) as error:
        parts.log.warning("fulfilment postponed", checkout=checkout, reason=str(error))


def _page(purchase: Purchase, words: _Words) -> HTMLResponse:
    is_sandbox = purchase.url is not None and "/sandbox/checkout/" in purchase.url
    return _show(
        words,
        200,
        purchase=purchase.id,
        credits=count(purchase.credits),
        price=money(purchase.amount, purchase.currency),
        url=purchase.url if words is _CANCELLED else None,
        program_url=None if words.refresh else _PROGRAM,
        sandbox_url=purchase.url if is_sandbox and words is not _CANCELLED else None,
    )


def _missing() -> HTMLResponse:
    return _show(_UNKNOWN, 404, purchase="", credits="", price="", url=None, program_url=None, sandbox_url=None)


def _show(words: _Words, status: int, **values: str | None) -> HTMLResponse:
    spoken = {"title": words.title, "text": words.text, "next": words.next, "tone": words.tone}
    html = _pages().render("outcome.html", refresh=words.refresh, **spoken, **values)
    return HTMLResponse(html, status, headers=_pages().headers())
