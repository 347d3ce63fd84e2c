"""The endpoints of the relay: the wire format of the Messages API, and what a person decides about a proposal."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer

from licensing_server.books import statements
from licensing_server.books.errors import InsufficientCreditsError
from licensing_server.dependencies import CurrentCaller, Seconds, WithParts, WritingSession
from licensing_server.errors import answers
from licensing_server.relay import orders, refusing, schemas, taking
from licensing_server.relay.passing import PassedAnswer
from licensing_server.relay.service import Relay, expect_open, limits_of, rules_of
from licensing_server.relay.shortage import too_few
from licensing_server.relay.upstream import not_understood, read_object

PREFIX = "/v1"
"""Requests below it wait for a model and not for a thread; the gate lets them pass."""

router = APIRouter()

_KEY = APIKeyHeader(
    name="x-api-key", auto_error=False, description="The access token, where client libraries of the API put a key."
)
_BEARER = HTTPBearer(auto_error=False, bearerFormat="JWT")

_FIELDS = "The fields of the API that the price covers: model, max_tokens, messages, system, tools, stream, thinking."


def _token(
    key: Annotated[str | None, Depends(_KEY)], bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
) -> str | None:
    """Our access token, from whichever header the client library uses."""
    return bearer.credentials if bearer else key


Token = Annotated[str | None, Depends(_token)]


async def _relay(request: Request) -> Relay:
    relay: Relay | None = request.app.state.relay
    return expect_open(relay)


WithRelay = Annotated[Relay, Depends(_relay)]


@router.post(
    f"{PREFIX}/messages",
    tags=["relay"],
    response_class=Response,
    responses=schemas.wire_answers(
        *(400, 401, 402, 404, 409, 413, 429, 500, 502, 503, 504, 529),
        good={"application/json": {}, "text/event-stream": {}},
    ),
    openapi_extra=schemas.wire_request(_FIELDS) | {"parameters": schemas.ORDER_HEADERS},
)
async def create_message(request: Request, relay: WithRelay, token: Token) -> Response:
    """Ask a model of the price list. Its price is held first and spent when the answer has come."""
    order, begun = await relay.begin(request.headers, token, await request.body())
    return PassedAnswer(relay, order, begun)


@router.post(
    f"{PREFIX}/messages/count_tokens",
    tags=["relay"],
    response_class=Response,
    responses=schemas.wire_answers(400, 401, 404, 413, 429, 500, 502, 503, 504, 529),
    openapi_extra=schemas.wire_request(_FIELDS),
)
async def count_tokens(request: Request, relay: WithRelay, token: Token) -> Response:
    """Count the tokens of a request. Free."""
    await relay.admit(token)
    parts = relay.parts
    content, headers = orders.read_counting(request.headers, await request.body(), parts.book.prices, limits_of(parts))
    async with relay.upstream.answer("POST", "/v1/messages/count_tokens", headers, content) as answer:
        _content, counted = await read_object(answer)
    tokens = counted.get("input_tokens")
    if type(tokens) is not int:
        raise not_understood()
    return _json({"input_tokens": tokens})


@router.get(
    f"{PREFIX}/models",
    tags=["relay"],
    response_class=Response,
    responses=schemas.wire_answers(400, 401, 404, 429, 500, 502, 503, 504, 529),
)
async def list_models(request: Request, relay: WithRelay, token: Token) -> Response:
    """The models that may be asked here, as upstream describes them. Free."""
    await relay.admit(token)
    headers = orders.passed_headers(request.headers)
    async with relay.upstream.answer("GET", "/v1/models?limit=1000", headers) as answer:
        _content, listed = await read_object(answer)
    sold = {model for tier in relay.parts.book.prices.tiers for model in tier.models}
    entries = listed.get("data")
    if not isinstance(entries, list):
        raise not_understood()
    models = [entry for entry in entries if isinstance(entry, dict) and entry.get("id") in sold]
    ends = {"first_id": models[0]["id"], "last_id": models[-1]["id"]} if models else {"first_id": None, "last_id": None}
    return _json({"data": models, "has_more": False} | ends)


@router.post("/api/wallet/spend/refuse", tags=["spending"], responses=answers(401, 404, 409, 429))
def refuse(
    body: schemas.TurnBody, session: WritingSession, caller: CurrentCaller, parts: WithParts, now: Seconds
) -> schemas.RefusedAnswer:
    """What a turn of the assistant cost comes back, because the person refused what it proposed."""
    found = refusing.refuse(session, caller.account_id, body.op, rules_of(parts), now)
    return schemas.RefusedAnswer(op=body.op, credits=found.credits, balance=found.balance)


@router.post("/api/wallet/spend/take", tags=["spending"], responses=answers(401, 402, 404, 409))
def take(
    body: schemas.TurnBody, session: WritingSession, caller: CurrentCaller, parts: WithParts, now: Seconds
) -> schemas.TakenAnswer:
    """What a turn of the assistant costs; a refused one is paid for again, because the person takes it after all."""
    try:
        found = taking.take(session, caller.account_id, body.op, rules_of(parts), now)
    except InsufficientCreditsError as error:
        balance = statements.balance(session, caller.account_id, now)
        raise too_few(parts.book.prices, balance, error) from error
    return schemas.TakenAnswer(op=body.op, credits=found.credits, balance=found.balance)


def _json(value: object) -> Response:
    return Response(json.dumps(value), media_type="application/json")
