"""One answer of a model that writes regions, while it streams: its words, its calls, and how it is told of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from infrasketch_desktop.assistant.elements import parsed
from infrasketch_desktop.assistant.filling.tool import FILL, Given, given_in
from infrasketch_desktop.assistant.wire import Event, Message, TextDelta, Thinking, ToolDelta, ToolEnded, ToolStarted
from infrasketch_desktop.review.secrets import masked

MOST_TEXT = 20_000
"""Characters of what is said beside the code."""
MOST_INPUT = 400_000
"""Characters of one call: more than all regions of a request may have."""
MOST_CALLS = 8
_ID = re.compile(r"[a-zA-Z0-9_-]{1,128}")


@dataclass(slots=True)
class _Call:
    """One call of a tool as it arrives."""

    id: str
    name: str
    pieces: list[str] = field(default_factory=list)
    size: int = 0
    is_ended: bool = False
    input: Mapping[str, Any] | None = None


class FillAnswer:
    """Takes the events of one answer; the same events cut otherwise give the same."""

    def __init__(self) -> None:
        self._blocks: list[list[str] | Mapping[str, Any] | _Call] = []
        self._calls: dict[int, _Call] = {}
        self._size = 0

    @property
    def text(self) -> str:
        """What is said to the person, by now."""
        return "".join(piece for block in self._blocks if isinstance(block, list) for piece in block).strip()

    @property
    def has_calls(self) -> bool:
        return any(call.is_ended for call in self._calls.values())

    def given(self, names: Sequence[str]) -> Given:
        """The code of all calls together, where a region that was written twice counts once."""
        codes: dict[str, str] = {}
        problems: list[str] = []
        for call in self._ended():
            if call.name != FILL:
                problems.append(f"There is no tool “{call.name[:40]}”.")
                continue
            found = given_in(call.input, names)
            codes = {**found.codes, **codes}
            problems += found.problems
        return Given(codes, tuple(problems))

    def take(self, event: Event) -> None:
        match event:
            case TextDelta():
                self._say(event.text)
            case Thinking() if event.block is not None:
                self._blocks.append(event.block)
            case ToolStarted() if len(self._calls) < MOST_CALLS:
                number = len(self._calls)
                used = {call.id for call in self._calls.values()}
                id_ = event.id if _ID.fullmatch(event.id) and event.id not in used else f"call_{number}"
                self._calls[event.index] = call = _Call(id_, event.name)
                self._blocks.append(call)
            case ToolDelta() if event.index in self._calls:
                call = self._calls[event.index]
                call.size += len(event.json)
                if call.size <= MOST_INPUT:
                    call.pieces.append(event.json)
            case ToolEnded() if event.index in self._calls:
                _end(self._calls[event.index])

    def messages(self, told: str) -> tuple[Message, ...]:
        """The answer, and `told` as the result of its calls: how a next request goes on from here."""
        blocks = [found for block in self._blocks if (found := _as_sent(block)) is not None]
        results = [
            {"type": "tool_result", "tool_use_id": call.id, "content": masked(told), "is_error": True}
            for call in self._ended()
        ]
        return {"role": "assistant", "content": blocks}, {"role": "user", "content": results}

    def _ended(self) -> list[_Call]:
        return [block for block in self._blocks if isinstance(block, _Call) and block.is_ended]

    def _say(self, text: str) -> None:
        text = text[: max(0, MOST_TEXT - self._size)]
        self._size += len(text)
        if self._blocks and isinstance(self._blocks[-1], list):
            self._blocks[-1].append(text)
        else:
            self._blocks.append([text])


def _end(call: _Call) -> None:
    call.is_ended = True
    try:
        whole = parsed("".join(call.pieces) or "{}") if call.size <= MOST_INPUT else None
    except (ValueError, RecursionError):
        whole = None
    call.input = whole if isinstance(whole, Mapping) else None
    call.pieces.clear()


def _as_sent(block: list[str] | Mapping[str, Any] | _Call) -> Mapping[str, Any] | None:
    if isinstance(block, list):
        text = "".join(block)
        return {"type": "text", "text": text} if text.strip() else None
    if isinstance(block, _Call):
        name = re.sub(r"[^a-zA-Z0-9_-]", "_", block.name)[:128] or "_"
        return (
            {"type": "tool_use", "id": block.id, "name": name, "input": block.input or {}} if block.is_ended else None
        )
    return block
