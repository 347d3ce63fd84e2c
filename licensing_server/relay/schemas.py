"""What is announced of the relay, and the answer to a refused proposal."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from licensing_server.relay import items, orders
from licensing_server.schemas import Answer, Body

OperationId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:-]{1,64}$")]


class TurnBody(Body):
    op: OperationId = Field(description=f"What {orders.OP_HEADER} named.")


class RefusedAnswer(Answer):
    """The turn has ended; asked again, the same is answered."""

    op: str
    credits: int = Field(description="What was given back in all.")
    balance: int


class TakenAnswer(Answer):
    """What the turn costs; asked again, the same is answered."""

    op: str
    credits: int = Field(description="What was paid for it in all; 0 for one that failed or was free.")
    balance: int


class WireError(Answer):
    """The inner object of a refusal: the first two fields are the API's, what follows is ours."""

    model_config = ConfigDict(extra="allow")

    type: str
    message: str
    code: str


class WireRefusal(Answer):
    """A refusal in the shape of the Messages API."""

    type: str = Field(examples=["error"])
    error: WireError


_MEANINGS = {
    400: "The request is not one that the relay takes; the message names the fields.",
    401: "Sign in, or refresh the access token, and try again.",
    402: "Too few credits on the server: what is missing, what lies on devices, and the packages that can be bought.",
    404: "The model is not offered.",
    409: "The operation id stands for a turn that has ended, is being answered, or has another price.",
    413: "The request is too large.",
    429: "Too many requests of the account; Retry-After says how many seconds to wait.",
    500: "A fault of the server; nothing was charged.",
    502: "The model failed; nothing was charged.",
    503: "The relay is closed, or the server is busy; nothing was charged.",
    504: "The model was silent; nothing was charged.",
    529: "The model is overloaded; nothing was charged.",
}
_OURS = frozenset({413, 500})
"""Also answered before the relay is reached, in the shape of every other refusal."""


def wire_answers(*statuses: int, good: dict[str, Any] | None = None) -> dict[int | str, dict[str, Any]]:
    """The `responses=` of an endpoint that speaks the wire format; `good` is the content of a good answer."""
    described: dict[int | str, dict[str, Any]] = {
        status: {"description": _MEANINGS[status], "content": _content(status)} for status in statuses
    }
    described[200] = {"description": "As the API answers.", "content": good or {"application/json": {}}}
    return described


def _content(status: int) -> dict[str, Any]:
    refusal: dict[str, Any] = {
        "type": "object",
        "required": ["type", "error"],
        "properties": {
            "type": {"const": "error"},
            "error": {
                "type": "object",
                "required": ["type", "message", "code"],
                "properties": {name: {"type": "string"} for name in ("type", "message", "code")},
            },
        },
    }
    ours = {"type": "object", "required": ["error", "message"]}
    return {"application/json": {"schema": {"anyOf": [refusal, ours]} if status in _OURS else refusal}}


def wire_request(fields: str) -> dict[str, Any]:
    """The `openapi_extra=` of an endpoint that takes a body of the API; `fields` says which."""
    return {
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"type": "object", "description": fields}}},
        }
    }


ORDER_HEADERS = [
    {
        "name": items.ITEM_HEADER,
        "in": "header",
        "description": "What is asked for, and priced: at least what the request shows, and that when it is left out.",
        "schema": {"type": "string", "enum": list(items.ITEMS)},
    },
    {
        "name": orders.OP_HEADER,
        "in": "header",
        "description": "Names the turn: its requests are paid for once. Each request is a turn of its own without it.",
        "schema": {"type": "string", "pattern": "^[A-Za-z0-9._:-]{1,64}$"},
    },
]
