"""Whole turns against the fake Messages API: nothing is sent that it refuses, and any pieces give the same result."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infrasketch_desktop.assistant.conversation import Conversation
from infrasketch_desktop.assistant.errors import Trouble
from infrasketch_desktop.assistant.outgoing import first_request
from infrasketch_desktop.assistant.stopping import Stop
from infrasketch_desktop.assistant.transport.endpoint import Endpoint, Kind, Secret
from infrasketch_desktop.assistant.transport.messages import MessagesTransport, body_of
from infrasketch_desktop.assistant.turn import run_turn
from infrasketch_desktop.assistant.turns import Asked, Ending, TurnResult, TurnUpdate
from tests.assistant.shop import CACHE, CACHED, shop
from tests.support.messages_script import (
    Reply,
    breaks_off,
    calls,
    cut_at,
    fails_after,
    length_of,
    refuses,
    says,
    text,
    thinks,
    waits,
)
from tests.support.messages_server import KEY, MessagesServer, serving_messages
from tests.support.scripted_models import asked

pytestmark = pytest.mark.loopback

OnUpdate = Callable[[TurnUpdate], None]
WRONG = {"op": "remove_node", "id": "nowhere"}


def adds(*operations: Any, size: int = 12) -> Reply:
    input_ = {"operations": list(operations), "summary": "Add a cache"}
    return says(thinks("Hm."), text("Sure – “now”. "), calls("apply_diagram_operations", input_, size=size))


def run(
    server: MessagesServer, question: Asked, on_update=lambda _update: None, stop: Stop | None = None
) -> TurnResult:
    transport = MessagesTransport(Endpoint(Kind.VENDOR, server.address, Secret.fixed(KEY)))
    return asyncio.run(run_turn(question, transport, on_update, stop=stop))


def test_turns_with_repairs_questions_and_history_send_only_what_the_api_takes() -> None:
    conversation = Conversation()
    with serving_messages(
        *(adds(CACHE, WRONG), adds(CACHED), says(text("Done."))),
        says(calls("ask_user", {"question": "Where?", "options": ["EU"]})),
        says(text("In the EU then.")),
    ) as server:
        for words in ("Add a cache", "Move it", "EU"):
            result = run(server, asked(shop(), words, conversation=conversation))
            assert result.error is None
            conversation = conversation.with_exchange(result.exchange)
    assert len(server.asked()) == 5
    assert [len(exchange.messages) for exchange in conversation.exchanges] == [6, 3, 2]
    first, second = server.asked()[:2]
    assert second["system"] == first["system"]
    assert second["messages"][: len(first["messages"])] == first["messages"]


def test_what_is_sent_is_what_was_shown() -> None:
    question = asked(shop(), "Add a cache", focus=("api",))
    with serving_messages(says(text("Done."))) as server:
        run(server, question)
    (sent,) = server.asked()
    shown = body_of(first_request(question), remembers=True)
    assert {name: sent[name] for name in shown} == {**shown, "tools": list(shown["tools"])}
    assert sent.keys() - shown.keys() == {"max_tokens", "stream"}


def everything(result: TurnResult) -> tuple[object, ...]:
    return result.text, tuple(sorted(map(repr, result.target))), result.left_out, result.title, result.usage


@settings(max_examples=12)
@given(st.sets(st.integers(1, 3_000), max_size=40))
def test_however_the_bytes_fall_the_result_is_the_same(cuts: set[int]) -> None:
    whole = [adds(CACHE, WRONG, CACHED), says(text("Done."))]
    with serving_messages(*whole) as server:
        expected = everything(run(server, asked(shop())))
    with serving_messages(cut_at(whole[0], *cuts), cut_at(whole[1], *cuts)) as server:
        assert everything(run(server, asked(shop()))) == expected
    assert "redis-cache" in str(expected[1])


FULL = adds(CACHE, CACHED)


@pytest.mark.parametrize(
    ("reply", "trouble"),
    [
        (fails_after(FULL, events=len(FULL.events) - 3), Trouble.OVERLOADED),
        (breaks_off(FULL, after=length_of(FULL, len(FULL.events) - 3)), Trouble.CUT),
        (says(calls("apply_diagram_operations", {"operations": [CACHE]}), reason="max_tokens"), Trouble.TRUNCATED),
        (says(calls("apply_diagram_operations", {"operations": [CACHE]}), reason="refusal"), Trouble.REFUSED),
        (
            says(calls("apply_diagram_operations", {"operations": [CACHE]}), reason="model_context_window_exceeded"),
            Trouble.TOO_LONG,
        ),
    ],
    ids=lambda value: value.value if isinstance(value, Trouble) else "",
)
def test_whatever_ends_an_answer_early_its_valid_part_is_a_proposal(reply: Reply, trouble: Trouble) -> None:
    with serving_messages(reply) as server:
        result = run(server, asked(shop()))
    assert result.ending is Ending.FAILED
    assert result.error is not None
    assert result.error.trouble is trouble
    assert "kept as a proposal" in str(result.error)
    assert "redis-cache" in result.target
    assert result.proposal is not None


@pytest.mark.parametrize(
    ("reply", "trouble"),
    [
        (refuses(529, "overloaded_error", "Overloaded"), Trouble.OVERLOADED),
        (refuses(401, "authentication_error", "invalid x-api-key"), Trouble.WRONG_KEY),
        (refuses(429, "rate_limit_error", "Slow down", {"retry-after": "7"}), Trouble.RATE_LIMIT),
    ],
    ids=lambda value: value.value if isinstance(value, Trouble) else "",
)
def test_what_is_refused_before_it_began_changes_nothing(reply: Reply, trouble: Trouble) -> None:
    base = shop()
    with serving_messages(reply) as server:
        result = run(server, asked(base))
    assert result.error is not None
    assert result.error.trouble is trouble
    assert "Nothing was changed." in str(result.error)
    assert result.target is base


def test_stop_closes_the_connection_at_once_and_keeps_what_arrived() -> None:
    stop, pressing = Stop(), []
    script = waits(FULL, after=length_of(FULL, len(FULL.events) - 3))
    with serving_messages(script) as server:

        def press() -> None:
            server.waiting.wait(20)
            stop.request()

        def on_update(update: TurnUpdate) -> None:
            if update.applied and not pressing:
                pressing.append(threading.Thread(target=press))
                pressing[0].start()

        result = run(server, asked(shop()), on_update, stop)
        assert server.left.wait(20)
        pressing[0].join()
    assert result.ending is Ending.STOPPED
    assert "redis-cache" in result.target
