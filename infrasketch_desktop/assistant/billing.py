"""Names what a request is billed as, for the server that bills it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

from infrasketch_desktop.assistant.wire import Event, Request, Transport


class BilledTransport:
    """A transport whose requests say which `item` of the price list they are, and under which `operation` all of a turn
    are held; the relay bills by them, and other servers are not told.
    """

    def __init__(self, transport: Transport, item: str, operation: str) -> None:
        self._transport = transport
        self._item = item
        self._operation = operation

    def stream(self, request: Request) -> AsyncIterator[Event]:
        return self._transport.stream(self._named(request))

    async def count_tokens(self, request: Request) -> int | None:
        return await self._transport.count_tokens(self._named(request))

    def _named(self, request: Request) -> Request:
        return replace(request, item=self._item, operation=self._operation)
