"""One answer on its way from upstream to the client, and what becomes of its price.

Paid for is an answer that arrived whole, and one whose client left after something of it was sent. An answer that the
model failed at, refused or broke off costs nothing. It is settled before its last event leaves, so that the next
request of the turn finds it so.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence

import anyio
import httpx2
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from licensing_server.relay.errors import RelayError
from licensing_server.relay.events import EventReader, StreamError, StreamEvent, Tokens
from licensing_server.relay.orders import Order
from licensing_server.relay.service import Relay
from licensing_server.relay.turns import Begun, Ended
from licensing_server.relay.upstream import cut_off, event_refusal, not_understood, read_object, refusal_of

_DRAIN_SECONDS = 1.0
_REFUSAL = "refusal"
_STREAM_HEADERS = {"content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no"}


class PassedAnswer(Response):
    """Answers an order that was begun. What its client gets is what upstream says, event by event."""

    def __init__(
        self, relay: Relay, order: Order, begun: Begun, timer: Callable[[], float] = time.perf_counter
    ) -> None:
        super().__init__()
        self._relay = relay
        self._order = order
        self._begun = begun
        self._timer = timer
        self._started = timer()
        self._reader = EventReader()
        self._answering = False
        self._gave_output = False
        self._result = ""

    async def __call__(self, _scope: Scope, receive: Receive, send: Send) -> None:
        self._relay.streams += 1
        try:
            async with anyio.create_task_group() as group:
                group.start_soon(_cancel_when_gone, receive, group.cancel_scope)
                await self._within_time(send)
                group.cancel_scope.cancel()
        finally:
            self._relay.streams -= 1
            await self._settle("left", answered=self._gave_output)

    async def _within_time(self, send: Send) -> None:
        seconds = self._relay.parts.settings.relay_stream_seconds
        with anyio.move_on_after(seconds) as scope:
            await self._answer(send)
        if scope.cancelled_caught:
            await self._settle("too_long", answered=self._gave_output)
            with anyio.move_on_after(_DRAIN_SECONDS):  # perhaps it was the client that took so long
                await self._say(refusal_of(504, {}), send)

    async def _answer(self, send: Send) -> None:
        order = self._order
        try:
            async with self._relay.upstream.answer("POST", "/v1/messages", order.headers, order.content) as answer:
                await (self._pass_stream(answer, send) if order.stream else self._pass_whole(answer, send))
        except RelayError as error:
            if not self._result:
                await self._settle(error.code, answered=False)
                await self._say(error, send)
        except OSError:  # the client is gone, and `__call__` settles
            return

    async def _pass_whole(self, answer: httpx2.Response, send: Send) -> None:
        content, message = await read_object(answer)
        self._reader.tokens.note(message.get("usage"))
        self._gave_output = True
        await self._finish(str(message.get("stop_reason")))
        await _start(send, 200, {"content-type": "application/json"})
        await _send_last(send, content)

    async def _pass_stream(self, answer: httpx2.Response, send: Send) -> None:
        if not answer.headers.get("content-type", "").startswith("text/event-stream"):
            raise not_understood()
        chunks = answer.aiter_raw()
        async for chunk in chunks:
            if await self._pass_events(self._read(chunk), send):
                break
        else:
            raise cut_off()
        with anyio.move_on_after(_DRAIN_SECONDS):  # read to its end, a connection can be used again
            async for _rest in chunks:
                pass
        await _send_last(send, b"")

    async def _pass_events(self, events: Sequence[StreamEvent], send: Send) -> bool:
        """Whether the last event of the answer was among them."""
        for event in events:
            if event.name == "error":
                raise event_refusal(self._reader.error)
            if event.name == "message_stop":
                await self._finish(self._reader.stop_reason)
            await self._pass_event(event, send)
            if event.name == "message_stop":
                return True
        return False

    def _read(self, chunk: bytes) -> list[StreamEvent]:
        try:
            return self._reader.feed(chunk)
        except StreamError:
            raise not_understood() from None

    async def _pass_event(self, event: StreamEvent, send: Send) -> None:
        if not self._answering:
            self._answering = True
            await _start(send, 200, _STREAM_HEADERS)
        self._gave_output = self._gave_output or event.is_output
        await send({"type": "http.response.body", "body": event.raw, "more_body": True})

    async def _finish(self, stop_reason: str) -> None:
        """The answer is whole. What the model refused to answer costs nothing."""
        refused = stop_reason == _REFUSAL
        await self._settle(_REFUSAL if refused else "answered", answered=not refused)

    async def _settle(self, result: str, *, answered: bool) -> None:
        """Once: whoever knows first how it ended says so, and a client that leaves meanwhile does not prevent it."""
        if self._result:
            return
        self._result = result
        tokens, spent = self._reader.tokens, round((self._timer() - self._started) * 1000)
        self._note(result, tokens, spent)
        with anyio.CancelScope(shield=True):
            await self._relay.end(self._begun, Ended(answered, tokens, spent))

    def _note(self, result: str, tokens: Tokens, milliseconds: int) -> None:
        order, parts = self._order, self._relay.parts
        parts.metrics.relayed.labels(order.tier, result).inc()
        for kind, count in (("input", tokens.input), ("output", tokens.output), ("cached", tokens.cached)):
            parts.metrics.relay_tokens.labels(order.tier, kind).inc(count)
        say = parts.log.error if result == "relay_locked_out" else parts.log.info
        say(
            "relay",
            op=order.op,
            item=order.item,
            model=order.model,
            result=result,
            read=tokens.input,
            written=tokens.output,
            cached=tokens.cached,
            milliseconds=milliseconds,
        )

    async def _say(self, error: RelayError, send: Send) -> None:
        """A refusal while nothing was said, an `error` event after that."""
        body = json.dumps(error.body(), ensure_ascii=False).encode()
        if self._answering:
            await _send_last(send, b"event: error\ndata: " + body + b"\n\n")
        else:
            await _start(send, error.status, {"content-type": "application/json", **error.headers})
            await _send_last(send, body)


async def _cancel_when_gone(receive: Receive, scope: anyio.CancelScope) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    scope.cancel()


async def _start(send: Send, status: int, headers: dict[str, str]) -> None:
    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})


async def _send_last(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": False})
