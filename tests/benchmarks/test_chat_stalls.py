"""How long the window's thread is busy at a stretch while an answer streams 200 operations a second.

The window is the real one, the model writes one operation every 5 ms into the same turn as over the network. `own` is
processor time of the window's thread alone, `program` that of all threads meanwhile: what a person waits at most where
nothing else runs. `gap` is what passed by the clock, other programs included. No gap may be longer than 50 ms.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from infrasketch_desktop.assistant.wire import Ended, Event, Request, TextDelta, ToolDelta, ToolEnded, ToolStarted
from infrasketch_desktop.ui.chat.connection import Connection
from infrasketch_desktop.ui.chat.tiers import Payer
from tests.support.desktop import running
from tests.support.heartbeat import Heartbeat, as_in_the_program
from tests.support.large_diagrams import large_diagram

BOUND = 50.0
SIZES = (20, 200, 500, 2_000)
"""Nodes of the diagram that is talked about."""
SECONDS, RATE = 3, 200

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]


class PacedModel:
    """Says something and proposes nodes and edges, so many a second."""

    def __init__(self) -> None:
        self._answers = 0

    async def stream(self, _request: Request) -> AsyncIterator[Event]:
        self._answers += 1
        if self._answers > 1:
            yield TextDelta("That is **all**.")
            yield Ended("end_turn")
            return
        yield ToolStarted(0, "toolu_01", "apply_diagram_operations")
        yield ToolDelta(0, '{"summary": "Add services", "operations": [')
        loop = asyncio.get_running_loop()
        begin = loop.time()
        for number in range(SECONDS * RATE):
            yield ToolDelta(0, ("," if number else "") + json.dumps(_operation(number)))
            if number % 4 == 0:
                yield TextDelta(f"Service *{number}* is new.\n\n" if number % 40 == 0 else f"word{number} ")
            await asyncio.sleep(max(0.0, begin + (number + 1) / RATE - loop.time()))
        yield ToolDelta(0, "]}")
        yield ToolEnded(0)
        yield Ended("tool_use")

    async def count_tokens(self, _request: Request) -> int | None:
        return None


def _operation(number: int) -> dict[str, str]:
    if number % 2:
        return {"op": "add_edge", "source": f"s{number - 1}", "target": f"s{max(0, number - 3)}", "label": "calls"}
    return {"op": "add_node", "id": f"s{number}", "kind": "service", "label": f"Service {number}"}


@pytest.mark.parametrize("size", SIZES)
def test_the_window_goes_on_while_an_answer_streams(
    size: int, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with running(qapp, qtbot, tmp_path / "profile") as desktop:
        window = desktop.window
        window.resize(1280, 800)
        window.begin(large_diagram(size))
        window.services.assistant.use(Connection(PacedModel(), "A paced model.", payer=Payer.NOBODY, models=("paced",)))
        window.assistant.talk()
        desktop.settle()
        chat, bench = window.chat, window.bench
        assert chat is not None
        assert bench is not None
        with as_in_the_program():
            heartbeat = Heartbeat()
            chat.send("Add services")
            qtbot.waitUntil(lambda: not chat.talk.is_running, timeout=300_000)
            streamed = len(heartbeat.turns)
            qtbot.waitUntil(lambda: bench.review.proposal is not None, timeout=60_000)
            desktop.settle()
            heartbeat.stop()
        for name, turns in (("streaming", heartbeat.turns[:streamed]), ("at the end", heartbeat.turns[streamed:])):
            own, wall = max(turn.own for turn in turns), max(turn.wall for turn in turns)
            waited = max(min(turn.wall, turn.program) for turn in turns)
            print(
                f"\n{size:5} nodes, {name:12} own {own:6.1f} ms  program {waited:6.1f} ms  gap {wall:6.1f} ms  "
                f"{waited / BOUND:5.2f} of the bound",
                end="",
            )
        print()
        bench.review.refuse()
