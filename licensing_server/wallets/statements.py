"""The endpoints that tell an account what it has, what happened, and what its credits were used for."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from licensing_server.books import statements
from licensing_server.dependencies import CurrentCaller, ReadingSession, Seconds, WithParts
from licensing_server.errors import answers
from licensing_server.wallets import schemas, wording

router = APIRouter(prefix="/api/credits", tags=["credits"])

Cursor = Annotated[str | None, Query(pattern=r"^[0-9]{1,15}$", description="`cursor` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=200, description="Movements on a page.")]


@router.get("/balance", responses=answers(401))
def balance(session: ReadingSession, caller: CurrentCaller, now: Seconds) -> schemas.BalanceAnswer:
    """What the account has, and where."""
    return schemas.BalanceAnswer.of(statements.balance(session, caller.account_id, now))


@router.get("/history", responses=answers(401))
def history(
    *, session: ReadingSession, caller: CurrentCaller, parts: WithParts, cursor: Cursor = None, limit: Limit = 50
) -> schemas.HistoryAnswer:
    """Every movement, the newest first, with the balance after it."""
    before = None if cursor is None else int(cursor)
    lines = statements.history(session, caller.account_id, before=before, limit=limit + 1)
    shown = lines[:limit]
    prices = parts.book.prices
    return schemas.HistoryAnswer(
        movements=[schemas.LineAnswer.of(line, wording.movement(prices, line)) for line in shown],
        cursor=str(shown[-1].seq) if len(lines) > limit else None,
    )


@router.get("/usage", responses=answers(401))
def usage(session: ReadingSession, caller: CurrentCaller, parts: WithParts) -> schemas.UsageAnswer:
    """Credits used, by month and by what they were used for."""
    uses = statements.usage(session, caller.account_id)
    prices = parts.book.prices
    return schemas.UsageAnswer(usage=[schemas.UseAnswer.of(use, wording.item_name(prices, use.item)) for use in uses])
