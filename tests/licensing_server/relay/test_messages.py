"""Questions pass through the relay, and their answers come back as the model gave them."""

from __future__ import annotations

import asyncio

import anthropic
import pytest
from anthropic import AsyncAnthropic

from tests.support.licensing import Session
from tests.support.messages_script import Answer, Whole, calls, cut_everywhere, says, text, thinks
from tests.support.relays import HAIKU, SONNET, WELCOME, RelayServer, headers_of, question

pytestmark = pytest.mark.loopback


def _client(relay: RelayServer, me: Session) -> AsyncAnthropic:
    return AsyncAnthropic(api_key=me.access_token, base_url=relay.url, max_retries=0)


def test_the_official_library_streams_through_it(relay: RelayServer) -> None:
    me = relay.enrol()
    relay.model.script(says(text("Adding a cache. "), calls("apply", {"operations": []}), usage=(120, 30), cached=80))

    async def ask() -> anthropic.types.Message:
        async with _client(relay, me) as client, client.messages.stream(
            model=SONNET, max_tokens=500, messages=[{"role": "user", "content": "Add a cache"}],
            extra_headers={"X-InfraSketch-Op": "turn-1"},
        ) as stream:  # fmt: skip
            return await stream.get_final_message()

    answer = asyncio.run(ask())

    assert [block.type for block in answer.content] == ["text", "tool_use"]
    assert answer.stop_reason == "tool_use"
    turn = relay.turn(me, "turn-1")
    assert turn is not None
    assert (turn.state, turn.paid, turn.price, turn.item, turn.tier) == ("answered", True, 3, "ai.chat", "sonnet")
    assert (turn.tokens_in, turn.tokens_out, turn.tokens_cached, turn.model) == (120, 30, 80, SONNET)
    assert relay.balance(me).pool == WELCOME - 3
    relay.verify()


def test_the_official_library_asks_lists_and_counts_through_it(sqlite_relay: RelayServer) -> None:
    relay, me = sqlite_relay, sqlite_relay.enrol()

    async def work() -> tuple[int, list[str]]:
        async with _client(relay, me) as client:
            counted = await client.messages.count_tokens(model=HAIKU, messages=[{"role": "user", "content": "Hello"}])
            return counted.input_tokens, [model.id async for model in await client.models.list()]

    tokens, models = asyncio.run(work())

    assert tokens == relay.model.tokens
    assert set(models) == {model["id"] for model in relay.model.models or ()}
    assert relay.balance(me).pool == WELCOME


def test_models_that_have_no_price_are_not_offered(sqlite_relay: RelayServer) -> None:
    sqlite_relay.model.models = ({"type": "model", "id": SONNET}, {"type": "model", "id": "claude-mystery-9"})

    answer = sqlite_relay.http.get("/v1/models", headers=sqlite_relay.enrol().headers)

    assert answer.json() == {
        "data": [{"type": "model", "id": SONNET}], "has_more": False, "first_id": SONNET, "last_id": SONNET
    }  # fmt: skip


@pytest.mark.parametrize("cuts", ["as written", "each byte alone"])
def test_every_byte_comes_back(sqlite_relay: RelayServer, cuts: str) -> None:
    answer = says(thinks("Hm"), text("Zwei Wörter — drei"), usage=(10, 5))
    sqlite_relay.model.script(cut_everywhere(answer) if cuts == "each byte alone" else answer)

    got = sqlite_relay.ask(sqlite_relay.enrol())

    assert got.content == answer.content
    assert got.headers["content-type"] == "text/event-stream; charset=utf-8"


def test_events_leave_as_they_arrive(sqlite_relay: RelayServer) -> None:
    whole = says(text("one two three"))
    first = Answer(whole.events[:4]).content  # message_start, content_block_start, ping, the first delta
    sqlite_relay.model.script(Answer(whole.events, waits_after=len(first)))
    me = sqlite_relay.enrol()

    with sqlite_relay.http.stream("POST", "/v1/messages", json=question(), headers=headers_of(me)) as answer:
        got = b""
        chunks = answer.iter_raw()
        while len(got) < len(first):
            got += next(chunks)
        assert got == first
        assert b"event: ping" in got
        sqlite_relay.model.go_on()
        assert got + b"".join(chunks) == whole.content


def test_an_answer_that_is_no_stream_is_paid_for_too(relay: RelayServer) -> None:
    me = relay.enrol()
    message = b'{"type":"message","stop_reason":"end_turn","content":[],"usage":{"input_tokens":7,"output_tokens":3}}'
    relay.model.script(Whole(200, message))

    answer = relay.ask(me, question(stream=False), op="whole")

    assert answer.content == message
    turn = relay.turn(me, "whole")
    assert turn is not None
    assert (turn.paid, turn.tokens_in, turn.tokens_out) == (True, 7, 3)
    assert relay.balance(me).pool == WELCOME - 3


def test_only_the_keys_and_headers_of_the_server_go_upstream(sqlite_relay: RelayServer) -> None:
    me = sqlite_relay.enrol()
    sqlite_relay.model.script(says(text("Hello")))
    beta = "interleaved-thinking-2025-05-14"

    sqlite_relay.ask(me, **{"Cookie": "a=b", "X-Secret": "s", "anthropic-beta": beta, "X-Request-ID": "mine"})

    sent = sqlite_relay.model.requests[-1].headers
    ours = {"host", "content-length", "accept", "connection"}
    assert set(sent) - ours == {
        "x-api-key", "user-agent", "accept-encoding", "content-type", "anthropic-version", "anthropic-beta"
    }  # fmt: skip
    assert (sent["x-api-key"], sent["anthropic-beta"]) == (sqlite_relay.model.key, beta)
    assert me.access_token not in str(sent)


def test_an_answer_is_no_longer_than_the_setting(sqlite_relay: RelayServer) -> None:
    sqlite_relay.model.script(says(text("Hello")))

    sqlite_relay.ask(sqlite_relay.enrol(), question(max_tokens=90_000))

    assert sqlite_relay.model.asked()[-1]["max_tokens"] == 16_000


def test_both_headers_of_client_libraries_are_taken(sqlite_relay: RelayServer) -> None:
    me = sqlite_relay.enrol()
    for headers in ({"x-api-key": me.access_token}, me.headers):
        sqlite_relay.model.script(says(text("Hello")))
        answer = sqlite_relay.http.post("/v1/messages", json=question(), headers=headers)
        assert answer.status_code == 200
