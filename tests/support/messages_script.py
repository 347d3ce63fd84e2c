"""Answers of a model as the Messages API streams them, written down for the fake server.

    says(text("Adding a cache. "), calls("apply_diagram_operations", {"operations": [...]}))
    cut_at(says(text("Hello")), 3, 17)          the same bytes in other pieces
    breaks_off(says(text("Hello")), after=200)  the connection ends in the middle
    waits(says(text("Hello")), after=200)       … or says nothing more until `server.go_on()`
    fails_after(says(text("Hello")), events=3)  `event: error` in a stream that began with status 200
    refuses(429, "rate_limit_error", "Slow down", {"retry-after": "7"})
    redirects("http://elsewhere.example/v1/messages")

The form is that of the page “Streaming messages” of the API's documentation.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is written with status 200: `events` (bytes are written as they are), in pieces that end at `cuts`.

    `waits_after` and `breaks_after` are numbers of bytes; `breaks_after` leaves the body unfinished.
    """

    events: tuple[Event | bytes, ...]
    cuts: tuple[int, ...] = ()
    waits_after: int | None = None
    breaks_after: int | None = None
    content_type: str = "text/event-stream; charset=utf-8"

    @property
    def content(self) -> bytes:
        return b"".join(event if isinstance(event, bytes) else as_bytes(event) for event in self.events)

    @property
    def pieces(self) -> list[bytes]:
        """The bytes in the pieces that they are written in."""
        content = self.content
        ends = sorted({cut for cut in self.cuts if 0 < cut < len(content)})
        return [content[start:end] for start, end in itertools.pairwise([0, *ends, len(content)])]


@dataclass(frozen=True, slots=True)
class Whole:
    """An answer that is no stream: refusals, redirects, lists."""

    status: int
    content: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


Reply = Answer | Whole


@dataclass(frozen=True, slots=True)
class Block:
    """One block of content: how it starts, and its deltas."""

    start: Mapping[str, Any]
    deltas: tuple[Mapping[str, Any], ...]


def text(words: str, size: int = 12) -> Block:
    """Text in deltas of at most `size` characters."""
    pieces = _split(words, size)
    return Block({"type": "text", "text": ""}, tuple({"type": "text_delta", "text": piece} for piece in pieces))


def calls(name: str, input_: Any, id_: str = "toolu_01", size: int = 12) -> Block:
    """A call of a tool; a `str` as its input is sent as it is, so that it need not be JSON."""
    content = input_ if isinstance(input_, str) else json.dumps(input_, ensure_ascii=False)
    deltas = ({"type": "input_json_delta", "partial_json": piece} for piece in ("", *_split(content, size)))
    return Block({"type": "tool_use", "id": id_, "name": name, "input": {}}, tuple(deltas))


def thinks(thought: str, signature: str = "c2lnbmF0dXJl", size: int = 12) -> Block:
    deltas = [{"type": "thinking_delta", "thinking": piece} for piece in _split(thought, size)]
    signed = {"type": "signature_delta", "signature": signature}
    return Block({"type": "thinking", "thinking": "", "signature": ""}, (*deltas, signed))


def thinks_in_secret(data: str = "ZW5jcnlwdGVk") -> Block:
    return Block({"type": "redacted_thinking", "data": data}, ())


def says(
    *blocks: Block,
    reason: str | None = None,
    usage: tuple[int, int] = (25, 15),
    cached: int = 0,
    model: str = "claude-haiku-5-5",
    details: Mapping[str, Any] | None = None,
) -> Answer:
    """A whole answer. `reason` is by default what the blocks ask for, `usage` the tokens of input and output."""
    called = any(block.start["type"] == "tool_use" for block in blocks)
    events: list[Event] = [_message_start(model, usage[0], cached)]
    for index, block in enumerate(blocks):
        events.append({"type": "content_block_start", "index": index, "content_block": block.start})
        if index == 0:
            events.append({"type": "ping"})
        events += [{"type": "content_block_delta", "index": index, "delta": delta} for delta in block.deltas]
        events.append({"type": "content_block_stop", "index": index})
    delta = {"stop_reason": reason or ("tool_use" if called else "end_turn"), "stop_sequence": None}
    if details is not None:
        delta["stop_details"] = details
    events += [
        {"type": "message_delta", "delta": delta, "usage": {"output_tokens": usage[1]}},
        {"type": "message_stop"},
    ]
    return Answer(tuple(events))


def cut_at(answer: Answer, *offsets: int) -> Answer:
    return replace(answer, cuts=offsets)


def cut_everywhere(answer: Answer) -> Answer:
    """Each byte is a piece of its own."""
    return replace(answer, cuts=tuple(range(1, len(answer.content))))


def breaks_off(answer: Answer, *, after: int) -> Answer:
    return replace(answer, breaks_after=after)


def waits(answer: Answer, *, after: int) -> Answer:
    return replace(answer, waits_after=after)


def fails_after(answer: Answer, *, events: int, kind: str = "overloaded_error", message: str = "Overloaded") -> Answer:
    """The first `events` events, and then the error that ends the stream."""
    return replace(answer, events=(*answer.events[:events], error_body(kind, message)))


def refuses(status: int, kind: str, message: str, headers: Mapping[str, str] | None = None) -> Whole:
    return Whole(status, json.dumps(error_body(kind, message)).encode(), headers or {})


def too_few(required: int, remaining: int, on_devices: int) -> Whole:
    """The 402 of the vendor's relay."""
    told = {"required": required, "credits_remaining": remaining, "credits_on_devices": on_devices, "packages": []}
    error = {"type": "billing_error", "message": "Too few credits.", "code": "insufficient_credits", **told}
    return Whole(402, json.dumps({"type": "error", "error": error}).encode())


def redirects(location: str, status: int = 307) -> Whole:
    return Whole(status, b"", {"location": location})


def length_of(answer: Answer, events: int) -> int:
    """How many bytes the first `events` events have."""
    return len(replace(answer, events=answer.events[:events]).content)


def as_bytes(event: Event) -> bytes:
    data = json.dumps(event, ensure_ascii=False)
    return f"event: {event['type']}\ndata: {data}\n\n".encode()


def error_body(kind: str, message: str) -> dict[str, Any]:
    return {"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_of_the_fake"}


def signatures(answers: Sequence[Reply]) -> frozenset[str]:
    """Those of all thinking blocks in `answers`."""
    return frozenset(
        event["delta"]["signature"]
        for answer in answers
        if isinstance(answer, Answer)
        for event in answer.events
        if not isinstance(event, bytes) and event.get("delta", {}).get("type") == "signature_delta"
    )


def _message_start(model: str, tokens: int, cached: int) -> Event:
    usage = {
        "input_tokens": tokens,
        "output_tokens": 1,
        "cache_read_input_tokens": cached,
        "cache_creation_input_tokens": 0,
        "service_tier": "standard",
    }
    message = {
        "id": "msg_of_the_fake",
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": usage,
    }
    return {"type": "message_start", "message": message}


def _split(words: str, size: int) -> list[str]:
    return [words[start : start + size] for start in range(0, len(words), size)]
