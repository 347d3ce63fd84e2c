"""Asks the Messages API with the vendor's key, and says in our words what it refuses or fails at.

The library is httpx2, the one below `anthropic`: its bytes come as they arrive, and leaving the block closes the
connection. Headers are ours; redirects are not followed and the environment is not asked for proxies.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any, Self

import httpx2

from licensing_server.logs import mask_text
from licensing_server.relay.errors import RelayError
from licensing_server.settings import Settings

LARGEST_ANSWER = 8 * 1024 * 1024
"""Of an answer that is no stream, and of a list of models."""
_LARGEST_REFUSAL = 64 * 1024
_LONGEST_SENTENCE = 500
_CONNECT_SECONDS = 10.0
_MOST_WAIT = 300
_NOTHING_CHARGED = "Nothing was charged."

_STATUS_OF_TYPE = {
    "invalid_request_error": 400,
    "authentication_error": 401,
    "permission_error": 403,
    "not_found_error": 404,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "timeout_error": 504,
    "overloaded_error": 529,
}
"""Of errors within a stream, which has begun with 200; page “Errors”."""

_OVERLOADED = 529
_BUSY = (_OVERLOADED, "upstream_busy", f"The model is overloaded. {_NOTHING_CHARGED} Try again.")
_FAILED = (502, "upstream_failed", f"The model failed. {_NOTHING_CHARGED} Try again.")
_LOCKED_OUT = (503, "relay_locked_out", f"The server may not ask this model at the moment. {_NOTHING_CHARGED}")
_TOLD = {
    400: _LOCKED_OUT,
    401: _LOCKED_OUT,
    402: _LOCKED_OUT,
    403: _LOCKED_OUT,
    404: (404, "model_unavailable", "This model is not offered at the moment. Choose another one."),
    413: (413, "too_large", "The request is larger than the model takes. Ask about less at a time."),
    429: _BUSY,
    504: (504, "upstream_silent", f"The model took too long. {_NOTHING_CHARGED} Try again."),
    529: _BUSY,
}
"""What we say to a status of upstream: ours, a code, a sentence."""


class Upstream:
    """The API behind the relay; open for as long as the block."""

    def __init__(self, settings: Settings) -> None:
        self._client = httpx2.AsyncClient(
            base_url=settings.relay_upstream_url,
            headers=_own_headers(settings),
            timeout=httpx2.Timeout(settings.relay_silence_seconds, connect=_CONNECT_SECONDS, pool=_CONNECT_SECONDS),
            limits=httpx2.Limits(max_connections=settings.relay_streams + 8, max_keepalive_connections=32),
            follow_redirects=False,
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.__aexit__(kind, error, trace)

    @asynccontextmanager
    async def answer(
        self, method: str, path: str, headers: Mapping[str, str], content: bytes | None = None
    ) -> AsyncIterator[httpx2.Response]:
        """A good answer whose content has not been read.

        Raises:
            RelayError: it is refused, or does not come; also from within the block, when it breaks off.
        """
        try:
            async with self._client.stream(method, path, headers=dict(headers), content=content) as response:
                if response.status_code != httpx2.codes.OK:
                    raise await _refusal(response)
                yield response
        except httpx2.TimeoutException:
            raise RelayError(
                504, "upstream_silent", f"The model did not answer in time. {_NOTHING_CHARGED} Try again."
            ) from None
        except httpx2.HTTPError:
            raise cut_off() from None


async def read_object(response: httpx2.Response, most: int = LARGEST_ANSWER) -> tuple[bytes, dict[str, Any]]:
    """The whole answer and the object that it is.

    Raises:
        RelayError: it is no object, or too large.
    """
    content = bytearray()
    async for chunk in response.aiter_raw():
        content += chunk
        if len(content) > most:
            raise not_understood()
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        raise not_understood() from None
    if not isinstance(value, dict):
        raise not_understood()
    return bytes(content), value


def event_refusal(error: Mapping[str, Any]) -> RelayError:
    """What an `error` event within a stream becomes."""
    return refusal_of(_STATUS_OF_TYPE.get(str(error.get("type")), 500), error)


def refusal_of(status: int, error: Mapping[str, Any], retry_after: int = 5) -> RelayError:
    """What a refusal of the API becomes: what the caller did is told in its words, what we did is not.

    A limit of the vendor's account is no limit of the caller's: it is told as overload.
    """
    said = mask_text(str(error.get("message", "")))[:_LONGEST_SENTENCE]
    if status == httpx2.codes.BAD_REQUEST and "credit balance" not in said:
        return RelayError(400, "upstream_refused", said or "The model does not take this request.")
    told, code, message = _TOLD.get(status, _FAILED)
    return RelayError(told, code, message, headers={"Retry-After": str(retry_after)} if told == _OVERLOADED else {})


def cut_off() -> RelayError:
    return RelayError(502, "upstream_cut", f"The connection to the model broke. {_NOTHING_CHARGED} Try again.")


def not_understood() -> RelayError:
    return RelayError(502, "upstream_not_understood", f"The model's answer makes no sense. {_NOTHING_CHARGED}")


async def _refusal(response: httpx2.Response) -> RelayError:
    try:
        _content, value = await read_object(response, _LARGEST_REFUSAL)
    except RelayError:
        value = {}
    inner = value.get("error")
    wait = response.headers.get("retry-after", "")
    seconds = min(int(wait), _MOST_WAIT) if wait.isdecimal() and len(wait) < 6 else 5  # noqa: PLR2004 - digits
    return refusal_of(response.status_code, inner if isinstance(inner, dict) else {}, seconds)


def _own_headers(settings: Settings) -> dict[str, str]:
    return {
        "x-api-key": settings.relay_upstream_key.get_secret_value(),
        "user-agent": "InfraSketch-Relay",
        "accept-encoding": "identity",
        "content-type": "application/json",
    }
