"""Opens the client of the library for one request, and closes it: nothing of the environment decides where to.

The library takes keys, addresses and headers from `ANTHROPIC_…` when it is given none, and its HTTP client follows
proxies and redirects. Here the key and the address are always given, and whatever else would be sent is taken off the
request before it leaves. No redirect is followed, certificates are verified, and an answer is read to a limit.

Proxies of the system are used for encrypted addresses that are not on this machine, since many companies have no other
way out and a proxy sees no more than the name of the host; and never for loopback or plain HTTP.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import ssl
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from infrasketch_desktop.assistant.transport.endpoint import Endpoint, origin
from infrasketch_desktop.assistant.transport.limits import Limits
from infrasketch_desktop.assistant.transport.reading import UnreadableError
from infrasketch_desktop.assistant.transport.threads import elsewhere
from infrasketch_desktop.collector import collector_paused
from infrasketch_desktop.wallet.http import is_loopback

if TYPE_CHECKING:
    import httpx2
    from anthropic import AsyncAnthropic

SENT_HEADERS = frozenset(
    ("host", "accept", "connection", "content-type", "content-length", "transfer-encoding", "anthropic-version")
)
USER_AGENT = "InfraSketch Desktop"
_LOGGERS = ("anthropic", "httpx2", "httpcore2")
_PIECES_PER_TURN = 64


class StrayError(Exception):
    """A request was about to go to another host than the one it is for; it was not sent."""


class EndlessError(Exception):
    """An answer was not complete in the time that a whole one may take."""


@asynccontextmanager
async def connected(
    endpoint: Endpoint, key: str, limits: Limits, headers: Mapping[str, str]
) -> AsyncIterator[AsyncAnthropic]:
    """A client for `endpoint` that shows `key` and sends `headers` besides; closed at the end, however it comes."""
    context = await elsewhere(lambda: _prepare(endpoint.address))
    import anthropic  # noqa: PLC0415 - seconds, so on another thread and only when somebody asks a model
    import httpx2  # noqa: PLC0415 - as above

    sent = {**headers, "authorization": f"Bearer {key}", "user-agent": USER_AGENT, "accept-encoding": "identity"}
    http = httpx2.AsyncClient(
        verify=context,
        follow_redirects=False,
        trust_env=_uses_proxies(endpoint.address),
        timeout=httpx2.Timeout(limits.idle_seconds, connect=limits.connect_seconds),
        event_hooks={"request": [_Outgoing(endpoint.address, sent)], "response": [_Incoming(limits)]},
    )
    async with http:
        yield anthropic.AsyncAnthropic(
            api_key=key,
            base_url=endpoint.address,
            http_client=http,
            max_retries=0,
            timeout=http.timeout,
            open_telemetry=False,
        )


class _Outgoing:
    """Leaves on a request what is meant to be sent, and keeps it from other hosts."""

    def __init__(self, address: str, headers: Mapping[str, str]) -> None:
        self._origin = origin(address)
        self._headers = headers

    async def __call__(self, request: httpx2.Request) -> None:
        if origin(str(request.url)) != self._origin:
            raise StrayError
        for name in [name for name in request.headers if name.lower() not in SENT_HEADERS]:
            del request.headers[name]
        request.headers.update(self._headers)


class _Incoming:
    """Bounds an answer before anybody reads it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    async def __call__(self, response: httpx2.Response) -> None:
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            raise UnreadableError("it is compressed, though nobody asked for that")  # it might never end unpacked
        response.stream = _bounded(response.stream, self._limits)


def _bounded(stream: Any, limits: Limits) -> Any:
    """The same stream of bytes, which ends with an error beyond a limit."""
    import httpx2  # noqa: PLC0415 - loaded by now

    class Bounded(httpx2.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            measure = _Measure(limits, asyncio.get_running_loop().time)
            async for piece in stream:
                if measure.add(piece) % _PIECES_PER_TURN == 0:
                    await asyncio.sleep(0)  # pieces that are there already come without a pause in which to stop
                yield piece

        async def aclose(self) -> None:
            await stream.aclose()

    return Bounded()


class _Measure:
    """How much came, how long its lines are, and since when."""

    def __init__(self, limits: Limits, now: Callable[[], float]) -> None:
        self._limits = limits
        self._now = now
        self._end = now() + limits.whole_seconds
        self._whole = 0
        self._line = 0
        self._pieces = 0

    def add(self, piece: bytes) -> int:
        """The number of pieces until now. Raises UnreadableError or EndlessError beyond a limit."""
        self._pieces += 1
        self._whole += len(piece)
        ends = max(piece.rfind(b"\n"), piece.rfind(b"\r"))
        self._line = self._line + len(piece) if ends < 0 else len(piece) - ends
        if self._whole > self._limits.bytes or self._line > self._limits.line_bytes:
            raise UnreadableError("it is too long")
        if self._now() > self._end:
            raise EndlessError
        return self._pieces


def _prepare(address: str) -> ssl.SSLContext:
    """Import the library and load certificates; it takes its time, so not on the thread of the loop."""
    _load()
    import httpx2  # noqa: PLC0415 - loaded by now

    if urlsplit(address).scheme == "https":
        return httpx2.create_ssl_context(trust_env=True)  # companies name their own certificates by SSL_CERT_FILE
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # trusts nobody: nothing is encrypted here


def _load() -> None:
    """Import the library, and keep it quiet: at its level DEBUG it writes down what is sent.

    It makes 150,000 objects that stay. Going through them again and again stalled the window by up to 180 ms while they
    are made, and by 130 ms every time later; so the collector rests meanwhile, and then counts them as there for good.
    """
    fresh = "anthropic" not in sys.modules
    with collector_paused():
        import anthropic.resources.messages  # noqa: F401, PLC0415 - the library loads it at the first request

        if fresh:
            gc.freeze()  # before the collector wakes, and at once goes through all of them
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)


def _uses_proxies(address: str) -> bool:
    return urlsplit(address).scheme == "https" and not is_loopback(address)
