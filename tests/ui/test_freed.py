"""What was closed is freed: who opens and closes windows all day keeps in memory what is open, and no more."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from weakref import ref

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from infrasketch_desktop.app import Program
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.storage.profile import Profile
from infrasketch_desktop.ui.main_window import MainWindow
from tests.support.credits_desk import MemoryDesk, RecordingOpener
from tests.support.desktop import FakeChooser
from tests.support.diagrams import edge, node

SEEN = (
    "view.panel-outline",
    "view.panel-library",
    "view.panel-findings",
    "view.panel-document",
    "view.panel-chat",
    "help.palette",
    "help.shortcuts",
    "file.settings",
    "file.export",
    "credits.wallet",
    "edit.find",
    "arrange.tidy",
    "file.home",
)
"""Actions that show what holds on to its window: panels, dialogs, a search, work on threads, the page at home."""


def _left(watched: Sequence[ref[object]]) -> list[object]:
    """What is still there once Qt deleted what it was asked to, and Python what nobody can reach."""
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    return [found for one in watched if (found := one()) is not None]


def _use(window: MainWindow, qtbot: QtBot) -> list[ref[object]]:
    """Draw in it, see all of it, close it; what was in it is watched from then on."""
    window.begin(build_diagram([node("a"), node("b"), edge("a", "b")]))
    assert window.bench is not None
    watched = [window, window.bench, window.bench.editor, window.bench.editor.canvas, window.bench.editor.document]
    for action in SEEN:
        window.commands.perform(action)
        qtbot.waitUntil(lambda: not window.tasks.busy, timeout=20_000)
    for dialog in window.findChildren(QDialog):
        dialog.close()
    window.close()
    return [ref(one) for one in watched]


def test_a_closed_window_is_freed_with_all_that_was_shown_in_it(program: Program, qtbot: QtBot) -> None:
    widgets = len(QApplication.allWidgets())

    watched = _use(program.windows.add(), qtbot)

    assert _left(watched) == []
    assert len(QApplication.allWidgets()) == widgets


def test_a_program_that_has_ended_is_freed(  # noqa: PLR0917 - fixtures are asked for by name
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    cache_folder: Path,
    chooser: FakeChooser,
    desk: MemoryDesk,
    opener: RecordingOpener,
) -> None:
    def run() -> list[ref[object]]:
        profile = replace(Profile.at(tmp_path / "profile"), cache_folder=cache_folder)
        with ExitStack() as stack:
            program = Program(qapp, profile, stack, chooser, desk=desk, opener=opener)
            program.start(())
            qtbot.waitUntil(lambda: program.starter.is_done, timeout=20_000)
            program.windows.quit()
            services = program.services
            watched = [program, services.preferences, services.credits, services.shelf, services.updates, services.skin]
            return [ref(one) for one in watched]

    assert _left(run()) == []
