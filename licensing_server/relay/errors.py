"""What the relay refuses, in the shape of the Messages API with our code beside its type.

`{"type": "error", "error": {"type": …, "message": …, "code": …, …}}`: the first two are what every client library of
the API reads (page “Errors” of its documentation), `code` and what follows it is what our program reads.
"""

from __future__ import annotations

from typing import Any

from licensing_server.errors import ApiError

_TYPES = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "billing_error",
    404: "not_found_error",
    409: "invalid_request_error",
    413: "request_too_large",
    429: "rate_limit_error",
    503: "api_error",
    504: "timeout_error",
    529: "overloaded_error",
}
_NO_RETRY = {"x-should-retry": "false"}
"""Tells the client library that asking again at once is of no use."""


class RelayError(ApiError):
    """A request that the relay refuses, or an answer that broke off; `extra` joins the inner object."""

    def body(self) -> dict[str, Any]:
        kind = _TYPES.get(self.status, "api_error")
        inner = {"type": kind, "message": self.message, "code": self.code, **self.extra}
        return {"type": "error", "error": inner}

    @classmethod
    def of(cls, error: ApiError) -> RelayError:
        """The same refusal in this shape."""
        if isinstance(error, cls):
            return error
        return cls(error.status, error.code, error.message, headers=error.headers, **error.extra)


def bad_request(code: str, message: str) -> RelayError:
    return RelayError(400, code, message)


def closed() -> RelayError:
    return RelayError(
        503,
        "relay_closed",
        "This server has no key for the Messages API, so it cannot pass questions on. Use a key of your own, "
        "a model on this machine, or ask the operator to set INFRASKETCH_RELAY_UPSTREAM_KEY.",
        headers=_NO_RETRY,
    )


def busy() -> RelayError:
    message = "The server is busy. Nothing was charged; try again in a moment."
    return RelayError(503, "busy", message, headers={"Retry-After": "2"})


def full() -> RelayError:
    message = "The server passes on as many answers as it can. Nothing was charged; try again in a moment."
    return RelayError(529, "relay_full", message, headers={"Retry-After": "5"})


def conflict(code: str, message: str, *, seconds: int = 0) -> RelayError:
    return RelayError(409, code, message, headers=_NO_RETRY | ({"Retry-After": str(seconds)} if seconds else {}))


def too_many_streams(most: int) -> RelayError:
    message = f"{most} answers are on their way to this account. Wait until one has ended, or stop one."
    return RelayError(429, "too_many_streams", message, headers={"Retry-After": "5"}, retry_after=5)
