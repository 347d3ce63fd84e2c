"""Asks one server over the Messages API and gives its answer as events of `wire`, or the failure in words."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from infrasketch_desktop.assistant.transport import failures
from infrasketch_desktop.assistant.transport.endpoint import Endpoint, Kind
from infrasketch_desktop.assistant.transport.limits import STANDARD, Limits
from infrasketch_desktop.assistant.transport.line import Line
from infrasketch_desktop.assistant.transport.reading import AnswerReader, parsed
from infrasketch_desktop.assistant.wire import Ended, Event, Request

if TYPE_CHECKING:
    from anthropic import AsyncAnthropic

ITEM_HEADER = "x-infrasketch-item"
OPERATION_HEADER = "x-infrasketch-op"
"""What the relay bills by; other servers are not told."""


class MessagesTransport:
    """A `wire.Transport` for one endpoint."""

    def __init__(self, endpoint: Endpoint, limits: Limits = STANDARD) -> None:
        self.endpoint = endpoint
        self._limits = limits
        self._line = Line(endpoint, limits)

    async def stream(self, request: Request) -> AsyncGenerator[Event, None]:
        """As `wire.Transport.stream`; to be closed (`contextlib.aclosing`) when it is left before its end."""
        reader = AnswerReader(self._limits)
        async with aclosing(answer(self._line, request, reader)) as events:
            async for event in events:
                if isinstance(event, Ended) and (early := failures.ended_early(event.reason, reader.refusal)):
                    raise early
                yield event

    async def count_tokens(self, request: Request) -> int | None:
        """As `wire.Transport.count_tokens`.

        Raises:
            AssistantError: the server cannot be reached, or would not take the request itself either.
        """
        body = body_of(request, remembers=self.endpoint.remembers)
        counted = await self._line.ask(lambda client: client.messages.count_tokens(**body))
        tokens: Any = counted.input_tokens
        return tokens if type(tokens) is int and tokens >= 0 else None


async def answer(line: Line, request: Request, reader: AnswerReader) -> AsyncGenerator[Event, None]:
    """What `reader` makes of the answer to `request`, up to its end, however that came.

    Raises:
        AssistantError: as `wire.Transport.stream`, but not for answers that end early.
    """
    body = {**body_of(request, remembers=line.endpoint.remembers), "max_tokens": request.max_tokens}
    sent = line.stream(lambda client: _read(client, body, reader), lambda: reader.began, _told(line.endpoint, request))
    async with aclosing(sent) as events:
        async for event in events:
            yield event
    if not reader.complete:
        raise failures.cut(began=reader.began)


def _told(endpoint: Endpoint, request: Request) -> dict[str, str]:
    """The headers that the relay bills by."""
    if endpoint.kind is not Kind.RELAY:
        return {}
    told = {ITEM_HEADER: request.item, OPERATION_HEADER: request.operation}
    return {name: value for name, value in told.items() if value}


def body_of(request: Request, *, remembers: bool) -> dict[str, Any]:
    """The request in the form of the API, without what only an answer needs; this is what leaves this computer.

    With `remembers`, everything up to the end of the stable part is marked for the server's cache: tools come before
    the system prompt (page “Prompt caching”).
    """
    stable: dict[str, Any] = {"type": "text", "text": request.stable}
    if remembers:
        stable["cache_control"] = {"type": "ephemeral"}
    system = [block for block in (stable, {"type": "text", "text": request.current}) if block["text"]]
    body: dict[str, Any] = {"model": request.model, "messages": [dict(message) for message in request.messages]}
    if system:
        body["system"] = system
    if request.tools:
        body["tools"] = [dict(tool) for tool in request.tools]
    return body


async def _read(client: AsyncAnthropic, body: Mapping[str, Any], reader: AnswerReader) -> AsyncGenerator[Event, None]:
    from anthropic import AsyncStream  # noqa: PLC0415 - imported by now

    # Not `client.messages.create`: it warns of models that are to be retired, which the list of the server tells.
    sent = {**body, "stream": True}
    stream_class = AsyncStream[Any]
    stream = await client.post("/v1/messages", body=sent, cast_to=object, stream=True, stream_cls=stream_class)
    async with stream:
        if stream.response.headers.get("content-type", "").startswith("application/json"):
            for event in reader.read_whole(parsed(await stream.response.aread())):
                yield event
            return
        async for found in stream.raw_events(stream.response):
            if found.data:  # some servers leave out the name of the event; its type is in the data too
                for event in reader.read(parsed(found.data)):
                    yield event
