"""Questions to the fake Messages server, as the tests of the transport ask them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace

from infrasketch_desktop.assistant.errors import AssistantError
from infrasketch_desktop.assistant.transport.endpoint import Endpoint, Kind, Secret
from infrasketch_desktop.assistant.transport.limits import STANDARD, Limits
from infrasketch_desktop.assistant.transport.loop import AssistantLoop
from infrasketch_desktop.assistant.transport.messages import MessagesTransport
from infrasketch_desktop.assistant.wire import Event, Request, Transport
from tests.support.messages_server import KEY

TOOL = {"name": "draw", "description": "Draws.", "input_schema": {"type": "object", "properties": {}}}
REQUEST = Request(
    model="claude-haiku-5-5",
    stable="You draw.",
    current="The diagram is empty.",
    messages=({"role": "user", "content": "Add a cache."},),
    tools=(TOOL,),
    max_tokens=1_000,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of a question: events, and the failure that ended them."""

    events: tuple[Event, ...]
    error: AssistantError | None


def endpoint(address: str, kind: Kind = Kind.VENDOR, key: str | None = KEY) -> Endpoint:
    return Endpoint(kind, address, None if key is None else Secret.fixed(key))


def transport(address: str, limits: Limits = STANDARD) -> MessagesTransport:
    return MessagesTransport(endpoint(address), limits)


def streaming(asked: Transport, request: Request = REQUEST) -> Callable[[Callable[[Event], None]], Awaitable[None]]:
    """The work of one question, for `AssistantLoop.run` and `iterate`."""

    async def work(say: Callable[[Event], None]) -> None:
        async with aclosing(asked.stream(request)) as events:  # type: ignore[type-var]
            async for event in events:
                say(event)

    return work


def ask(loop: AssistantLoop, asked: Transport, request: Request = REQUEST) -> Asked:
    """Ask once, and wait for the end."""
    events: list[Event] = []
    try:
        events.extend(loop.iterate(_noting(events, streaming(asked, request))))
    except AssistantError as error:
        return Asked(tuple(events), error)
    return Asked(tuple(events), None)


def _noting(events: list[Event], work: Callable[[Callable[[Event], None]], Awaitable[None]]):
    async def noting(_say: Callable[[Event], None]) -> None:
        await work(events.append)

    return noting


def question(text: str) -> Request:
    return replace(REQUEST, messages=({"role": "user", "content": text},))
