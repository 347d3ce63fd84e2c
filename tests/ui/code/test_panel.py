"""The code panel beside the canvas."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.ui.code.panel import CodePanel
from infrasketch_desktop.ui.code.project import CodeProject
from infrasketch_desktop.ui.tasks import Tasks
from tests.support.desktop import FakeChooser
from tests.support.dialogs import press, words
from tests.ui.code.conftest import SmallEditor

APP = "services/orders/src/app.py"
Settled = Callable[[], None]


def test_before_anything_is_paid_it_says_what_there_is_and_what_it_costs(panel: CodePanel) -> None:
    assert "7 files, 1.0 kB, can be generated" in words(panel)
    assert "3 × 3 nodes = 9 credits · 250 left → 241 after" in words(panel)
    assert panel.files.standing_of("README.md") == "New"
    assert not panel.check.isVisible()


def test_an_empty_diagram_says_what_to_do(panel: CodePanel, small_editor: SmallEditor, settled: Settled) -> None:
    with small_editor.document.edit("Delete") as edit:
        edits.remove(edit, ["api", "redis", "db"])
    panel.catch_up()
    settled()
    assert "Add a component to begin" in words(panel)
    assert "One node costs 5 credits, a whole diagram 3 for each node." in words(panel)
    assert not panel.generate.isEnabled()
    assert not panel.files.isVisible()


def test_delivered_files_are_shown_whole_with_their_level(
    panel: CodePanel, delivered: Path, settled: Settled, qtbot: QtBot
) -> None:
    panel.files.choose(APP)
    settled()
    assert panel.file.view.toPlainText() == (delivered / APP).read_text()
    assert panel.files.standing_of(APP) == "unchecked"
    press(qtbot, panel.file.copy)
    assert QGuiApplication.clipboard().text() == (delivered / APP).read_text()


def test_one_file_is_saved_elsewhere(  # noqa: PLR0917 - fixtures are asked for by name
    panel: CodePanel, delivered: Path, settled: Settled, chooser: FakeChooser, tmp_path: Path, qtbot: QtBot
) -> None:
    panel.files.choose(APP)
    settled()
    chooser.path = tmp_path / "copy.py"
    press(qtbot, panel.file.save)
    settled()
    assert chooser.path.read_text() == (delivered / APP).read_text()


def test_an_edit_of_the_diagram_is_followed(
    panel: CodePanel, delivered: Path, small_editor: SmallEditor, settled: Settled
) -> None:
    with small_editor.document.edit("Technology") as edit:
        edits.update(edit, "api", technology="Flask")
    panel.catch_up()
    settled()
    assert panel.files.standing_of(APP) == "Changed"
    assert "1 changed" in words(panel)


def test_a_selected_node_brings_its_files_into_sight(
    panel: CodePanel, project: CodeProject, small_editor: SmallEditor, settled: Settled
) -> None:
    small_editor.selection.set(["db"])
    settled()
    assert panel.files.path.startswith("libraries/")
    assert project.survey.by_path[panel.files.path].part == "db"


def test_the_folder_of_a_sketch_is_remembered(
    delivered: Path, small_editor: SmallEditor, services: SimpleNamespace, tasks: Tasks
) -> None:
    assert CodeProject(small_editor, tasks, services.preferences).folder == delivered


def test_a_sketch_without_a_file_keeps_its_folder_until_it_has_one(  # noqa: PLR0917 - fixtures are asked for by name
    project: CodeProject,
    small_editor: SmallEditor,
    services: SimpleNamespace,
    tasks: Tasks,
    tmp_path: Path,
    settled: Settled,
) -> None:
    small_editor.session.path = None
    project.use_folder(tmp_path / "code")
    settled()
    small_editor.session.path = tmp_path / "new.infrasketch"
    project.follow_file()
    assert CodeProject(small_editor, tasks, services.preferences).folder == tmp_path / "code"


def test_text_is_found_in_the_file(panel: CodePanel, delivered: Path, settled: Settled, qtbot: QtBot) -> None:
    panel.files.choose(APP)
    settled()
    qtbot.keyClick(panel.file.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    finder = panel.file.finder
    qtbot.keyClicks(finder.edit, "step(1")
    assert finder.count.text() == "1 of 10"
    qtbot.keyClick(finder.edit, Qt.Key.Key_Return)
    assert panel.file.view.textCursor().block().text() == "    step(11)"
    qtbot.keyClick(finder.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert finder.count.text() == "1 of 10"
    qtbot.keyClick(finder.edit, Qt.Key.Key_Escape)
    assert not finder.isVisible()
