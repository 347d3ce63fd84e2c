"""One answer of a model while it streams: its blocks in order, and what the calls in it do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from infrasketch_desktop.assistant.calls import Call, Gathered
from infrasketch_desktop.assistant.tools import APPLY, SUGGEST
from infrasketch_desktop.assistant.turns import LeftOut
from infrasketch_desktop.assistant.wire import (
    Ended,
    Event,
    Message,
    TextDelta,
    Thinking,
    ToolDelta,
    ToolEnded,
    ToolStarted,
    Usage,
)

MOST_TEXT = 200_000
"""Characters of one answer; what comes after is not kept."""
MOST_CALLS = 64
_ID = re.compile(r"(?!call_\d+_\d+$)[a-zA-Z0-9_-]{1,128}")


class Round:
    """Takes the events of one answer; the same events cut otherwise give the same round.

    `reason` is the API's word for why the answer ended, "" while it has not.
    """

    def __init__(self, gathered: Gathered, usage: Usage) -> None:
        """`usage` is what the turn had used before."""
        self.reason = ""
        self.usage = self._before = usage
        self._gathered = gathered
        self._blocks: list[list[str] | Mapping[str, Any] | Call] = []
        self._calls: dict[int, Call] = {}
        self._size = 0

    @property
    def text(self) -> str:
        """What is said to the person, by now."""
        return "".join(piece for block in self._blocks if isinstance(block, list) for piece in block)

    @property
    def calls(self) -> tuple[Call, ...]:
        """The calls whose input arrived whole."""
        return tuple(block for block in self._blocks if isinstance(block, Call) and block.is_ended)

    @property
    def problems(self) -> tuple[LeftOut, ...]:
        return tuple(problem for call in self.calls for problem in call.problems)

    @property
    def draws(self) -> bool:
        """Whether operations were sent."""
        return any(isinstance(block, Call) and block.name == APPLY for block in self._blocks)

    @property
    def only_suggests(self) -> bool:
        """Whether there is nothing to tell the model, because all it called for were suggestions beside a text."""
        return bool(self.text.strip()) and all(call.name == SUGGEST for call in self.calls) and not self.problems

    def take(self, event: Event) -> bool:
        """Whether the draft may have changed by this event."""
        match event:
            case TextDelta():
                self._say(event.text)
            case Thinking() if event.block is not None:
                self._blocks.append(event.block)
            case ToolStarted() if len(self._calls) < MOST_CALLS:
                self._calls[event.index] = Call(self._id(event.id), event.name, self._gathered)
                self._blocks.append(self._calls[event.index])
            case ToolDelta() if event.index in self._calls:
                return self._calls[event.index].feed(event.json)
            case ToolEnded() if event.index in self._calls:
                self._calls[event.index].end()
                return True
            case Usage():
                self._count(event)
            case Ended():
                self.reason = event.reason
        return False

    def messages(self) -> tuple[Message, ...]:
        """The answer, and what its calls came to, as the model is told; calls that did not arrive whole stay out."""
        blocks = [found for block in self._blocks if (found := _as_sent(block)) is not None]
        if not any(block.get("type") in ("text", "tool_use") for block in blocks):
            return ()
        answer: Message = {"role": "assistant", "content": blocks}
        if not self.calls:
            return (answer,)
        return answer, {"role": "user", "content": [call.result() for call in self.calls]}

    def _id(self, given: str) -> str:
        """The id of a call, as it was given where every server takes it back: some give none, or one for all."""
        return self._gathered.new_call_id(given if _ID.fullmatch(given) else "")

    def _say(self, text: str) -> None:
        self._size += len(text)
        if self._size > MOST_TEXT:
            text = text[: max(0, len(text) - (self._size - MOST_TEXT))]
        if self._blocks and isinstance(self._blocks[-1], list):
            self._blocks[-1].append(text)
        else:
            self._blocks.append([text])

    def _count(self, event: Usage) -> None:
        before = self._before
        self.usage = Usage(before.input + event.input, before.output + event.output, before.cached + event.cached)


def _as_sent(block: list[str] | Mapping[str, Any] | Call) -> Mapping[str, Any] | None:
    if isinstance(block, list):
        text = "".join(block)
        return {"type": "text", "text": text} if text.strip() else None
    if isinstance(block, Call):
        return block.block() if block.is_ended else None
    return block
