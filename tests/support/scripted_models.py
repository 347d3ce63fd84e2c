"""A model that says what a test wrote down, in events of `assistant.wire`: no server, no bytes, no clock.

    model = ScriptedModel([*says("Adding a cache."), *calls("apply_diagram_operations", {...})], says("Done."))
    result = turn(asked, model)
    model.requests[1].messages    # what it was told after its first answer

Each list is one answer. An exception in it is raised there; `HANGS` says nothing more until the stream is closed.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from typing import Any

from infrasketch_desktop.assistant.stopping import Stop
from infrasketch_desktop.assistant.turn import LayOut, Place, run_turn
from infrasketch_desktop.assistant.turns import Asked, TurnResult, TurnUpdate
from infrasketch_desktop.assistant.wire import (
    Ended,
    Event,
    Request,
    TextDelta,
    ToolDelta,
    ToolEnded,
    ToolStarted,
)
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.exchange.placing import with_new_placed

HANGS = object()
Step = Event | Exception | Any
_numbers = itertools.count(1)


class ScriptedModel:
    """A `wire.Transport`. `closed` counts the streams that were left or came to their end."""

    def __init__(self, *answers: Sequence[Step], tokens: int | None = None) -> None:
        self.requests: list[Request] = []
        self.closed = 0
        self._answers = list(answers)
        self._tokens = tokens

    async def stream(self, request: Request) -> AsyncGenerator[Event, None]:
        self.requests.append(request)
        steps = self._answers[len(self.requests) - 1]
        try:
            for step in steps:
                if step is HANGS:
                    await asyncio.Event().wait()
                if isinstance(step, Exception):
                    raise step
                yield step
        finally:
            self.closed += 1

    async def count_tokens(self, _request: Request) -> int | None:
        return self._tokens


def says(words: str, size: int = 12) -> list[Event]:
    """Text in pieces, and the end of the answer."""
    return [*text(words, size), Ended("end_turn")]


def text(words: str, size: int = 12) -> list[Event]:
    return [TextDelta(piece) for piece in cut(words, size)]


def calls(name: str, input_: Any, size: int = 12, index: int = 1) -> list[Event]:
    """One call of a tool, the end of the answer included; a `str` is sent as it is, JSON or not."""
    return [*call(name, input_, size, index), Ended("tool_use")]


def call(name: str, input_: Any, size: int = 12, index: int = 1) -> list[Event]:
    content = input_ if isinstance(input_, str) else json.dumps(input_)
    deltas = [ToolDelta(index, piece) for piece in cut(content, size)]
    return [ToolStarted(index, f"toolu_{next(_numbers)}", name), *deltas, ToolEnded(index)]


def applies(*operations: Any, summary: str = "Change it", size: int = 12) -> list[Event]:
    """A call that proposes operations, the end of the answer included."""
    return calls("apply_diagram_operations", {"summary": summary, "operations": list(operations)}, size)


def cut(content: str, size: int) -> Iterable[str]:
    return (content[at : at + size] for at in range(0, len(content), size))


def turn(
    asked: Asked,
    model: ScriptedModel,
    on_update: Callable[[TurnUpdate], None] = lambda _update: None,
    *,
    stop: Stop | None = None,
    place: Place = with_new_placed,
    lay_out: LayOut | None = None,
) -> TurnResult:
    """Run a turn to its end, on a loop of its own."""
    return asyncio.run(run_turn(asked, model, on_update, stop=stop, place=place, lay_out=lay_out))


def asked(diagram: Diagram, words: str = "Add a cache", **more: Any) -> Asked:
    return Asked(words, diagram, model="claude-haiku-5-5", **more)
