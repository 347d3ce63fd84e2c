"""How long the window's thread is busy at a stretch while a sketch opens, and at the first look at each of its panels.

`own` is processor time of the window's thread alone, as a share of the 50 ms that nothing may take: of the first sketch
of a run, with what is imported for it, and the least of some that are opened after it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from infrasketch_desktop.ui.main_window import MainWindow
from tests.support.desktop import Desktop, running
from tests.support.heartbeat import Heartbeat, as_in_the_program
from tests.support.large_diagrams import large_diagram

BOUND = 50.0
TIMES = 5
REST = 600
"""Milliseconds after each step: what comes a little later begins within them."""
PANELS = ("outline", "library", "chat", "document", "findings", "code")

pytestmark = pytest.mark.benchmark


def _stretch(desktop: Desktop, act: Callable[[], object]) -> float:
    """Milliseconds of the longest stretch from something on."""
    heartbeat = Heartbeat()
    act()
    desktop.qtbot.wait(REST)
    desktop.settle()
    heartbeat.stop()
    return max(turn.own for turn in heartbeat.turns)


def _steps(window: MainWindow) -> dict[str, Callable[[], object]]:
    diagram = large_diagram(50)
    looks = {f"the first look at the {name}": partial(window.panels.reveal, name) for name in PANELS}
    return {"a sketch of 50 nodes opens": partial(window.begin, diagram), **looks}


def test_first_looks(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    with running(qapp, qtbot, tmp_path / "profile") as desktop, as_in_the_program():
        window = desktop.window
        window.resize(1280, 800)
        rounds: list[dict[str, float]] = []
        for _ in range(1 + TIMES):
            rounds.append({name: _stretch(desktop, act) for name, act in _steps(window).items()})
            window.panels.reset()
            window.show_home()
    first, *others = rounds
    print(f"\n{'ms':34} {'first':>6} {'own':>6} {'own/50':>7}")
    for name, took in first.items():
        least = min(each[name] for each in others)
        print(f"  {name:32} {took:6.0f} {least:6.0f} {least / BOUND:7.1f}")
    assert len(others) == TIMES
