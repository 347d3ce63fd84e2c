"""Takes the event stream of an answer apart while it passes: whole events, how it ends, and the tokens it cost.

The form is that of server-sent events (WHATWG HTML, “Server-sent events”) with the events of the page “Streaming
Messages”. Clients get whole events alone, so that an error can follow at any time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LARGEST_EVENT = 4 * 1024 * 1024
"""No event of the API comes near; more is not the API."""

_END = re.compile(rb"\r?\n\r?\n")
_FIELD = re.compile(rb"^(event|data):? ?(.*?)\r?$", re.MULTILINE)
_READ = frozenset({"message_start", "message_delta", "error"})
_OUTPUT = frozenset({"content_block_start", "content_block_delta"})


class StreamError(Exception):
    """What arrives is not the event stream of the API."""


@dataclass(frozen=True, slots=True)
class StreamEvent:
    """One event as it arrived, with its blank line."""

    raw: bytes
    name: str

    @property
    def is_output(self) -> bool:
        """Whether it carries something of the answer itself."""
        return self.name in _OUTPUT


@dataclass(slots=True)
class Tokens:
    """What an answer cost: tokens read, written, and read from the cache."""

    input: int = 0
    output: int = 0
    cached: int = 0

    def note(self, usage: object) -> None:
        """Take over what a `usage` of the API states; its figures are totals."""
        if isinstance(usage, Mapping):
            created = _figure(usage, "cache_creation_input_tokens", 0)
            if "input_tokens" in usage:
                self.input = _figure(usage, "input_tokens", 0) + created
            self.output = _figure(usage, "output_tokens", self.output)
            self.cached = _figure(usage, "cache_read_input_tokens", self.cached)


@dataclass(slots=True)
class EventReader:
    """Give it bytes as they arrive, cut anywhere."""

    tokens: Tokens = field(default_factory=Tokens)
    stop_reason: str = ""
    error: Mapping[str, Any] = field(default_factory=dict)
    _pending: bytearray = field(default_factory=bytearray)

    def feed(self, chunk: bytes) -> list[StreamEvent]:
        """The events that are whole now.

        Raises:
            StreamError: an event is larger than any of the API.
        """
        searched = max(0, len(self._pending) - 3)
        self._pending += chunk
        start, events = 0, []
        while found := _END.search(self._pending, max(start, searched)):
            events.append(self._read(bytes(self._pending[start : found.end()])))
            start = found.end()
        del self._pending[:start]
        if len(self._pending) > LARGEST_EVENT:
            raise StreamError
        return events

    def _read(self, raw: bytes) -> StreamEvent:
        fields = dict(_FIELD.findall(raw))
        event = StreamEvent(raw, fields.get(b"event", b"").decode("utf-8", "replace"))
        if event.name in _READ:
            self._note(event.name, fields.get(b"data", b""))
        return event

    def _note(self, name: str, data: bytes) -> None:
        try:
            value = json.loads(data)
        except (ValueError, RecursionError):
            raise StreamError from None
        if not isinstance(value, dict):
            raise StreamError
        match name:
            case "message_start":
                self.tokens.note(_object(value, "message").get("usage"))
            case "message_delta":
                self.tokens.note(value.get("usage"))
                self.stop_reason = str(_object(value, "delta").get("stop_reason") or "")
            case _:
                self.error = _object(value, "error")


def _object(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    inner = value.get(name)
    return inner if isinstance(inner, Mapping) else {}


def _figure(usage: Mapping[str, Any], name: str, otherwise: int) -> int:
    value = usage.get(name)
    return value if type(value) is int and 0 <= value < 2**31 else otherwise
