"""Kept versions in the window: compared with now or with each other, and gone back to."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.storage import sketches
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.versions.dialog import ComparisonDialog
from tests.support.diagrams import document, edge, node

Idle = Callable[[MainWindow], None]
API, DB = node("api", 0, 0, label="API"), node("db", 0, 200, label="Orders", kind=NodeKind.DATABASE)


@pytest.fixture
def saved(start: Callable[..., object], tmp_path: Path, idle: Idle) -> MainWindow:
    """A shop of which three versions are kept; the newest is what is open."""
    path = tmp_path / "shop.infrasketch"
    sketches.save(path, document(API, DB, edge("api", "db")).diagram)
    window = start(path).windows.all[0]
    for verb in (
        lambda _edit: None,
        lambda edit: edit.put(replace(DB, technology="PostgreSQL")),
        lambda edit: edit.put(node("cache", 300, 200, label="Sessions")),
    ):
        window.editor.edit("Change", verb)
        window.files.save()
        idle(window)
    assert window.bench.panels.library.versions.count() == 3
    return window


def choose(window: MainWindow, *rows: int) -> None:
    versions = window.bench.panels.library.versions
    versions.clearSelection()
    for row in rows:
        versions.item(row).setSelected(True)


def compared(window: MainWindow, idle: Idle) -> ComparisonDialog:
    window.bench.panels.library.compare.click()
    idle(window)
    dialog = window.findChild(ComparisonDialog)
    assert dialog is not None
    return dialog


def test_one_version_is_compared_with_now(saved: MainWindow, idle: Idle) -> None:
    choose(saved, 2)
    assert saved.bench.panels.library.compare.text() == "Compare with now"
    dialog = compared(saved, idle)
    assert {item.id: item.sort.value for item in dialog.found} == {"db": "changed", "cache": "added"}
    assert dialog.picture.isVisible()
    dialog.close()


def test_two_versions_are_compared_older_first(saved: MainWindow, idle: Idle) -> None:
    choose(saved, 1, 2)
    assert saved.bench.panels.library.compare.text() == "Compare both"
    assert not saved.bench.panels.library.restore.isEnabled()
    dialog = compared(saved, idle)
    assert {item.id: item.sort.value for item in dialog.found} == {"db": "changed"}
    dialog.close()


def test_more_than_two_cannot_be_compared(saved: MainWindow) -> None:
    choose(saved, 0, 1, 2)
    assert not saved.bench.panels.library.compare.isEnabled()


def test_a_difference_is_shown_in_the_picture(saved: MainWindow, idle: Idle, qtbot: QtBot) -> None:
    choose(saved, 2)
    dialog = compared(saved, idle)
    dialog.picture.pan(9000, 9000)
    (row,) = dialog.tree.findItems("Sessions", Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchRecursive)
    dialog.tree.setCurrentItem(row)
    assert dialog.picture.visible.encloses(saved.editor.document.diagram.nodes["cache"].rect)
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_older_one_can_be_gone_back_to_as_an_edit(saved: MainWindow, idle: Idle) -> None:
    choose(saved, 2)
    compared(saved, idle).back.click()
    assert set(saved.editor.document.diagram.nodes) == {"api", "db"}
    saved.editor.undo()
    assert set(saved.editor.document.diagram.nodes) == {"api", "db", "cache"}


def test_the_same_twice_says_so(saved: MainWindow, idle: Idle) -> None:
    choose(saved, 0)
    dialog = compared(saved, idle)
    assert not dialog.found
    assert dialog.waiting.text() == "Both versions are the same."
    assert dialog.waiting.isVisible()
    assert not dialog.back.isVisible(), "there is nothing to go back to"
    dialog.close()


def test_enter_on_a_version_compares_it(saved: MainWindow, idle: Idle, qtbot: QtBot) -> None:
    choose(saved, 2)
    saved.bench.panels.library.versions.setCurrentRow(2)
    saved.bench.panels.library.versions.itemActivated.emit(saved.bench.panels.library.versions.item(2))
    idle(saved)
    dialog = saved.findChild(ComparisonDialog)
    assert dialog is not None
    dialog.close()
