"""Work elsewhere comes back on the window's thread, with its failure, its progress, or not at all."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.edits import add_node
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.ui.tasks import Progress, Tasks


class Failures(list[Exception]):
    pass


@pytest.fixture
def failures() -> Failures:
    return Failures()


@pytest.fixture
def tasks(qtbot: QtBot, failures: Failures) -> Iterator[Tasks]:
    made = Tasks(failures.append)
    yield made
    made.close()


def test_result_comes_back_on_the_thread_of_the_window(tasks: Tasks, qtbot: QtBot) -> None:
    threads: list[object] = []
    tasks.run("Count", lambda _p: threading.current_thread(), lambda t: threads.extend((t, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(threads))
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_failure_is_always_told(tasks: Tasks, failures: Failures, qtbot: QtBot) -> None:
    def fail(_progress: Progress) -> None:
        raise OSError("the disk is full")

    tasks.run("Save", fail, lambda _result: pytest.fail("it did not work"))
    qtbot.waitUntil(lambda: bool(failures))
    assert str(failures[0]) == "the disk is full"
    assert not tasks.busy


def test_progress_is_shown_and_cancel_stops_the_work(tasks: Tasks, failures: Failures, qtbot: QtBot) -> None:
    going_on = threading.Event()
    stopped: list[bool] = []

    def work(progress: Progress) -> None:
        progress.report(0.25)
        going_on.wait(5)
        progress.check()

    task = tasks.run("Tidy", work, lambda _none: pytest.fail("cancelled"), stopped=lambda: stopped.append(True))
    qtbot.waitUntil(lambda: task.fraction == 0.25)
    assert [each.title for each in tasks.running] == ["Tidy"]
    task.cancel()
    going_on.set()
    qtbot.waitUntil(lambda: bool(stopped))
    assert failures == []


def test_result_for_an_older_state_is_stale(tasks: Tasks, qtbot: QtBot) -> None:
    document, edited = Document(), threading.Event()
    heard: list[str] = []
    tasks.run_on(
        document,
        "Look",
        lambda _d, _p: edited.wait(5),
        lambda _r: heard.append("done"),
        lambda _r: heard.append("stale"),
    )
    with document.edit("Add") as edit:
        add_node(edit, NodeKind.API, "API", Point(0, 0))
    edited.set()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["stale"]


def test_worker_sees_a_frozen_diagram(tasks: Tasks, qtbot: QtBot) -> None:
    document, edited = Document(), threading.Event()
    counts: list[int] = []

    def work(diagram: object, _progress: Progress) -> int:
        edited.wait(5)
        return len(diagram)

    tasks.run_on(document, "Count", work, counts.append, counts.append)
    with document.edit("Add") as edit:
        add_node(edit, NodeKind.API, "API", Point(0, 0))
    edited.set()
    qtbot.waitUntil(lambda: bool(counts))
    assert counts == [1]


def test_finish_now_delivers_before_it_returns(tasks: Tasks) -> None:
    results: list[int] = []
    task = tasks.run("Save", lambda _p: 42, results.append)
    tasks.finish_now(task)
    assert results == [42]


def test_nothing_comes_back_after_close(qtbot: QtBot) -> None:
    tasks = Tasks(lambda error: pytest.fail(str(error)))
    tasks.run("Late", lambda _p: 1, lambda _r: pytest.fail("the window has gone"))
    tasks.close()
    qtbot.wait(1)
    assert not tasks.busy
