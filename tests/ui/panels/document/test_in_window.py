"""The design document in the real window: found by its key, written in, undone and saved like all else."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.storage.sketch_file import read
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.panels.document.panel import DocumentPanel


@pytest.fixture
def panel(sketched: MainWindow, qtbot: QtBot) -> DocumentPanel:
    """Brought to the front by its action."""
    sketched.commands.perform("view.panel-document")
    found = sketched.bench.panels.document
    qtbot.waitUntil(lambda: not found.is_behind, timeout=20_000)
    return found


def write(panel: DocumentPanel, qtbot: QtBot, text: str) -> None:
    """Replace the text of the current block, without saving it."""
    qtbot.keyClick(panel.browser, Qt.Key.Key_F2)
    panel.writing.text.selectAll()
    qtbot.keyClicks(panel.writing.text, text)


def texts(window: MainWindow) -> list[str]:
    return [passage.text for passage in window.editor.document.diagram.passages.values()]


def test_behind_another_panel_nothing_is_written(sketched: MainWindow) -> None:
    with sketched.editor.document.edit("Rename") as edit:
        edits.rename(edit, "api", "Order API")
    assert sketched.bench.panels.document.made is None


def test_written_text_is_undone_redone_and_saved_with_the_sketch(
    panel: DocumentPanel, sketched: MainWindow, qtbot: QtBot, tmp_path: Path, chooser
) -> None:
    write(panel, qtbot, "For ever")
    qtbot.keyClick(panel.writing.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    sketched.commands.perform("edit.undo")
    assert texts(sketched) == []
    sketched.commands.perform("edit.redo")
    assert texts(sketched) == ["For ever"]
    chooser.path = tmp_path / "shop.infrasketch"
    sketched.commands.perform("file.save")
    qtbot.waitUntil(lambda: not sketched.tasks.busy, timeout=20_000)
    assert [passage.text for passage in read(chooser.path.read_bytes()).passages.values()] == ["For ever"]


def test_what_is_being_typed_is_kept_when_the_window_goes(
    panel: DocumentPanel, sketched: MainWindow, qtbot: QtBot
) -> None:
    write(panel, qtbot, "Not saved yet")
    sketched.bench.finish()
    assert texts(sketched) == ["Not saved yet"]


def test_writing_leaves_the_selection_on_the_canvas_alone(
    panel: DocumentPanel, sketched: MainWindow, qtbot: QtBot
) -> None:
    sketched.editor.selection.set(["api"])
    write(panel, qtbot, "Mine")
    qtbot.keyClick(panel.writing.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sketched.editor.selection.ids == ("api",)
