"""A request is settled whatever happens meanwhile, and what a dead process left is noted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio
import pytest
from anyio import CapacityLimiter
from anyio.lowlevel import checkpoint

from licensing_server.models.relay import RelayTurn
from licensing_server.operations.chores import tidy_up
from licensing_server.relay import turns
from licensing_server.relay.events import Tokens
from licensing_server.relay.orders import Order
from licensing_server.relay.passing import PassedAnswer
from licensing_server.relay.service import Relay, rules_of
from licensing_server.relay.turns import Begun, Ended
from licensing_server.relay.upstream import cut_off
from tests.support.licensing import Clock, LicensingServer, Session
from tests.support.relays import SONNET, WELCOME

ORDER = Order("turn", "ai.chat", "sonnet", SONNET, 3, stream=True, content=b"{}", headers={})


class BrokenUpstream:
    """Its connection breaks at once."""

    @asynccontextmanager
    async def answer(self, *_: Any) -> AsyncIterator[None]:
        if self:
            raise cut_off()
        yield


def _begin(server: LicensingServer, me: Session) -> Begun:
    with server.database.transaction() as session:
        return turns.begin(session, me.account_id, ORDER, rules_of(server.parts), server.clock())


def _turn(server: LicensingServer, me: Session) -> RelayTurn:
    with server.database.reading() as session:
        return session.get_one(RelayTurn, (me.account_id, "turn"))


def test_a_client_that_leaves_while_it_is_settled_does_not_prevent_it(sqlite_server: LicensingServer) -> None:
    server, me = sqlite_server, sqlite_server.enrol()
    begun = _begin(server, me)

    async def scenario() -> None:
        limiter, gone = CapacityLimiter(1), anyio.Event()
        answer = PassedAnswer(Relay(server.parts, BrokenUpstream(), limiter), ORDER, begun)

        async def receive() -> dict[str, str]:
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(_message: Any) -> None:
            """Nobody is there."""

        await limiter.acquire_on_behalf_of(limiter)  # the one thread is busy, so that the settlement waits
        async with anyio.create_task_group() as group:
            group.start_soon(answer, {}, receive, send)
            while not limiter.statistics().tasks_waiting:
                await checkpoint()
            gone.set()
            for _ in range(20):
                await checkpoint()
            limiter.release_on_behalf_of(limiter)

    anyio.run(scenario)

    assert _turn(server, me).state == "failed"
    assert server.client.get("/api/credits/balance", headers=me.headers).json()["pool"] == WELCOME


def test_a_turn_whose_process_died_is_noted(server: LicensingServer, now: Clock) -> None:
    me = server.enrol()
    _begin(server, me)
    now.forward(seconds=659)
    tidy_up(server.parts)
    assert _turn(server, me).state == "streaming"

    now.forward(seconds=1)
    tidy_up(server.parts)

    assert _turn(server, me).state == "lapsed"


@pytest.mark.parametrize("answered", [True, False])
def test_an_answer_that_outlived_its_hold_is_not_paid_for(server: LicensingServer, now: Clock, answered: bool) -> None:
    me = server.enrol()
    begun = _begin(server, me)
    now.forward(minutes=15)

    with server.database.transaction() as session:
        turns.end(session, begun, Ended(answered, Tokens(), 0), now())

    assert (_turn(server, me).state, _turn(server, me).paid) == ("lapsed" if answered else "failed", False)


def test_the_hold_outlives_the_longest_answer(sqlite_server: LicensingServer) -> None:
    rules = rules_of(sqlite_server.parts)

    assert rules.hold_seconds == 15 * 60
    assert rules.stream_seconds < rules.dead_after < rules.hold_seconds
