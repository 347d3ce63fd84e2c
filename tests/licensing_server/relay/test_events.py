"""The event stream is read the same however it is cut, and only whole events are given on."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licensing_server.relay.events import LARGEST_EVENT, EventReader, StreamError
from tests.support.messages_script import as_bytes, calls, fails_after, says, text, thinks

ANSWER = says(thinks("Hm"), text("Zwei Wörter\n\nund mehr"), calls("apply", {"a": 1}), usage=(120, 30), cached=80)


def _read(content: bytes, cuts: list[int]) -> tuple[EventReader, list[bytes]]:
    reader = EventReader()
    ends = sorted({0, len(content), *(cut % len(content) for cut in cuts)})
    given = [event.raw for start, end in itertools.pairwise(ends) for event in reader.feed(content[start:end])]
    return reader, given


@given(st.lists(st.integers(min_value=0), max_size=60))
@settings(max_examples=30)
def test_cuts_change_nothing(cuts: list[int]) -> None:
    reader, given_on = _read(ANSWER.content, cuts)

    assert given_on == [as_bytes(event) for event in ANSWER.events if not isinstance(event, bytes)]
    assert (reader.tokens.input, reader.tokens.output, reader.tokens.cached) == (120, 30, 80)
    assert reader.stop_reason == "tool_use"


@given(st.lists(st.integers(min_value=0), max_size=60))
@settings(max_examples=20)
def test_lines_may_end_in_both_ways(cuts: list[int]) -> None:
    content = ANSWER.content.replace(b"\n", b"\r\n")

    reader, given_on = _read(content, cuts)

    assert b"".join(given_on) == content
    assert reader.tokens.output == 30


def test_half_an_event_is_kept() -> None:
    reader, given_on = _read(ANSWER.content[:-1], [])

    assert len(given_on) == len(ANSWER.events) - 1
    assert [event.name for event in reader.feed(b"\n")] == ["message_stop"]


def test_tokens_written_to_the_cache_count_as_read() -> None:
    reader = EventReader()
    usage = {"input_tokens": 5, "cache_creation_input_tokens": 90, "cache_read_input_tokens": 7, "output_tokens": 1}
    reader.feed(as_bytes({"type": "message_start", "message": {"usage": usage}}))

    assert (reader.tokens.input, reader.tokens.cached) == (95, 7)


def test_an_error_is_told() -> None:
    reader, _ = _read(fails_after(ANSWER, events=3).content, [])

    assert reader.error["type"] == "overloaded_error"


@pytest.mark.parametrize(
    "content",
    [
        b"event: message_start\ndata: {\n\n",
        b"event: error\n\n",
        b"event: message_delta\ndata: " + b"[" * 99_999 + b"\n\n",
    ],
)
def test_what_is_no_event_of_the_api_is_refused(content: bytes) -> None:
    with pytest.raises(StreamError):
        EventReader().feed(content)


def test_an_event_without_end_is_refused() -> None:
    reader = EventReader()
    with pytest.raises(StreamError):
        for _ in range(LARGEST_EVENT // 65_536 + 1):
            reader.feed(b"x" * 65_536)


@pytest.mark.parametrize("usage", [None, [], {"input_tokens": "9"}, {"input_tokens": -1}, {"output_tokens": True}])
def test_a_usage_that_states_nothing_counts_nothing(usage: object) -> None:
    reader = EventReader()
    reader.feed(as_bytes({"type": "message_start", "message": {"usage": usage}}))

    assert (reader.tokens.input, reader.tokens.output, reader.tokens.cached) == (0, 0, 0)
