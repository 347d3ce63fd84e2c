"""Turns the raw events of a streamed answer into those of `wire`, believing nothing about their form or size.

The form is that of the page “Streaming messages” of the API's documentation; as it asks, events, blocks and deltas of
unknown types are passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from infrasketch_desktop.assistant.transport.limits import STANDARD, Limits
from infrasketch_desktop.assistant.wire import (
    Ended,
    Event,
    TextDelta,
    Thinking,
    ToolDelta,
    ToolEnded,
    ToolStarted,
    Usage,
)

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_LARGEST_COUNT = 2**53
_LONGEST_NAME = 256


class UnreadableError(Exception):
    """What arrived is not an answer of the Messages API; the message tells a programmer why."""


class SaidError(Exception):
    """The server says in the middle of an answer that it failed; `body` is what it says (page “Errors”)."""

    def __init__(self, body: Any) -> None:
        super().__init__("The server says that it failed.")
        self.body = body


def parsed(data: str | bytes) -> Any:
    """The JSON value in `data`.

    Raises:
        UnreadableError: there is none, or one that is too deep or has a number of thousands of digits.
    """
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise UnreadableError("it is not JSON") from None


@dataclass(slots=True)
class _Block:
    """A block that began and has not ended. `parts` are what it is made of, by the name of the field."""

    kind: str
    start: Mapping[str, Any]
    parts: dict[str, list[str]] = field(default_factory=dict)


class AnswerReader:
    """Reads one answer, event by event. `began` and `complete` tell how far it is, `streamed` whether it came in parts,
    `reason` why it ended, and `refusal` what the model said about its refusal.
    """

    def __init__(self, limits: Limits = STANDARD) -> None:
        self.complete = False
        self.began = False
        self.reason: str | None = None
        self.refusal = ""
        self.streamed = True
        self._limits = limits
        self._open: dict[int, _Block] = {}
        self._blocks = 0
        self._events = 0
        self._characters = 0
        self._called = False
        self._usage = Usage(0, 0)

    def read(self, event: Any) -> Iterator[Event]:
        """What `event`, parsed from JSON, says.

        Raises:
            UnreadableError: it is malformed, comes at the wrong time, or there is too much of it.
            SaidError: it tells of a failure.
        """
        self._events += 1
        if self._events > self._limits.events:
            raise UnreadableError("too many events")
        match _text(_mapping(event), "type"):
            case "message_start":
                yield from self._start(_mapping(event.get("message")))
            case "content_block_start":
                yield from self._start_block(_index(event), _mapping(event.get("content_block")))
            case "content_block_delta":
                yield from self._add(_index(event), _mapping(event.get("delta")))
            case "content_block_stop":
                yield from self._end_block(_index(event))
            case "message_delta":
                yield from self._end_message(event)
            case "message_stop":
                yield from self._stop()
            case "error":
                raise SaidError(event)

    def read_whole(self, message: Any) -> Iterator[Event]:
        """What a whole message says, from a server that does not stream.

        Raises:
            UnreadableError: as `read`.
        """
        self.streamed = False
        message = _mapping(message)
        yield from self._start(message)
        for index, block in enumerate(_list(message, "content")):
            yield from self._start_block(index, _mapping(block))
            yield from self._end_block(index)
        yield from self._end_message({"delta": message, "usage": message.get("usage")})
        yield from self._stop()

    def _start(self, message: Mapping[str, Any]) -> Iterator[Event]:
        if self.began:
            raise UnreadableError("the message begins twice")
        self.began = True
        yield from self._count(message.get("usage"))

    def _start_block(self, index: int, block: Mapping[str, Any]) -> Iterator[Event]:
        self._blocks += 1
        if not self.began or self.complete or index in self._open or self._blocks > self._limits.blocks:
            raise UnreadableError("a block begins that should not")
        kind = _text(block, "type")
        self._open[index] = _Block(kind, block)
        match kind:
            case "text":
                if words := self._bounded(block.get("text", "")):
                    yield TextDelta(words)
            case "tool_use":
                self._called = True
                yield ToolStarted(index, _name(block, "id"), _name(block, "name"))
            case "thinking" | "redacted_thinking":
                self._bounded(json.dumps(block))
                yield Thinking()

    def _add(self, index: int, delta: Mapping[str, Any]) -> Iterator[Event]:
        block = self._block(index)
        match block.kind, _text(delta, "type"):
            case "text", "text_delta":
                if words := self._bounded(delta.get("text")):
                    yield TextDelta(words)
            case "tool_use", "input_json_delta":
                if piece := self._bounded(delta.get("partial_json")):
                    block.parts.setdefault("input", [])
                    yield ToolDelta(index, piece)
            case "thinking", "thinking_delta":
                block.parts.setdefault("thinking", []).append(self._bounded(delta.get("thinking")))
            case "thinking", "signature_delta":
                block.parts.setdefault("signature", []).append(self._bounded(delta.get("signature")))
            case (("text" | "tool_use" | "thinking"), ("text_delta" | "input_json_delta" | "thinking_delta")):
                raise UnreadableError("a delta does not belong to its block")

    def _end_block(self, index: int) -> Iterator[Event]:
        block = self._block(index)
        del self._open[index]
        match block.kind:
            case "tool_use":
                given = block.start.get("input")
                if given and "input" not in block.parts:  # some servers give it at once
                    yield ToolDelta(index, self._bounded(json.dumps(given)))
                yield ToolEnded(index)
            case "thinking":
                joined = {name: "".join(parts) for name, parts in block.parts.items()}
                yield Thinking({"type": "thinking", "thinking": "", "signature": ""} | _strings(block.start) | joined)
            case "redacted_thinking":
                yield Thinking({"type": "redacted_thinking", "data": _text(block.start, "data")})

    def _end_message(self, event: Mapping[str, Any]) -> Iterator[Event]:
        if self.complete:
            raise UnreadableError("the message goes on after its end")
        delta = _mapping(event.get("delta"))
        reason = delta.get("stop_reason")
        if reason is not None:
            self.reason = _name(delta, "stop_reason")
        details = delta.get("stop_details")
        if isinstance(details, Mapping) and isinstance(details.get("explanation"), str):
            self.refusal = details["explanation"]
        yield from self._count(event.get("usage"))

    def _stop(self) -> Iterator[Event]:
        if not self.began or self._open or self.complete:
            raise UnreadableError("the message ends at the wrong time")
        self.complete = True
        if self.reason is None:
            self.reason = "tool_use" if self._called else "end_turn"
        yield Ended(self.reason)

    def _count(self, usage: Any) -> Iterator[Usage]:
        if not isinstance(usage, Mapping):
            return
        cached = _number(usage, "cache_read_input_tokens")
        new = (_number(usage, "input_tokens"), _number(usage, "cache_creation_input_tokens"), cached)
        output = _number(usage, "output_tokens")
        counted = Usage(
            self._usage.input if new[0] is None else sum(number or 0 for number in new),
            self._usage.output if output is None else output,
            self._usage.cached if cached is None else cached,
        )
        if counted != self._usage:
            self._usage = counted
            yield counted

    def _block(self, index: int) -> _Block:
        if index not in self._open:
            raise UnreadableError("a block goes on that never began")
        return self._open[index]

    def _bounded(self, words: Any) -> str:
        if not isinstance(words, str):
            raise UnreadableError("text is missing")
        self._characters += len(words)
        if self._characters > self._limits.characters:
            raise UnreadableError("too much text")
        return _LONE_SURROGATE.sub("\ufffd", words)


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise UnreadableError("an object is missing")
    return value


def _list(value: Mapping[str, Any], name: str) -> list[Any]:
    found = value.get(name)
    if not isinstance(found, list):
        raise UnreadableError(f"“{name}” is missing")
    return found


def _text(value: Mapping[str, Any], name: str) -> str:
    found = value.get(name)
    if not isinstance(found, str):
        raise UnreadableError(f"“{name}” is missing")
    return found


def _name(value: Mapping[str, Any], name: str) -> str:
    found = _text(value, name)
    if not 0 < len(found) <= _LONGEST_NAME or not found.isascii() or not found.isprintable():
        raise UnreadableError(f"“{name}” is no name")
    return found


def _index(event: Mapping[str, Any]) -> int:
    found = event.get("index")
    if type(found) is not int or not 0 <= found < _LARGEST_COUNT:
        raise UnreadableError("an index is missing")
    return found


def _number(usage: Mapping[str, Any], name: str) -> int | None:
    found = usage.get(name)
    return found if type(found) is int and 0 <= found < _LARGEST_COUNT else None


def _strings(start: Mapping[str, Any]) -> dict[str, str]:
    """What of a block of thinking came with its beginning."""
    return {name: start[name] for name in ("thinking", "signature") if isinstance(start.get(name), str)}
