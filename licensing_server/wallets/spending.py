"""The endpoints of two-phase spending on the server, for work that costs the vendor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

from infrasketch_desktop.credits.errors import PriceError
from infrasketch_desktop.credits.quotes import Quote, Wanted, quote
from licensing_server.books import holds
from licensing_server.books.errors import HoldError, InsufficientCreditsError
from licensing_server.dependencies import CurrentCaller, Seconds, WithParts, WritingSession
from licensing_server.errors import ApiError, answers
from licensing_server.idempotency import IdempotencyKey, answer_once
from licensing_server.parts import Parts
from licensing_server.schemas import Body, packages_of
from licensing_server.wallets import schemas

router = APIRouter(prefix="/api/wallet/spend", tags=["spending"])

MINUTE = 60
PAYMENT_REQUIRED: dict[int | str, dict[str, Any]] = {
    402: {"model": schemas.InsufficientCreditsAnswer, "description": "Too few credits, and the packages to buy."}
}


@dataclass(frozen=True, slots=True)
class Spender:
    """Who spends, in which transaction, under which idempotency key."""

    session: Session
    account_id: str
    parts: Parts
    now: int
    key: str | None

    def once(self, body: Body, work: Callable[[], holds.Outcome]) -> schemas.HoldAnswer:
        """Do `work`, unless the key was seen before; refusals in the form in which they are answered."""

        def answer() -> schemas.HoldAnswer:
            try:
                return schemas.HoldAnswer.of(work())
            except InsufficientCreditsError as error:
                raise _too_few(self.parts, error) from error
            except HoldError as error:
                raise ApiError(409, error.code, str(error)) from error

        return answer_once(
            self.session,
            account_id=self.account_id,
            key=self.key,
            operation=f"spend/{type(body).__name__}",
            body=body,
            now=self.now,
            work=answer,
            answer_type=schemas.HoldAnswer,
        )


def _spender(
    session: WritingSession, caller: CurrentCaller, parts: WithParts, now: Seconds, key: IdempotencyKey = None
) -> Spender:
    return Spender(session, caller.account_id, parts, now, key)


WithSpender = Annotated[Spender, Depends(_spender)]


@router.post("/reserve", responses=answers(401, 404, 409) | PAYMENT_REQUIRED)
def reserve(body: schemas.ReserveBody, spender: WithSpender) -> schemas.HoldAnswer:
    """Set credits aside for work on the server, by the price list in force. What nobody ends comes back by itself."""
    prices = spender.parts.book.prices
    quoted = _quote(spender.parts, body)
    return spender.once(
        body,
        lambda: holds.reserve(
            spender.session,
            account_id=spender.account_id,
            op=body.op,
            item=quoted.item,
            amount=quoted.total,
            now=spender.now,
            seconds=prices.policy.hold_minutes * MINUTE,
        ),
    )


@router.post("/commit", responses=answers(401, 409))
def commit(body: schemas.CommitBody, spender: WithSpender) -> schemas.HoldAnswer:
    """Spend what the work came to; the rest comes back."""
    return spender.once(
        body,
        lambda: holds.commit(
            spender.session, account_id=spender.account_id, op=body.op, spent=body.credits, now=spender.now
        ),
    )


@router.post("/release", responses=answers(401, 409))
def release(body: schemas.ReleaseBody, spender: WithSpender) -> schemas.HoldAnswer:
    """Everything comes back: the work failed, was cancelled or was refused."""
    return spender.once(
        body,
        lambda: holds.release(spender.session, account_id=spender.account_id, op=body.op, now=spender.now),
    )


def _quote(parts: Parts, body: schemas.ReserveBody) -> Quote:
    try:
        return quote(parts.book.prices, [Wanted(body.item, body.quantity)], body.tier)
    except PriceError as error:
        raise ApiError(404, "unknown_item", str(error)) from error


def _too_few(parts: Parts, error: InsufficientCreditsError) -> ApiError:
    return ApiError(
        402,
        "insufficient_credits",
        str(error),
        credits_remaining=error.remaining,
        required=error.required,
        packages=packages_of(parts.book.prices),
    )
