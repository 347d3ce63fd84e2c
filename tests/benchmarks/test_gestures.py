"""Drags by real mouse events among 5,000 nodes and 7,500 edges: their beginning, each frame and their release.

A frame is the mouse event, the tool's attempt and painting; the release is the edit with the routes it needs, and
painting. Figures are processor time and the best of some runs, because other programs on the machine would otherwise
be measured too.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.records import Group
from infrasketch_desktop.layout.completion import RerouteCompleter
from infrasketch_desktop.picture.qt.fonts import load_fonts
from tests.support.desk import Desk
from tests.support.large_diagrams import large_diagram

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(300)]

NODES = 5000
FRAMES = 40
REPEATS = 5
BUDGET_MS = {1: 10.0, 50: 30.0}


def in_groups(count: int) -> Diagram:
    """The large diagram with its nodes dealt out to `count` groups, neighbours together."""
    plain = large_diagram(NODES)
    groups = [Group(id=f"g{number}", label=f"Zone {number}") for number in range(count)]
    nodes = [
        replace(node, group=f"g{place * count // NODES}" if count else None)
        for place, node in enumerate(plain.nodes.values())
    ]
    return build_diagram([*groups, *nodes, *plain.edges.values()])


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of one drag."""

    begin: float
    frame: float
    release: float


class Stopwatch:
    """Drags on one desk, timed event by event."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def drag(self, ids: list[str]) -> Times:
        """Drag `ids` by the first one, in circles, and put everything back."""
        desk = self._desk
        start = desk.diagram.bounds(ids[0]).center
        desk.view.set_viewport(desk.view.viewport.centered(start))
        self._settle()
        desk.selection.set(ids)
        desk.mouse.move(*start)
        desk.mouse.press(*start)
        desk.view.repaint()
        begin = self._time(lambda: desk.mouse.move(start.x + 10, start.y + 10, held=True))
        frames = [self._frame(start, number) for number in range(FRAMES)]
        release = self._time(lambda: desk.mouse.release(start.x + 60, start.y + 45))
        assert desk.document.undo()
        return Times(begin, sorted(frames)[int(FRAMES * 0.95)], release)

    def _frame(self, start: Point, number: int) -> float:
        x, y = start.x + 20 + number, start.y + 20 + number % 17
        return self._time(lambda: self._desk.mouse.move(x, y, held=True))

    def _time(self, event: Callable[[], object]) -> float:
        started = time.process_time()
        event()
        self._desk.view.repaint()
        return (time.process_time() - started) * 1000

    def _settle(self) -> None:
        self._desk.view.repaint()
        while not self._desk.view.is_exact:
            self._desk.view.refine()
        self._desk.view.repaint()


def dragged(diagram: Diagram, count: int) -> list[str]:
    """`count` nodes in a row of the lattice, near the middle of the sheet."""
    ids = list(diagram.nodes)
    middle = len(ids) // 2
    return ids[middle : middle + count]


@pytest.mark.parametrize("groups", [0, 1, 50])
def test_drags(qtbot: QtBot, groups: int) -> None:
    load_fonts()
    desk = Desk(Document(in_groups(groups), [RerouteCompleter()]), 1600, 900)
    qtbot.addWidget(desk.view)
    desk.view.show()
    QApplication.processEvents()
    stopwatch = Stopwatch(desk)
    gc.collect()
    print(f"\n{NODES:,} nodes, {len(desk.diagram.edges):,} edges, {groups} groups")
    over = []
    for count, budget in BUDGET_MS.items():
        runs = [stopwatch.drag(dragged(desk.diagram, count)) for _ in range(REPEATS)]
        row = Times(*(min(getattr(run, name) for run in runs) for name in Times.__slots__))
        print(
            f"  drag {count:>2}:  begin {row.begin:6.1f} ms   frame {row.frame:6.1f} ms (p95)"
            f"   release {row.release:6.1f} ms   of {budget:.0f} ms"
        )
        over += [f"{name} of {count}" for name in Times.__slots__ if getattr(row, name) > budget]
    assert not over
