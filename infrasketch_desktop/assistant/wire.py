"""What goes to a model and what comes back, in our own words: requests, streamed events, and the seam to transports."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

Message = Mapping[str, Any]
"""A message in the form of the Messages API: `role` and `content` (text, or a list of blocks)."""


@dataclass(frozen=True, slots=True)
class Request:
    """One call of a model. `stable` is the part of the system prompt that does not change between turns (it is cached
    by the server where that is offered), `current` the part that does. `tools` are JSON schemas as the API takes them.
    `item` and `operation` are for the vendor's relay alone, which bills by them: the item of the price list
    (`ai.chat`, `ai.generate`), and the id under which the credits are held; all requests of a turn share it.
    """

    model: str
    stable: str
    current: str
    messages: Sequence[Message]
    tools: Sequence[Mapping[str, Any]]
    max_tokens: int
    item: str = ""
    operation: str = ""


@dataclass(frozen=True, slots=True)
class TextDelta:
    """More text of the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class Thinking:
    """The model thinks; what it thinks is not shown, but sent back with the next request of the same turn.

    Comes without `block` when it begins, and with it when it is complete: a content block to be sent back as it is, at
    its place among text and calls.
    """

    block: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class ToolStarted:
    """The model begins to call a tool; `index` is the block that its deltas name."""

    index: int
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class ToolDelta:
    """A piece of the tool's input as JSON text, cut anywhere."""

    index: int
    json: str


@dataclass(frozen=True, slots=True)
class ToolEnded:
    """The input of the tool is complete: its deltas together are the JSON, or nothing for no input."""

    index: int


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens counted so far: `input` are all of the request, `cached` those among them that the server remembered."""

    input: int
    output: int
    cached: int = 0


@dataclass(frozen=True, slots=True)
class Ended:
    """The answer is complete and the last event; `reason` is the API's word: end_turn, tool_use, stop_sequence, ….

    Answers that end early (max_tokens, refusal, model_context_window_exceeded) end in an `AssistantError` instead.
    """

    reason: str


Event = TextDelta | Thinking | ToolStarted | ToolDelta | ToolEnded | Usage | Ended


class Transport(Protocol):
    """Somebody who answers requests. Errors end in `errors.AssistantError`, each with its own sentence."""

    def stream(self, request: Request) -> AsyncIterator[Event]:
        """The answer as it arrives. Closing the iterator ends the connection at once.

        Raises:
            AssistantError: before the first event or in the middle; what was given until then stands.
        """

    async def count_tokens(self, request: Request) -> int | None:
        """How many tokens the request has, by the server's count; None where it does not offer one."""
