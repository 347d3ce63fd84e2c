"""What an application has of the relay: the connection upstream, and its work in the database, done in threads."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from licensing_server.books import statements
from licensing_server.books.errors import InsufficientCreditsError
from licensing_server.database import is_transient
from licensing_server.errors import ApiError
from licensing_server.limits import Claim, Rule, admit
from licensing_server.parts import Parts
from licensing_server.relay import orders, turns
from licensing_server.relay.errors import RelayError, busy, closed, full
from licensing_server.relay.orders import Limits, Order
from licensing_server.relay.shortage import too_few
from licensing_server.relay.turns import Begun, Ended, Rules
from licensing_server.relay.upstream import Upstream
from licensing_server.tokens import Caller, missing_token, read_caller

T = TypeVar("T")

THREADS = 4
"""Threads of its own, each with a connection: a request that waits for a thread while it holds a connection must not
wait for us, who would wait for connections.
"""
_MINUTE = 60


def is_open(parts: Parts) -> bool:
    """Whether the server has a key to ask with."""
    return bool(parts.settings.relay_upstream_key.get_secret_value())


def rules_of(parts: Parts) -> Rules:
    """A hold outlives the longest answer, whatever the price list says."""
    settings = parts.settings
    longest = settings.relay_stream_seconds
    hold = max(parts.book.prices.policy.hold_minutes * _MINUTE, longest + 2 * turns.MARGIN_SECONDS)
    return Rules(
        streams=settings.relay_streams_per_account,
        requests=settings.relay_requests_per_turn,
        stream_seconds=longest,
        hold_seconds=hold,
        refusals=settings.relay_refusals_per_day,
    )


@dataclass(slots=True)
class Relay:
    """`streams` counts the answers on their way in this process."""

    parts: Parts
    upstream: Upstream
    _threads: CapacityLimiter
    streams: int = 0

    async def begin(self, headers: Mapping[str, str], token: str | None, content: bytes) -> tuple[Order, Begun]:
        """Admit a request, price it and hold what it costs.

        Raises:
            RelayError: whatever is wrong with it; nothing is held.
        """
        if self.streams >= self.parts.settings.relay_streams:
            raise full()
        return await self._in_thread(partial(self._begin, headers, token, content))

    async def end(self, begun: Begun, ended: Ended) -> None:
        """Settle a request. When that fails, what is held lapses by itself; the log says so."""
        parts = self.parts
        work = partial(turns.end, begun=begun, ended=ended, now=parts.now())
        settled, why = False, "lapsed"
        try:
            settled = await self._in_thread(lambda: parts.database.run(work))
        except RelayError as error:
            why = error.code
        if not settled:
            parts.log.warning("relay turn not paid for", op=begun.op, credits=begun.price, why=why)

    async def admit(self, token: str | None) -> None:
        """Admit a request that costs nothing. Raises RelayError."""
        await self._in_thread(lambda: self._admit(token, "relay-free"))

    def _begin(self, headers: Mapping[str, str], token: str | None, content: bytes) -> tuple[Order, Begun]:
        parts = self.parts
        caller = self._admit(token, "relay")
        order = orders.read_order(headers, content, parts.book.prices, limits_of(parts), parts.new_id)
        now = parts.now()
        try:
            begun = parts.database.run(
                lambda session: turns.begin(session, caller.account_id, order, rules_of(parts), now)
            )
        except InsufficientCreditsError as error:
            with parts.database.reading() as session:
                found = statements.balance(session, caller.account_id, now)
            raise too_few(parts.book.prices, found, error) from error
        return order, begun

    def _admit(self, token: str | None, rule: str) -> Caller:
        parts, now = self.parts, self.parts.now()
        if token is None:
            raise missing_token()
        with parts.database.reading() as session:
            caller = read_caller(session, parts.signer, token, now)
        most = parts.settings.relay_requests_per_minute
        admit(parts.database, now, Claim(Rule(rule, most=most, seconds=_MINUTE), caller.account_id))
        return caller

    async def _in_thread(self, work: Callable[[], T]) -> T:
        try:
            return await to_thread.run_sync(work, limiter=self._threads)
        except ApiError as error:
            raise RelayError.of(error) from None
        except PoolTimeoutError:
            raise busy() from None
        except DBAPIError as error:
            if not is_transient(error):
                raise
            raise busy() from None


def limits_of(parts: Parts) -> Limits:
    return Limits(parts.settings.relay_max_body_bytes, parts.settings.relay_max_tokens)


@asynccontextmanager
async def opened(parts: Parts) -> AsyncIterator[Relay | None]:
    """The relay for as long as the application is served; None when it has no key."""
    if not is_open(parts):
        yield None
        return
    async with Upstream(parts.settings) as upstream:
        yield Relay(parts, upstream, CapacityLimiter(THREADS))


def expect_open(relay: Relay | None) -> Relay:
    """Raises RelayError: 503, there is no relay."""
    if relay is None:
        raise closed()
    return relay
