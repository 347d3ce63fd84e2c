"""Raw events become events of `wire`, or are refused: nothing that a server sends goes further than that."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infrasketch_desktop.assistant.transport.limits import Limits
from infrasketch_desktop.assistant.transport.reading import AnswerReader, SaidError, UnreadableError, parsed
from infrasketch_desktop.assistant.wire import Ended, TextDelta, Thinking, ToolDelta, ToolEnded, ToolStarted, Usage
from tests.support.messages_script import calls, error_body, says, text, thinks

START = says().events[0]
STOP = {"type": "message_stop"}


def read(*events):
    reader = AnswerReader()
    return [found for event in events for found in reader.read(event)]


def block(index, start, *deltas):
    yield {"type": "content_block_start", "index": index, "content_block": start}
    yield from ({"type": "content_block_delta", "index": index, "delta": delta} for delta in deltas)
    yield {"type": "content_block_stop", "index": index}


def test_input_that_is_there_at_the_beginning_of_a_tool_is_not_lost():
    start = {"type": "tool_use", "id": "t1", "name": "draw", "input": {"a": 1}}
    assert read(START, *block(0, start))[1:] == [
        ToolStarted(0, "t1", "draw"),
        ToolDelta(0, '{"a": 1}'),
        ToolEnded(0),
    ]


def test_input_in_pieces_stands_instead_of_the_one_at_the_beginning():
    start = {"type": "tool_use", "id": "t1", "name": "draw", "input": {"a": 1}}
    events = read(START, *block(0, start, {"type": "input_json_delta", "partial_json": '{"a": 2}'}))
    assert [event.json for event in events if isinstance(event, ToolDelta)] == ['{"a": 2}']


def test_a_tool_without_input_has_no_pieces():
    start = {"type": "tool_use", "id": "t1", "name": "draw", "input": {}}
    pieces = {"type": "input_json_delta", "partial_json": ""}
    assert read(START, *block(0, start, pieces))[1:] == [ToolStarted(0, "t1", "draw"), ToolEnded(0)]


def test_a_half_character_becomes_a_sign_that_can_be_written():
    [_, words] = read(START, *block(0, {"type": "text", "text": "a \ud83c"}))
    assert words == TextDelta("a \ufffd")


def test_blocks_and_deltas_of_other_kinds_are_passed_over():
    citations = {"type": "citations_delta", "citation": {}}
    words = {"type": "text_delta", "text": "b"}
    other = block(0, {"type": "server_tool_use", "id": "s", "name": "web_search", "input": {"q": 1}}, citations, words)
    assert read(START, *other, *block(1, {"type": "text", "text": ""}, citations, words))[1:] == [TextDelta("b")]


def test_an_answer_that_does_not_say_why_it_ended_ended_well():
    assert read(START, STOP)[-1] == Ended("end_turn")
    assert read(START, *block(0, calls("draw", {}).start), STOP)[-1] == Ended("tool_use")


def test_usage_is_told_when_it_changes():
    delta = {"type": "message_delta", "delta": {}, "usage": {"output_tokens": 7}}
    again = {"type": "message_delta", "delta": {}, "usage": {"output_tokens": 7, "input_tokens": None}}
    odd = {"type": "message_delta", "delta": {}, "usage": {"output_tokens": -1, "input_tokens": "many"}}
    assert read(START, delta, again, odd) == [Usage(25, 1), Usage(25, 7)]


def test_an_error_is_said():
    with pytest.raises(SaidError) as raised:
        read(START, error_body("overloaded_error", "Overloaded"))
    assert raised.value.body["error"]["type"] == "overloaded_error"


@pytest.mark.parametrize("name", ["", "x" * 300, "a\nb", "nämlich", None, 3])
def test_the_name_of_a_tool_is_a_short_plain_word(name):
    with pytest.raises(UnreadableError):
        read(START, *block(0, {"type": "tool_use", "id": "t1", "name": name, "input": {}}))


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[" * 100_000, b"9" * 5_000])
def test_what_is_not_json_is_unreadable(data):
    with pytest.raises(UnreadableError):
        parsed(data)


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
KNOWN = [
    *says(text("ab"), calls("draw", {"a": 1}), thinks("hm")).events,
    error_body("api_error", "oops"),
    {"type": "content_block_start", "index": 0, "content_block": {"type": "redacted_thinking", "data": "x"}},
]


@st.composite
def spoilt(draw):
    """An event of the API, of which something was replaced or left out."""
    event = json.loads(json.dumps(draw(st.sampled_from(KNOWN))))
    place = event
    for _ in range(draw(st.integers(0, 2))):
        inner = [value for value in place.values() if isinstance(value, dict) and value]
        place = draw(st.sampled_from(inner)) if inner else place
    name = draw(st.sampled_from(sorted(place)))
    if draw(st.booleans()):
        place[name] = draw(plain)
    else:
        del place[name]
    return event


def believed(events):
    reader = AnswerReader(Limits(characters=50, events=20, blocks=4))
    found = []
    try:
        for event in events:
            found.extend(reader.read(event))
    except (UnreadableError, SaidError):
        pass
    json.dumps([event.block for event in found if isinstance(event, Thinking)]).encode()
    for event in found:
        str(event).encode()
        assert not isinstance(event, TextDelta | ToolDelta) or 0 < len(getattr(event, "text", "x")) <= 50
    assert sum(isinstance(event, Ended) for event in found) <= 1
    assert not any(isinstance(event, Ended) for event in found[:-1])


streams = st.lists(st.sampled_from(KNOWN) | spoilt() | plain, max_size=12)


def test_nothing_follows_the_end():
    late = {"type": "message_delta", "delta": {"stop_reason": "tool_use"}, "usage": {"output_tokens": 15}}
    reader = AnswerReader()
    list(reader.read(START))
    list(reader.read({"type": "message_stop"}))
    with pytest.raises(UnreadableError):
        list(reader.read(late))


@settings(max_examples=20)
@given(streams)
def test_spoilt_events_are_refused_or_read(events):
    believed([START, *events])


@pytest.mark.long
@settings(max_examples=5_000)
@given(streams)
def test_no_spoilt_event_is_more_than_refused(events):
    believed([START, *events])
