"""Around every request: an id, a line in the log, figures for Prometheus, headers that protect, and the last catch."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from licensing_server.parts import Parts
from licensing_server.refusals import fault_body, too_large_body

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_METHODS = {"GET", "POST", "PATCH", "DELETE", "PUT", "HEAD", "OPTIONS"}

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "Referrer-Policy": "no-referrer",  # addresses of mailed links hold a secret
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""Unless an endpoint sets its own; OWASP HTTP Headers Cheat Sheet."""


class Observer:
    """Watches the application from outside; nothing that happens in it leaves unanswered or unlogged."""

    def __init__(self, app: ASGIApp, parts: Parts, timer: Callable[[], float] = time.perf_counter) -> None:
        self._app = app
        self._parts = parts
        self._timer = timer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else self._parts.new_id()
        with structlog.contextvars.bound_contextvars(request=request_id):
            await self._observe(scope, receive, send, request_id)

    async def _observe(self, scope: Scope, receive: Receive, send: Send, request_id: str) -> None:
        started, status = self._timer(), 0

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-ID"] = request_id
                for name, value in self._protection():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, receive, answer)
        except Exception:
            self._parts.log.exception("unexpected error", **_name(scope))
            if not status:
                await JSONResponse(fault_body(), 500)(scope, receive, answer)
        finally:
            self._note(scope, status, self._timer() - started)

    def _protection(self) -> list[tuple[str, str]]:
        secure = self._parts.settings.public_url.startswith("https://")
        return [*_HEADERS.items(), *([("Strict-Transport-Security", "max-age=31536000")] if secure else [])]

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        name = _name(scope)
        metrics = self._parts.metrics
        metrics.requests.labels(name["method"], name["route"], str(status)).inc()
        metrics.durations.labels(name["method"], name["route"]).observe(seconds)
        self._parts.log.info("request", **name, status=status, milliseconds=round(seconds * 1000))


def _name(scope: Scope) -> dict[str, str]:
    """Method and route as templates: few values, and no id or secret of a path among them."""
    method = scope["method"] if scope["method"] in _METHODS else "other"
    return {"method": method, "route": getattr(scope.get("route"), "path", "unknown")}


class Gate:
    """Reads a body to its end, then lets in as many requests at a time as there are threads.

    The body first, so that a slow sender keeps nobody out; not more of `most` bytes, by what it claims and by what
    arrives. So many at a time, because FastAPI writes the answer of a plain function in a thread too, before the
    transaction ends: requests that hold a connection would wait for threads in which others wait for a connection.
    What lies below the path `passing` holds neither while it is answered, for minutes at times, and takes no place.
    """

    def __init__(self, app: ASGIApp, most: int, places: int, passing: str) -> None:
        self._app = app
        self._most = most
        self._passing = f"{passing}/"
        self._places = asyncio.Semaphore(places)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            body = await self._read(Headers(scope=scope), receive)
        except ClientDisconnect:
            return
        if body is None:
            await JSONResponse(too_large_body(), 413)(scope, receive, send)
            return
        if scope["path"].startswith(self._passing):
            await self._app(scope, _replayed(body, receive), send)
            return
        async with self._places:
            await self._app(scope, _replayed(body, receive), send)

    async def _read(self, headers: Headers, receive: Receive) -> bytes | None:
        claimed = headers.get("content-length", "")
        if claimed.isdecimal() and int(claimed) > self._most:
            return None
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ClientDisconnect
            body += message.get("body", b"")
            if len(body) > self._most:
                return None
            if not message.get("more_body", False):
                return bytes(body)


def _replayed(body: bytes, receive: Receive) -> Receive:
    """Gives the body once, and then whatever comes, which is the end of the connection."""
    message: Message | None = {"type": "http.request", "body": body, "more_body": False}

    async def replay() -> Message:
        nonlocal message
        first, message = message, None
        return first if first is not None else await receive()

    return replay
