"""Answers of the fake Messages server arrive as events of `wire`, however their bytes are cut."""

from __future__ import annotations

import logging
import traceback
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infrasketch_desktop.assistant.errors import AssistantError, Trouble
from infrasketch_desktop.assistant.transport.endpoint import Endpoint, Kind, Secret
from infrasketch_desktop.assistant.transport.loop import AssistantLoop
from infrasketch_desktop.assistant.transport.messages import MessagesTransport
from infrasketch_desktop.assistant.wire import (
    Ended,
    TextDelta,
    Thinking,
    ToolDelta,
    ToolEnded,
    ToolStarted,
    Usage,
)
from tests.assistant.transport.asking import REQUEST, TOOL, ask, endpoint, transport
from tests.support.messages_script import (
    as_bytes,
    breaks_off,
    calls,
    cut_at,
    cut_everywhere,
    length_of,
    says,
    text,
    thinks,
    thinks_in_secret,
)
from tests.support.messages_server import KEY, serving_messages

pytestmark = pytest.mark.loopback

WORDS = "Grüße: a cache 🗄️ for 数据库."
INPUT = {"operations": [{"add": "Redis – “hot”", "n": 1}]}
ANSWER = says(
    thinks("A cache helps."),
    text(WORDS, size=5),
    calls("draw", INPUT, size=3),
    thinks_in_secret("c2VjcmV0"),
    usage=(100, 30),
    cached=80,
)
EVENTS = (
    Usage(180, 1, 80),
    Thinking(),
    Thinking({"type": "thinking", "thinking": "A cache helps.", "signature": "c2lnbmF0dXJl"}),
    *(TextDelta(WORDS[start : start + 5]) for start in range(0, len(WORDS), 5)),
    ToolStarted(2, "toolu_01", "draw"),
    "the input",
    ToolEnded(2),
    Thinking(),
    Thinking({"type": "redacted_thinking", "data": "c2VjcmV0"}),
    Usage(180, 30, 80),
    Ended("tool_use"),
)


def joined(events):
    """The events, with the pieces of a tool's input, which must be JSON together, as one."""
    import json

    pieces = "".join(event.json for event in events if isinstance(event, ToolDelta))
    assert not pieces or json.loads(pieces) == INPUT
    found = []
    for event in events:
        if not isinstance(event, ToolDelta):
            found.append(event)
        elif "the input" not in found:
            found.append("the input")
    return tuple(found)


def test_an_answer_arrives_as_events(loop):
    with serving_messages(ANSWER) as server:
        asked = ask(loop, transport(server.address))
    assert asked.error is None
    assert joined(asked.events) == EVENTS


def test_an_answer_byte_by_byte_is_the_same(loop):
    with serving_messages(cut_everywhere(ANSWER)) as server:
        assert joined(ask(loop, transport(server.address)).events) == EVENTS


def test_lines_that_end_as_on_windows_are_the_same(loop):
    crlf = as_bytes_with_crlf(ANSWER)
    with serving_messages(cut_at(crlf, *range(0, len(crlf.content), 7))) as server:
        assert joined(ask(loop, transport(server.address)).events) == EVENTS


def as_bytes_with_crlf(answer):
    return replace(answer, events=(answer.content.replace(b"\n", b"\r\n"),))


cuts = st.lists(st.integers(1, len(ANSWER.content) - 1), max_size=40)


def same_in_pieces(loop, chosen):
    with serving_messages(*(cut_at(ANSWER, *offsets) for offsets in chosen)) as server:
        for _ in chosen:
            assert joined(ask(loop, transport(server.address)).events) == EVENTS


@settings(max_examples=2)
@given(st.lists(cuts, min_size=3, max_size=3))
def test_where_the_bytes_are_cut_changes_nothing(loop, chosen):
    same_in_pieces(loop, chosen)


@pytest.mark.long
@settings(max_examples=150)
@given(st.lists(cuts, min_size=3, max_size=3))
def test_where_the_bytes_are_cut_never_changes_anything(loop, chosen):
    same_in_pieces(loop, chosen)


def ends_early(loop, offset):
    """Cut at a byte, an answer is its own beginning and a failure that says so."""
    with serving_messages(breaks_off(ANSWER, after=offset)) as server:
        asked = ask(loop, transport(server.address))
    assert asked.error is not None
    assert asked.error.trouble is Trouble.CUT
    whole = [*EVENTS]
    for event in asked.events:
        if not isinstance(event, ToolDelta):
            while whole[0] == "the input":
                whole.pop(0)
            assert event == whole.pop(0)
    return asked


@pytest.mark.parametrize("events", [0, 1, 4, 12, len(ANSWER.events) - 1])
def test_a_connection_cut_after_an_event_keeps_what_came(loop, events):
    asked = ends_early(loop, length_of(ANSWER, events))
    assert bool(asked.events) == (events > 0)
    assert asked.error.kept == ("What had arrived until then is kept." if events else "Nothing was changed.")


@pytest.mark.long
@settings(max_examples=200)
@given(st.integers(0, len(ANSWER.content)))
def test_a_connection_cut_at_any_byte_keeps_what_came(loop, offset):
    ends_early(loop, offset)


def test_an_answer_that_stops_without_its_end_is_cut(loop):
    with serving_messages(replace(ANSWER, events=ANSWER.events[:-1])) as server:
        assert ask(loop, transport(server.address)).error.trouble is Trouble.CUT


def test_an_answer_that_is_not_streamed_is_read_as_a_whole(loop):
    message = {
        "type": "message",
        "role": "assistant",
        "content": [
            {"type": "text", "text": "Hello"},
            {"type": "tool_use", "id": "toolu_01", "name": "draw", "input": INPUT},
        ],
        "stop_reason": "tool_use",
        "usage": {"input_tokens": 3, "output_tokens": 4},
    }
    import json

    whole = replace(ANSWER, events=(json.dumps(message).encode(),), content_type="application/json")
    with serving_messages(whole) as server:
        asked = ask(loop, transport(server.address))
    assert asked.error is None
    assert joined(asked.events) == (
        Usage(3, 4),
        TextDelta("Hello"),
        ToolStarted(1, "toolu_01", "draw"),
        "the input",
        ToolEnded(1),
        Ended("tool_use"),
    )


def test_events_without_names_and_unknown_ones_are_read(loop):
    nameless = b"".join(as_bytes(event).split(b"\n", 1)[1] for event in ANSWER.events)
    unknown = b': a comment\n\nevent: novelty\ndata: {"type": "novelty"}\n\n'
    with serving_messages(replace(ANSWER, events=(unknown, nameless))) as server:
        assert joined(ask(loop, transport(server.address)).events) == EVENTS


def test_the_request_is_what_the_api_takes(loop):
    with serving_messages(ANSWER) as server:
        ask(loop, transport(server.address))
        [sent] = server.asked()
    assert sent == {
        "model": "claude-haiku-5-5",
        "max_tokens": 1_000,
        "stream": True,
        "system": [
            {"type": "text", "text": "You draw.", "cache_control": {"type": "ephemeral"}},
            {"type": "text", "text": "The diagram is empty."},
        ],
        "messages": [{"role": "user", "content": "Add a cache."}],
        "tools": [TOOL],
    }


def test_only_these_headers_are_sent(loop):
    with serving_messages(ANSWER) as server:
        ask(loop, transport(server.address))
        headers = dict(server.requests[0].headers)
    assert headers.pop("host") == server.address.removeprefix("http://")
    assert int(headers.pop("content-length")) > 0
    assert headers == {
        "authorization": f"Bearer {KEY}",
        "anthropic-version": "2026-10-21",
        "accept": "application/json",
        "accept-encoding": "identity",
        "connection": "keep-alive",
        "content-type": "application/json",
        "user-agent": "InfraSketch Desktop",
    }


def test_nothing_of_the_environment_decides_what_is_sent_or_where(loop, monkeypatch, caplog):
    caplog.set_level(logging.DEBUG)
    elsewhere = "http://127.0.0.1:9"
    for name, value in {
        "ANTHROPIC_API_KEY": "sk-of-the-environment",
        "ANTHROPIC_AUTH_TOKEN": "token-of-the-environment",
        "ANTHROPIC_BASE_URL": elsewhere,
        "ANTHROPIC_CUSTOM_HEADERS": "X-Api-Key: sk-of-the-environment\nAuthorization: Bearer other\nX-More: more",
        "ANTHROPIC_LOG": "debug",
        "HTTP_PROXY": elsewhere,
        "HTTPS_PROXY": elsewhere,
        "ALL_PROXY": elsewhere,
    }.items():
        monkeypatch.setenv(name, value)
        monkeypatch.setenv(name.lower(), value)
    with serving_messages(ANSWER) as server:
        assert ask(loop, transport(server.address)).error is None
        [request] = server.requests
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert "of-the-environment" not in str(request)
    assert not {"x-api-key", "x-more"} & set(request.headers)
    assert not [record for record in caplog.records if record.name.startswith(("anthropic", "http"))]


def test_the_relay_is_told_what_to_bill_and_other_servers_are_not(loop):
    request = replace(REQUEST, item="ai.chat", operation="op-1")
    with serving_messages(ANSWER, ANSWER) as server:
        ask(loop, MessagesTransport(endpoint(server.address, Kind.RELAY)), request)
        ask(loop, MessagesTransport(endpoint(server.address, Kind.VENDOR)), request)
        relayed, direct = (sent.headers for sent in server.requests)
    assert (relayed["x-infrasketch-item"], relayed["x-infrasketch-op"]) == ("ai.chat", "op-1")
    assert not [name for name in direct if "infrasketch-" in name]


def test_a_token_that_ran_out_is_fetched_anew_once(loop):
    given_out = iter(["expired-token", KEY])
    asked = []

    def give(refused: bool) -> str:
        asked.append(refused)
        return next(given_out)

    with serving_messages(ANSWER) as server:
        relay = Endpoint(Kind.RELAY, server.address, Secret(give, renewable=True))
        assert joined(ask(loop, MessagesTransport(relay)).events) == EVENTS
    assert asked == [False, True]


def test_a_token_that_is_never_taken_is_an_error(loop):
    with serving_messages() as server:
        relay = Endpoint(Kind.RELAY, server.address, Secret(lambda _refused: "expired-token", renewable=True))
        asked = ask(loop, MessagesTransport(relay))
        assert len(server.requests) == 2
    assert asked.error.trouble is Trouble.WRONG_KEY


def test_a_server_without_keys_is_shown_none(loop):
    with serving_messages(ANSWER) as server:
        server.key = None
        assert ask(loop, MessagesTransport(endpoint(server.address, Kind.LOCAL, key=None))).error is None
        assert server.requests[0].headers["authorization"] == "Bearer none"


def test_tokens_are_counted_by_the_server(loop):
    with serving_messages() as server:
        assert loop.wait(lambda: transport(server.address).count_tokens(REQUEST)) == 42
        [counted] = server.asked("/v1/messages/count_tokens")
    assert "max_tokens" not in counted


def test_a_server_that_does_not_count_says_so(loop):
    with serving_messages() as server:
        server.tokens = None
        with pytest.raises(AssistantError):
            loop.wait(lambda: transport(server.address).count_tokens(REQUEST))


def test_the_key_is_shown_by_no_repr_and_no_log(loop, caplog):
    caplog.set_level(logging.DEBUG)
    answers = transport("http://127.0.0.1:1")
    with serving_messages(breaks_off(ANSWER, after=300)) as server:
        broken = ask(loop, transport(server.address)).error
    refused = ask(loop, answers).error
    shown = [repr(answers), str(vars(answers)), repr(answers.endpoint), repr(Secret.fixed(KEY)), caplog.text]
    for error in (broken, refused):
        shown += [repr(error), str(error), repr(vars(error)), repr(error.__cause__), repr(error.__context__)]
        assert error.__cause__ is None
        assert error.__context__ is None
        shown += [repr(frame.f_locals) for frame, _line in traceback.walk_tb(error.__traceback__) if is_ours(frame)]
    assert KEY not in " ".join(shown)


def is_ours(frame):
    return "/infrasketch_desktop/" in frame.f_code.co_filename


def test_a_model_that_is_soon_retired_is_asked_as_any_other(loop):
    with serving_messages(ANSWER) as server:
        asked = ask(loop, transport(server.address), replace(REQUEST, model="claude-sonnet-4-5"))
    assert joined(asked.events) == EVENTS


def test_two_questions_at_once_do_not_mix():
    with serving_messages() as server, AssistantLoop() as loop:
        server.answer = lambda body: says(text(body["messages"][0]["content"]))
        answers = transport(server.address)

        async def both():
            import asyncio

            async def one(words):
                request = replace(REQUEST, messages=({"role": "user", "content": words},))
                return "".join([e.text async for e in answers.stream(request) if isinstance(e, TextDelta)])

            return await asyncio.gather(*(one(f"question {number}") for number in range(8)))

        assert loop.wait(both) == [f"question {number}" for number in range(8)]
