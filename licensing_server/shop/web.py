"""The checkout page of the sandbox shop, where the buyer also plays the bank.

Whoever knows a page's id may use its buttons; the id is 256 random bits. Without scripts: every button is a form.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import cache, partial
from pathlib import Path
from typing import Annotated, Any, cast

from fastapi import APIRouter, Form
from fastapi import Path as InPath
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy.orm import Session

from licensing_server.dependencies import WithParts
from licensing_server.errors import page_answers
from licensing_server.gateway import CheckoutStatus, UnknownObjectError
from licensing_server.models.purchases import ShopCheckout, ShopReversal
from licensing_server.pages import Pages, count, money
from licensing_server.parts import Parts
from licensing_server.shop import till as tills
from licensing_server.shop.gateway import SandboxGateway
from licensing_server.shop.till import NotPossibleError, Till

router = APIRouter(tags=["sandbox shop"], default_response_class=HTMLResponse)

CheckoutId = Annotated[str, InPath(pattern=r"^cs_sandbox_[0-9a-f]{64}$")]
Amount = Annotated[str, Form(max_length=20, description="What to pay back, in whole units and hundredths.")]

_DECLINED = "Your card was declined. Nothing was charged. Try again, or pay in another way."
_NOT_POSSIBLE = "That was not possible any more. This is how things stand now."
_AMOUNT_WRONG = "This is not an amount that can be refunded. Write it like 5.00, up to what is left."
_LARGEST_AMOUNT = Decimal(10**9)

Verb = Callable[[Session], Any]


def _pressed() -> dict[int | str, dict[str, Any]]:
    """What a button answers: on to the next page, or this one with what was not possible."""
    page = {"description": "The page, with what was not possible.", "content": {"text/html": {}}}
    return page_answers(404) | {200: page, 303: {"description": "Go on there.", "content": {}}}


@cache
def _pages() -> Pages:
    return Pages(Path(__file__).parent / "pages")


@router.get("/sandbox/checkout/{checkout}", responses=page_answers(404), summary="The checkout page of the sandbox")
def show_checkout(checkout: CheckoutId, parts: WithParts) -> HTMLResponse:
    return _page(parts, checkout)


@router.post("/sandbox/checkout/{checkout}/pay", responses=_pressed(), summary="Pay by card", status_code=303)
def pay(checkout: CheckoutId, parts: WithParts) -> Response:
    return _act(parts, checkout, partial(_till(parts).pay, checkout_id=checkout), leave=True)


@router.post(
    "/sandbox/checkout/{checkout}/pay-late", responses=page_answers(404), summary="Pay by debit", status_code=303
)
def pay_late(checkout: CheckoutId, parts: WithParts) -> Response:
    return _act(parts, checkout, partial(_till(parts).pay_late, checkout_id=checkout), leave=True)


@router.post("/sandbox/checkout/{checkout}/decline", responses=page_answers(404), summary="Pay by a card without money")
def decline(checkout: CheckoutId, parts: WithParts) -> Response:
    return _page(parts, checkout, alert=_DECLINED)


@router.post(
    "/sandbox/checkout/{checkout}/expire", responses=page_answers(404), summary="Let time run out", status_code=303
)
def expire(checkout: CheckoutId, parts: WithParts) -> Response:
    return _act(parts, checkout, partial(_till(parts).expire, checkout_id=checkout))


@router.post(
    "/sandbox/checkout/{checkout}/arrive", responses=page_answers(404), summary="The debit arrives", status_code=303
)
def arrive(checkout: CheckoutId, parts: WithParts) -> Response:
    return _act(parts, checkout, partial(_till(parts).settle, checkout_id=checkout, arrives=True))


@router.post(
    "/sandbox/checkout/{checkout}/bounce", responses=page_answers(404), summary="The debit fails", status_code=303
)
def bounce(checkout: CheckoutId, parts: WithParts) -> Response:
    return _act(parts, checkout, partial(_till(parts).settle, checkout_id=checkout, arrives=False))


@router.post("/sandbox/checkout/{checkout}/refund", responses=_pressed(), summary="Pay back", status_code=303)
def refund(checkout: CheckoutId, parts: WithParts, amount: Amount = "") -> Response:
    cents = _cents(amount)
    if cents == 0:
        return _page(parts, checkout, alert=_AMOUNT_WRONG)
    return _act(parts, checkout, partial(_till(parts).refund, checkout_id=checkout, amount=cents), wrong=_AMOUNT_WRONG)


@router.post(
    "/sandbox/checkout/{checkout}/dispute", responses=page_answers(404), summary="Open a dispute", status_code=303
)
def dispute(checkout: CheckoutId, parts: WithParts) -> Response:
    return _act(parts, checkout, partial(_till(parts).open_dispute, checkout_id=checkout))


@router.post(
    "/sandbox/checkout/{checkout}/win", responses=page_answers(404), summary="The vendor wins", status_code=303
)
def win(checkout: CheckoutId, parts: WithParts) -> Response:
    return _act(parts, checkout, partial(_till(parts).close_dispute, checkout_id=checkout, won=True))


@router.post(
    "/sandbox/checkout/{checkout}/lose", responses=page_answers(404), summary="The vendor loses", status_code=303
)
def lose(checkout: CheckoutId, parts: WithParts) -> Response:
    return _act(parts, checkout, partial(_till(parts).close_dispute, checkout_id=checkout, won=False))


def _shop(parts: Parts) -> SandboxGateway:
    return cast("SandboxGateway", parts.gateway)  # these routes exist only when it is


def _till(parts: Parts) -> Till:
    return _shop(parts).till


def _act(parts: Parts, checkout: str, verb: Verb, *, leave: bool = False, wrong: str = _NOT_POSSIBLE) -> Response:
    """Press a button: afterwards the browser gets the page anew, or with `leave` the page of success."""
    try:
        parts.database.run(verb)
    except NotPossibleError:
        return _page(parts, checkout, alert=wrong)
    except UnknownObjectError:
        return _missing()
    _shop(parts).news.set()
    return RedirectResponse(_success_url(parts, checkout) if leave else f"/sandbox/checkout/{checkout}", 303)


def _success_url(parts: Parts, checkout: str) -> str:
    with parts.database.reading() as session:
        return session.get_one(ShopCheckout, checkout).success_url


def _page(parts: Parts, checkout: str, *, alert: str = "") -> HTMLResponse:
    with parts.database.reading() as session:
        page = session.get(ShopCheckout, checkout)
        reversals = tills.reversals_of(session, page.payment_intent) if page and page.payment_intent else []
    if page is None:
        return _missing()
    is_late = page.payment_status == tills.PENDING
    left = tills.refundable(page, reversals)
    html = _pages().render(
        "checkout.html",
        alert=alert,
        here=f"/sandbox/checkout/{page.id}",
        title=page.title,
        credits=count(page.credits),
        price=money(page.amount, page.currency),
        is_open=page.status == CheckoutStatus.OPEN,
        is_expired=page.status == CheckoutStatus.EXPIRED,
        is_late=is_late,
        has_failed=page.payment_status == tills.FAILED,
        late_seconds=tills.LATE_SECONDS,
        left=money(left, page.currency) if left > 0 else "",
        left_number=f"{left // 100}.{left % 100:02}",
        can_dispute=left > 0 and not _disputes(reversals),
        is_disputed=any(found.status == tills.OPEN_DISPUTE for found in reversals),
        history=[
            (_NAMES[tills.kind_of(found)], found.status, money(found.amount, page.currency)) for found in reversals
        ],
        cancel_url=page.cancel_url,
        success_url=page.success_url,
    )
    return HTMLResponse(html, headers=_pages().headers())


_NAMES = {tills.REFUND: "Refund", tills.DISPUTE: "Dispute"}


def _disputes(reversals: list[ShopReversal]) -> list[ShopReversal]:
    return [found for found in reversals if tills.kind_of(found) == tills.DISPUTE]


def _missing() -> HTMLResponse:
    return HTMLResponse(_pages().render("missing.html"), 404, headers=_pages().headers())


def _cents(amount: str) -> int | None:
    """What was typed, in cents; None when nothing was, 0 when it is no amount."""
    typed = amount.strip().lstrip("$").replace(",", ".")
    if not typed:
        return None
    try:
        cents = Decimal(typed) * 100
        is_amount = 0 < cents < _LARGEST_AMOUNT and cents == cents.to_integral_value()
    except InvalidOperation:  # no number, or one that cannot be compared
        return 0
    return int(cents) if is_amount else 0
