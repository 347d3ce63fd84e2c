"""How long dialogs take to open: the window's thread at a stretch, until they are painted and what they show is there.

`own` is processor time of the window's thread alone, the least of some openings, as a share of the 50 ms that nothing
may take; `first` is that of the first opening, with what is imported for it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.ui.versions.dialog import Compared, ComparisonDialog
from tests.support.desktop import Desktop, running
from tests.support.heartbeat import Heartbeat, as_in_the_program
from tests.support.large_diagrams import large_diagram

BOUND = 50.0
TIMES = 5
REST = 400
"""Milliseconds after an opening: what comes a little later begins within them."""
DIALOGS = (
    "file.export",
    "file.print",
    "file.settings",
    "credits.wallet",
    "credits.buy",
    "help.palette",
    "help.shortcuts",
    "code.all",
)
SLOW = 1_000
"""Nodes from which planning their code takes seconds, so that it is done twice only."""
PATIENCE = 600_000
"""Milliseconds for everything that an opening begins."""
SIZES = (60, 500, 2_000, 5_000)

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(900)]


def _stretch(desktop: Desktop, open_it: Callable[[], object]) -> float:
    """Milliseconds of the longest stretch while something opens; it is closed again."""
    desktop.settle()
    heartbeat = Heartbeat()
    open_it()
    _settle(desktop)
    desktop.qtbot.wait(REST)
    _settle(desktop)
    heartbeat.stop()
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog):
            widget.close()
    return max(turn.own for turn in heartbeat.turns)


def _settle(desktop: Desktop) -> None:
    desktop.qtbot.waitUntil(lambda: not desktop.window.tasks.busy, timeout=PATIENCE)


def _compare(desktop: Desktop, earlier: Diagram) -> None:
    window = desktop.window
    compared = Compared(earlier, desktop.editor.document.snapshot(), "then", "now")
    ComparisonDialog(compared, window.services, window.tasks, lambda: None, window).open()


@pytest.mark.parametrize("size", SIZES)
def test_dialogs_open(size: int, qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    print(f"\n{size} nodes, ms: {'':15} {'own':>6} {'own/50':>7} {'first':>6}")
    with running(qapp, qtbot, tmp_path / "profile") as desktop, as_in_the_program():
        desktop.window.resize(1280, 800)
        desktop.window.begin(large_diagram(size))
        desktop.settle()
        desktop.qtbot.wait(REST)  # the panels of the sketch are filled
        earlier = desktop.editor.document.snapshot()
        gone = sorted(earlier.nodes)[: size // 10]
        desktop.editor.edit("Remove", lambda edit: edits.remove(edit, gone))
        openings: dict[str, Callable[[], object]] = {
            **{name: partial(desktop.window.commands.perform, name) for name in DIALOGS},
            "compare versions": partial(_compare, desktop, earlier),
        }
        for name, open_it in openings.items():
            took = [_stretch(desktop, open_it) for _ in range(2 if name == "code.all" and size > SLOW else TIMES)]
            print(f"  {name:24} {min(took):6.0f} {min(took) / BOUND:7.1f} {took[0]:6.0f}", flush=True)
