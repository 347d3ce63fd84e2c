"""How long the window's thread waits while a layout runs on another: the longest gap between two turns of its loop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.layout.scope import Scope
from infrasketch_desktop.ui.engine import Engine
from infrasketch_desktop.ui.tasks import Tasks
from tests.support.heartbeat import Heartbeat, as_in_the_program
from tests.support.large_diagrams import large_diagram

FRAME = 16.0
SIZES = (100, 500, 2_000, 5_000)

pytestmark = pytest.mark.benchmark


def _row(name: str, gaps: list[float]) -> str:
    ordered = sorted(gaps)
    p99, worst = ordered[int(len(ordered) * 0.99)], ordered[-1]
    return f"{name:24} {len(gaps):6} {p99:8.1f} {worst:8.1f} {worst / FRAME:10.2f}"


def _gaps_during_layout(diagram: Diagram, engine: Engine, qtbot: QtBot) -> list[float]:
    tasks = Tasks(_fail)
    heartbeat = Heartbeat()
    tasks.run("Layout", lambda progress: engine.tidy(diagram, Scope.everything(), None, progress), lambda _: None)
    qtbot.waitUntil(lambda: not tasks.busy, timeout=60_000)
    heartbeat.stop()
    tasks.close()
    return heartbeat.gaps


def _fail(error: Exception) -> None:
    raise error


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """Warm, with the interpreter set as the program sets it."""
    engine = Engine(tmp_path)
    engine.warm()
    with as_in_the_program():
        yield engine
    engine.close()


def test_the_window_goes_on_while_a_layout_runs(qtbot: QtBot, engine: Engine) -> None:
    resting = Heartbeat()
    qtbot.wait(1000)
    resting.stop()
    gaps = {f"layout of {size} nodes": _gaps_during_layout(large_diagram(size), engine, qtbot) for size in SIZES}
    rows = [_row(name, found) for name, found in {"nothing else runs": resting.gaps, **gaps}.items()]
    print(f"\n{'while':24} {'turns':>6} {'p99 ms':>8} {'worst ms':>8} {'/ a frame':>10}", *rows, sep="\n")
    assert len(rows) == 1 + len(SIZES)
