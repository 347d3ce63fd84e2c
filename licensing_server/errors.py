"""What the server answers and says when something is refused: a code for programs, a message for people."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class LicensingServerError(Exception):
    """An expected failure of the server; `str()` of it is a message for the person who runs it."""


class ConfigurationError(LicensingServerError):
    """The server cannot start as it is set up; the message says what to set."""


class TokenError(LicensingServerError):
    """An access token was not signed by this server, or not for access."""


class ApiError(LicensingServerError):
    """A request that is refused: an HTTP status, a code that programs read and a message that says what to do next.

    `extra` joins the body beside `error` and `message`; `headers` join the response, for example Retry-After.
    """

    def __init__(
        self, status: int, code: str, message: str, *, headers: dict[str, str] | None = None, **extra: Any
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = headers or {}
        self.extra = extra

    def body(self) -> dict[str, Any]:
        return {"error": self.code, "message": self.message, **self.extra}


class ErrorAnswer(BaseModel):
    """The one shape of every refusal."""

    model_config = ConfigDict(extra="allow")

    error: str = Field(description="A stable code for programs.", examples=["not_found"])
    message: str = Field(description="For people: what happened and what to do next.")


_MEANINGS = {
    400: "The request cannot be read.",
    401: "Sign in, or refresh the access token, and try again.",
    402: "Too few credits; the answer names what is missing and the packages that can be bought.",
    403: "The caller may not do this.",
    404: "There is no such thing, or it belongs to somebody else.",
    405: "The path knows other methods.",
    409: "The request contradicts what has happened before.",
    410: "The link is not good any more.",
    413: "The body is larger than the server takes.",
    422: "A field is missing, unknown or out of its bounds.",
    429: "Too many attempts; Retry-After says how many seconds to wait.",
    500: "A fault of the server; nothing was changed.",
    502: "The payment service did not answer as agreed; nothing was changed.",
    503: "The server is busy or not ready; try again after Retry-After seconds.",
}

_ALWAYS = (400, 413, 422, 500, 503)


def answers(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses=` of an endpoint that may refuse with `statuses`, beside what any endpoint may answer.

    The schema is spelled out, because FastAPI would announce a model as HTML where the endpoint answers with pages.
    """
    content = {"application/json": {"schema": ErrorAnswer.model_json_schema()}}
    return {
        status: {"description": _MEANINGS[status], "content": dict(content)} for status in sorted({*_ALWAYS, *statuses})
    }


def page_answers(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses=` of an endpoint that refuses with a page for people, beside what any endpoint may answer."""
    responses = answers()
    for status in statuses:
        refusal = responses.setdefault(status, {"description": _MEANINGS[status], "content": {}})
        refusal["content"]["text/html"] = {}
    return responses
