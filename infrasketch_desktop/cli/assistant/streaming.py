"""Runs a turn and prints its text as it arrives."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

from infrasketch_desktop.assistant.transport.loop import AssistantLoop
from infrasketch_desktop.assistant.turn import LayOut, run_turn
from infrasketch_desktop.assistant.turns import Asked, TurnResult, TurnUpdate
from infrasketch_desktop.assistant.wire import Transport
from infrasketch_desktop.cli.console import harmless


class Printer:
    """Prints a text that grows; nothing when `out` is None."""

    def __init__(self, out: TextIO | None) -> None:
        self._out = out
        self._shown = ""

    def show(self, text: str) -> None:
        """Print what is new of `text`."""
        if self._out is None or text == self._shown:
            return
        new = text[len(self._shown) :] if text.startswith(self._shown) else f"\n{text}"
        print(harmless(new), end="", file=self._out, flush=True)
        self._shown = text

    def end(self) -> None:
        """End the last line."""
        if self._out is not None and self._shown:
            print(file=self._out, flush=True)


@dataclass(frozen=True, slots=True)
class Answering:
    """Who is asked, on which loop, and what lays out a diagram that was drawn into an empty sheet."""

    transport: Transport
    loop: AssistantLoop
    lay_out: LayOut


def stream_turn(asked: Asked, model: Answering, printer: Printer) -> TurnResult:
    """Ask, print the answer as it comes, and give what came of it. Ctrl+C closes the connection at once."""

    async def work(say: Callable[[TurnUpdate | TurnResult], None]) -> None:
        say(await run_turn(asked, model.transport, say, lay_out=model.lay_out))

    for said in model.loop.iterate(work):
        if isinstance(said, TurnResult):
            printer.show(said.text)
            printer.end()
            return said
        printer.show(said.text)
    raise asyncio.CancelledError  # the loop was closed before the turn could end
