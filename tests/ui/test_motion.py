"""Where motion is unwelcome nothing moves by itself, and what the motion said is said in another way."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from infrasketch_desktop.app import Program
from infrasketch_desktop.diagram import edits
from infrasketch_desktop.storage.settings import Wish
from infrasketch_desktop.ui import motion
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.widgets.busy import BusyBar


def test_one_setting_stills_edges_docks_and_the_caret(
    program: Program, sketched: MainWindow, qapp: QApplication
) -> None:
    editor = sketched.editor
    with editor.document.edit("Animate") as edit:
        for edge_id in editor.document.diagram.edges:
            edits.update(edit, edge_id, animated=True)
    flash = qapp.cursorFlashTime()
    assert editor.canvas._flow.is_running
    assert sketched.isAnimated()
    program.services.preferences.change(reduce_motion=Wish.ON)
    assert not editor.canvas._flow.is_running
    assert not sketched.isAnimated()
    assert qapp.cursorFlashTime() == 0
    program.services.preferences.change(reduce_motion=Wish.OFF)
    assert editor.canvas._flow.is_running
    assert qapp.cursorFlashTime() == flash


def test_a_new_window_begins_still(program: Program) -> None:
    program.services.preferences.change(reduce_motion=Wish.ON)
    assert not program.windows.add().isAnimated()


def test_the_wish_of_the_desktop_counts_until_a_person_says_otherwise(program: Program) -> None:
    window = program.windows.all[0]
    program._wishes.hear("org.freedesktop.appearance", "reduced-motion", 1)
    assert motion.is_reduced()
    assert not window.isAnimated()
    program.services.preferences.change(reduce_motion=Wish.OFF)
    assert not motion.is_reduced()
    program.services.preferences.change(reduce_motion=Wish.SYSTEM)
    assert motion.is_reduced()
    program._wishes.hear("org.freedesktop.appearance", "reduced-motion", 0)
    assert not motion.is_reduced()


def test_a_bar_that_does_not_know_how_long_shows_stripes_instead_of_running(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(motion, "_reduced", True)
    bar = BusyBar()
    qtbot.addWidget(bar)
    bar.resize(300, 6)
    bar.show()
    picture = bar.grab().toImage()
    colors = [picture.pixelColor(x, 3) for x in (6, 16, 26, 36)]
    accent = bar.palette().accent().color()
    assert [color == accent for color in colors] == [True, False, True, False]
    assert bar.grab().toImage() == picture
