"""How long the window's thread is busy at a stretch while a person works: imports, review, document, exports, versions.

Each figure is the longest of a step, as a share of the 50 ms that nothing may take. `own` is processor time of the
window's thread alone; `gap` is what a person waits, other programs and threads that hold the interpreter included.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.proposal import propose
from infrasketch_desktop.storage import sketches
from infrasketch_desktop.ui.exporting.dialog import ExportDialog
from infrasketch_desktop.ui.versions.dialog import Compared, ComparisonDialog
from tests.support.desktop import Desktop, running
from tests.support.dialogs import shown
from tests.support.heartbeat import Heartbeat, as_in_the_program
from tests.support.large_diagrams import large_diagram

BOUND = 50.0
SIZES = (60, 500, 2_000, 5_000)
REST = 700
"""Milliseconds after a step: what waits for a pause after the last edit begins within them."""
PATIENCE = 300_000
"""Milliseconds that a step may take on a busy machine: what is measured is not how long it takes."""

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1200)]


class Table:
    """The longest stretches of one size, step by step."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self.rows: list[str] = []
        self.worst = 0.0

    def step(self, name: str, act: Callable[[], object], ready: Callable[[], bool] = lambda: True) -> None:
        """Do something, wait until it has come to rest, and write down the longest stretch."""
        heartbeat = Heartbeat()
        act()
        self._rest(ready)
        self._desktop.qtbot.wait(REST)
        self._rest(ready)
        heartbeat.stop()
        own, wall = max(turn.own for turn in heartbeat.turns), max(heartbeat.gaps)
        self.worst = max(self.worst, own)
        self.rows.append(f"  {name:40} {own:8.0f} {wall:8.0f} {own / BOUND:8.1f} {wall / BOUND:8.1f}")
        print(self.rows[-1], flush=True)

    def _rest(self, ready: Callable[[], bool]) -> None:
        tasks = self._desktop.window.tasks
        self._desktop.qtbot.waitUntil(lambda: ready() and not tasks.busy, timeout=PATIENCE)


@pytest.mark.parametrize("size", SIZES)
def test_nothing_keeps_the_window(size: int, qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    print(f"\n{size} nodes, ms: {'':25} {'own':>8} {'gap':>8} {'own/50':>8} {'gap/50':>8}")
    with running(qapp, qtbot, tmp_path / "profile") as desktop, as_in_the_program():
        desktop.window.resize(1280, 800)
        table = Table(desktop)
        _review(desktop, table, large_diagram(size))
        _panels(desktop, table)
        _exports(desktop, table)
        _versions(desktop, table, tmp_path / "large.infrasketch")
    assert table.rows


def _review(desktop: Desktop, table: Table, imported: Diagram) -> None:
    desktop.window.begin(Diagram())
    review, panel = desktop.bench.review, desktop.bench.review_panel
    desktop.settle()
    proposal = propose("Import", desktop.diagram.copy(), imported)
    first, edge = next(iter(imported.nodes)), next(iter(imported.edges))
    table.step("the review of an import opens", lambda: review.open(proposal))
    table.step("an edge is left out", lambda: review.choose([edge], on=False))
    table.step("a node is left out", lambda: review.choose([first], on=False))
    table.step("all is ticked again", panel.every.click)
    table.step("an item is looked at", lambda: review.look_at(first))
    table.step("the import is taken", review.accept)
    table.step("it is undone", desktop.editor.undo)
    table.step("it is done again", desktop.editor.redo)
    table.step("everything is selected", desktop.editor.select_all)
    table.step("nothing is selected", desktop.editor.selection.clear)


def _panels(desktop: Desktop, table: Table) -> None:
    bench, editor = desktop.bench, desktop.editor
    first = next(iter(desktop.diagram.nodes))

    def rename(text: str) -> Callable[[], object]:
        return lambda: editor.edit("Rename", lambda edit: edits.rename(edit, first, text))

    table.step("a node is renamed", rename("Checkout"))
    table.step("the findings come to the front", lambda: desktop.window.panels.reveal("findings"))
    table.step("the next finding is looked at", lambda: bench.panels.findings.list.setCurrentRow(1))
    table.step("a node is renamed beside the findings", rename("Basket"))
    table.step("the document comes to the front", lambda: desktop.window.panels.reveal("document"))
    table.step("a node is renamed beside the document", rename("Payment"), lambda: not bench.panels.document.is_behind)
    desktop.window.panels.toggle("document")
    desktop.window.panels.toggle("findings")


def _exports(desktop: Desktop, table: Table) -> None:
    desktop.editor.selection.clear()
    table.step("the export dialog opens", lambda: desktop.window.commands.perform("file.export"))
    dialog = shown(ExportDialog)
    for form in ("svg", "mermaid", "pdf", "json", "png"):
        dialog.preview.preview = None

        def choose(form: str = form) -> None:
            dialog.forms.choose(form)

        table.step(f"the preview as {form}", choose, lambda: dialog.preview.preview is not None)
    dialog.close()
    desktop.settle()


def _versions(desktop: Desktop, table: Table, path: Path) -> None:
    bench, window = desktop.bench, desktop.window
    earlier = desktop.editor.document.snapshot()
    gone = sorted(earlier.nodes)[: len(earlier.nodes) // 10]
    table.step("a tenth is removed", lambda: desktop.editor.edit("Remove", lambda edit: edits.remove(edit, gone)))

    def compare() -> None:
        now = desktop.editor.document.snapshot()
        compared = Compared(earlier, now, "then", "now")
        ComparisonDialog(compared, window.services, window.tasks, lambda: None, window).open()

    table.step("two versions are compared", compare)
    shown(ComparisonDialog).close()
    sketches.save(path, earlier)
    table.step("it is saved to a file", lambda: bench.saver.save(path, overwrite=True))
    table.step("a gesture ends: a node is moved", lambda: _move(desktop))
    table.step("the keyboard selects another node", lambda: desktop.press(Qt.Key.Key_Tab))


def _move(desktop: Desktop) -> None:
    node = next(iter(desktop.diagram.nodes))
    desktop.editor.edit("Move", lambda edit: edits.move(edit, [node], 20, 20))
