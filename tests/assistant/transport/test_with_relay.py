"""The transport asks the licensing server's relay as it asks the API, and what it costs is what the server bills."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from infrasketch_desktop.assistant.errors import Trouble
from infrasketch_desktop.assistant.transport.endpoint import Endpoint, Kind, Secret
from infrasketch_desktop.assistant.transport.messages import MessagesTransport
from infrasketch_desktop.assistant.wire import TextDelta
from tests.assistant.transport.asking import REQUEST, ask, streaming
from tests.support.licensing import Clock, create_tables
from tests.support.messages_script import calls, fails_after, length_of, says, text, thinks, waits
from tests.support.messages_server import MessagesServer, serving_messages
from tests.support.relays import WELCOME, RelayServer, forget, relaying

pytestmark = pytest.mark.loopback

ANSWER = says(thinks("hm"), text("A cache – “Redis” 🗄️."), calls("draw", {"a": 1}))
SONNET_CHAT = 3
"""Credits by the default price list: a message of 1 credit, three times."""
DRAWN = '<diagram>\n{"nodes":[{"id":"api"}]}\n</diagram>'
SONNET = replace(REQUEST, model="claude-sonnet-5-5", current=DRAWN, item="ai.chat", operation="op-1")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RelayServer]:
    folder: Path = tmp_path_factory.mktemp("relay")
    url = f"sqlite:///{folder / 'server.db'}"
    create_tables(url)
    with serving_messages() as model, relaying(url, folder, Clock(), model) as server:
        yield server


@pytest.fixture
def relay(running: RelayServer) -> RelayServer:
    running.licensing.clock.forward(days=1)
    forget(running.model)
    return running.with_others()


@pytest.fixture
def model(relay: RelayServer) -> MessagesServer:
    return relay.model


def through(relay: RelayServer, token: str) -> MessagesTransport:
    return MessagesTransport(Endpoint(Kind.RELAY, relay.url, Secret(lambda _refused: token, renewable=True)))


def token_of(me) -> str:
    return me.headers["Authorization"].removeprefix("Bearer ")


def test_an_answer_is_the_same_and_paid_for(loop, relay, model):
    me = relay.enrol()
    model.script(ANSWER, ANSWER)
    direct = ask(loop, MessagesTransport(Endpoint(Kind.VENDOR, model.address, Secret.fixed(model.key))))
    relayed = ask(loop, through(relay, token_of(me)), SONNET)
    assert relayed.error is None
    assert relayed.events == direct.events
    assert relay.balance(me).total == WELCOME - SONNET_CHAT
    assert model.requests[-1].headers["anthropic-version"] == model.requests[0].headers["anthropic-version"]


def test_the_requests_of_a_turn_are_paid_for_once(loop, relay, model):
    me = relay.enrol()
    model.script(ANSWER, says(text("Done.")))
    result = {"type": "tool_result", "tool_use_id": "toolu_01", "content": "done"}
    called = {"type": "tool_use", "id": "toolu_01", "name": "draw", "input": {"a": 1}}
    more = ({"role": "assistant", "content": [called]}, {"role": "user", "content": [result]})
    answers = through(relay, token_of(me))
    assert ask(loop, answers, SONNET).error is None
    assert ask(loop, answers, replace(SONNET, messages=(*SONNET.messages, *more))).error is None
    assert relay.balance(me).total == WELCOME - SONNET_CHAT


def test_too_few_credits_come_with_what_can_be_bought(loop, relay, model):
    me = relay.enrol()
    opus = replace(SONNET, model="claude-opus-5-5", item="ai.generate")
    error = ask(loop, through(relay, token_of(me)), opus).error
    assert error.trouble is Trouble.TOO_FEW_CREDITS
    assert (error.details["required"], error.details["credits_remaining"]) == (50, WELCOME)
    assert [package["id"] for package in error.details["packages"]] == ["starter", "pro", "business", "enterprise"]
    assert not model.requests


def test_a_failure_in_mid_stream_keeps_what_came(loop, relay, model):
    me = relay.enrol()
    model.script(fails_after(says(text("Hello, here is a cache.")), events=4))
    asked = ask(loop, through(relay, token_of(me)), SONNET)
    assert [event.text for event in asked.events if isinstance(event, TextDelta)] == ["Hello, here "]
    assert asked.error.trouble is Trouble.OVERLOADED


def test_stop_reaches_the_model_behind_the_relay(loop, relay, model):
    me = relay.enrol()
    model.script(waits(ANSWER, after=length_of(ANSWER, 8)))
    handle = loop.run(streaming(through(relay, token_of(me)), SONNET), lambda _event: None, lambda _end: None)
    assert model.waiting.wait(20)
    handle.cancel()
    assert model.left.wait(20)


def test_a_model_that_is_not_on_the_price_list_is_not_passed_on(loop, relay, model):
    me = relay.enrol()
    error = ask(loop, through(relay, token_of(me)), replace(SONNET, model="claude-9")).error
    assert error.trouble is Trouble.UNKNOWN_MODEL
    assert not model.requests


def test_a_sign_in_that_is_not_taken_is_told(loop, relay):
    error = ask(loop, through(relay, "made-up-token"), SONNET).error
    assert error.trouble is Trouble.WRONG_KEY
    assert "sign-in" in error.what


def test_tokens_are_counted_through_the_relay(loop, relay):
    me = relay.enrol()
    assert loop.wait(lambda: through(relay, token_of(me)).count_tokens(SONNET)) == 42
    assert relay.balance(me).total == WELCOME
