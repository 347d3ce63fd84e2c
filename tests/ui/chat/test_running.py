"""What streams faster than the screen is shown at the pace of the screen."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from infrasketch_desktop.assistant.conversation import Exchange
from infrasketch_desktop.assistant.transport.loop import AssistantLoop
from infrasketch_desktop.assistant.turn import Stop
from infrasketch_desktop.assistant.turns import Ending, Phase, TurnResult, TurnUpdate
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.ui.chat import running
from infrasketch_desktop.ui.chat.running import Finished, TurnRunner

Say = Callable[[TurnUpdate], None]


@pytest.fixture
def loop() -> Iterator[AssistantLoop]:
    with AssistantLoop() as loop:
        yield loop


def update(text: str) -> TurnUpdate:
    return TurnUpdate(Phase.WRITING, text, Diagram())


def result(ending: Ending) -> TurnResult:
    return TurnResult(ending, Diagram(), Diagram(), Exchange("asked"))


def test_a_thousand_updates_in_a_breath_are_few_for_the_window(qtbot: QtBot, loop: AssistantLoop) -> None:
    owner = QObject()
    runner, seen, ended = TurnRunner(owner), [], []
    runner.updated.connect(lambda each: seen.append(each.text))
    runner.ended.connect(ended.append)
    go_on = asyncio.Event()

    async def turn(say: Say, _stop: Stop) -> TurnResult:
        for number in range(1000):
            say(update(str(number)))
        await go_on.wait()
        return result(Ending.ANSWERED)

    runner.begin(loop, turn)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["999"]
    loop.wait(lambda: _set(go_on))
    qtbot.waitUntil(lambda: not runner.is_running)
    assert [type(each) for each in ended] == [Finished]


def test_after_stop_nothing_more_is_shown(qtbot: QtBot, loop: AssistantLoop) -> None:
    owner = QObject()
    runner, seen, ended = TurnRunner(owner), [], []
    runner.updated.connect(lambda each: seen.append(each.text))
    runner.ended.connect(lambda finished: ended.append(finished.result.ending))

    async def turn(say: Say, stop: Stop) -> TurnResult:
        await _requested(stop)
        say(update("late"))
        return result(Ending.STOPPED)

    runner.begin(loop, turn)
    runner.stop()
    qtbot.waitUntil(lambda: not runner.is_running)
    assert seen == []
    assert ended == [Ending.STOPPED]


def test_a_turn_that_was_abandoned_says_nothing(qtbot: QtBot, loop: AssistantLoop) -> None:
    owner = QObject()
    runner, ended = TurnRunner(owner), []
    runner.ended.connect(ended.append)
    done = []

    async def turn(_say: Say, stop: Stop) -> TurnResult:
        await _requested(stop)
        done.append(True)
        return result(Ending.STOPPED)

    runner.begin(loop, turn)
    runner.abandon()
    qtbot.waitUntil(lambda: bool(done))
    qtbot.wait(10)
    assert ended == []


@pytest.mark.parametrize("ending", ["answered", "failed", "stopped", "abandoned"])
def test_old_objects_are_searched_again_however_a_turn_ends(
    qtbot: QtBot, loop: AssistantLoop, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    monkeypatch.setattr(running, "REST_MS", 0)
    before = gc.get_threshold()
    owner = QObject()
    runner, go_on = TurnRunner(owner), asyncio.Event()

    async def turn(_say: Say, stop: Stop) -> TurnResult:
        await (_requested(stop) if ending in ("stopped", "abandoned") else go_on.wait())
        if ending == "failed":
            raise RuntimeError
        return result(Ending.ANSWERED)

    for _ in range(2):
        runner.begin(loop, turn)
        assert gc.get_threshold()[2] > before[2]
        if ending == "stopped":
            runner.stop()
        elif ending == "abandoned":
            runner.abandon()
        else:
            loop.wait(lambda: _set(go_on))
        qtbot.waitUntil(lambda: not runner.is_running)
    qtbot.waitUntil(lambda: gc.get_threshold() == before)


async def _requested(stop: Stop) -> None:
    while not stop.requested:  # noqa: ASYNC110 - a `Stop` comes from another thread and is no event
        await asyncio.sleep(0.001)


async def _set(event: asyncio.Event) -> None:
    event.set()
