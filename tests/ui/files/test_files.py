"""Saving, opening and what is said when a file cannot be opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from infrasketch_desktop.app import Program
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.storage import sketches
from infrasketch_desktop.ui.files.saving import Saved
from infrasketch_desktop.ui.main_window import MainWindow
from tests.support.desktop import FakeChooser
from tests.support.diagrams import document, node

Idle = Callable[[MainWindow], None]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.infrasketch"
    sketches.save(path, document(node("api"), node("db", 0, 200)).diagram)
    return path


@pytest.fixture(autouse=True)
def no_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QMessageBox, "warning", lambda *_: pytest.fail("closing asked a question"))


def notices(window: MainWindow) -> str:
    return "\n".join(notice.text for notice in window.banners.notices)


def choose(window: MainWindow, title: str) -> None:
    """Press the button with this title in a message."""
    choices = [choice for notice in window.banners.notices for choice in notice.choices]
    next(choice for choice in choices if choice.title.startswith(title)).chosen()


def test_save_asks_for_a_file_once(
    sketched: MainWindow, chooser: FakeChooser, tmp_path: Path, qtbot: QtBot, idle: Idle
) -> None:
    chooser.path = tmp_path / "new.infrasketch"
    qtbot.keyClick(sketched.editor.canvas, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert sketches.load(chooser.path).same_records(sketched.editor.document.diagram)
    assert sketched.windowTitle().startswith("new")
    assert not sketched.isWindowModified()
    chooser.path = None
    sketched.commands.perform("insert.cache")
    assert sketched.isWindowModified()
    assert sketched.files.save()
    assert not sketched.isWindowModified()
    idle(sketched)


def test_cancelled_dialog_saves_nothing(sketched: MainWindow) -> None:
    assert not sketched.files.save()
    assert sketched.editor.session.path is None


def test_saved_diagram_is_found_again_at_the_next_start(
    start: Callable[..., Program], shop: Path, idle: Idle, qtbot: QtBot
) -> None:
    first = start(shop).windows.all[0]
    first.commands.perform("insert.cache")
    first.files.save()
    idle(first)
    first.close()
    second = start().windows.all[0]
    (card,) = second.home.recent_cards
    qtbot.waitUntil(lambda: second.home.recent_cards[0].has_picture)
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert len(second.editor.document.diagram.nodes) == 3


def test_file_given_at_start_is_opened(start: Callable[..., Program], shop: Path) -> None:
    window = start(shop).windows.all[0]
    assert set(window.editor.document.diagram.nodes) == {"api", "db"}
    assert window.windowTitle().startswith("shop")


def test_edits_are_saved_by_themselves(start: Callable[..., Program], shop: Path, qtbot: QtBot, idle: Idle) -> None:
    window = start(shop).windows.all[0]
    window.commands.perform("insert.cache")
    window.saver.autosave()
    idle(window)
    assert len(sketches.load(shop).nodes) == 3
    assert window.saver.state is Saved.SAVED


def test_closing_saves_without_a_question(start: Callable[..., Program], shop: Path) -> None:
    window = start(shop).windows.all[0]
    window.commands.perform("insert.cache")
    window.close()
    assert len(sketches.load(shop).nodes) == 3


def test_untitled_work_is_offered_at_the_next_start(sketched: MainWindow, start: Callable[..., Program]) -> None:
    nodes = set(sketched.editor.document.diagram.nodes)
    sketched.close()
    window = start().windows.all[-1]
    assert "Unsaved work" in notices(window)
    choose(window, "Open it")
    assert set(window.editor.document.diagram.nodes) == nodes
    assert window.isWindowModified()


def test_thrown_away_work_is_not_offered_again(sketched: MainWindow, start: Callable[..., Program]) -> None:
    sketched.close()
    second = start().windows.all[-1]
    choose(second, "Throw it away")
    second.close()
    assert notices(start().windows.all[-1]) == ""


def test_opening_a_second_file_takes_another_window(
    start: Callable[..., Program], shop: Path, tmp_path: Path, chooser: FakeChooser
) -> None:
    program = start(shop)
    other = chooser.path = tmp_path / "other.infrasketch"
    sketches.save(other, Diagram())
    program.windows.all[0].commands.perform("file.open")
    assert [window.editor.session.path for window in program.windows.all] == [shop, other]


def test_file_that_is_open_already_is_brought_up(
    start: Callable[..., Program], shop: Path, chooser: FakeChooser
) -> None:
    program = start(shop)
    chooser.path = shop
    program.windows.all[0].commands.perform("file.open")
    assert len(program.windows.all) == 1
    assert notices(program.windows.all[0]) == ""


def test_dropped_file_is_opened(window: MainWindow, shop: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(shop))])
    window.dropEvent(
        QDropEvent(
            QPointF(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )
    assert window.editor.session.path == shop


def test_file_of_a_newer_version_is_refused(window: MainWindow, shop: Path) -> None:
    shop.write_text(shop.read_text().replace('{"infrasketch": 1,', '{"infrasketch": 999,'))
    assert not window.files.open(shop)
    assert "newer" in notices(window)
    assert window.shows_home
    assert window.banners.notices[0].choices == ()


def test_damaged_file_is_refused_and_its_version_offered(start: Callable[..., Program], shop: Path, idle: Idle) -> None:
    first = start(shop).windows.all[0]
    first.commands.perform("insert.cache")
    first.files.save()
    idle(first)
    first.close()
    shop.write_bytes(b"\x00 no sketch")
    window = start(shop).windows.all[-1]
    assert window.shows_home
    choose(window, "Open the version")
    assert len(window.editor.document.diagram.nodes) == 3
    assert shop.read_bytes() == b"\x00 no sketch"


def test_missing_file_is_told(window: MainWindow, tmp_path: Path) -> None:
    window.files.open(tmp_path / "nowhere.infrasketch")
    assert "nowhere" in notices(window)


def test_change_by_another_program_is_noticed_and_can_be_loaded(start: Callable[..., Program], shop: Path) -> None:
    window = start(shop).windows.all[0]
    window.commands.perform("insert.cache")
    sketches.save(shop, document(node("other")).diagram)
    window.bench.watch.look()
    assert "changed by another program" in notices(window)
    choose(window, "Load the other one")
    assert set(window.editor.document.diagram.nodes) == {"other"}
    assert notices(window) == ""


def test_change_by_another_program_can_be_overwritten(start: Callable[..., Program], shop: Path, idle: Idle) -> None:
    window = start(shop).windows.all[0]
    window.commands.perform("insert.cache")
    sketches.save(shop, document(node("other")).diagram)
    window.bench.watch.look()
    choose(window, "Keep mine")
    idle(window)
    assert len(sketches.load(shop).nodes) == 3


def test_failed_save_is_told_and_keeps_the_work(
    start: Callable[..., Program], shop: Path, tmp_path: Path, chooser: FakeChooser, idle: Idle
) -> None:
    window = start(shop).windows.all[0]
    window.commands.perform("insert.cache")
    chooser.path = tmp_path / "nowhere" / "shop.infrasketch"
    assert not window.files.save_as()
    assert window.saver.state is Saved.FAILED
    assert notices(window)
    assert len(window.editor.document.diagram.nodes) == 3


def test_version_is_restored_as_an_edit(start: Callable[..., Program], shop: Path, idle: Idle) -> None:
    window = start(shop).windows.all[0]
    window.files.save()
    idle(window)
    window.commands.perform("insert.cache")
    window.files.save()
    idle(window)
    versions = window.bench.panels.library.versions
    assert versions.count() == 2
    versions.setCurrentRow(1)
    window.bench.panels.library.restore.click()
    assert len(window.editor.document.diagram.nodes) == 2
    window.commands.perform("edit.undo")
    assert len(window.editor.document.diagram.nodes) == 3


def test_new_diagram_leaves_the_open_one_alone(sketched: MainWindow, program: Program) -> None:
    sketched.commands.perform("file.new")
    first, second = program.windows.all
    assert first.editor.document.diagram.nodes
    assert not second.editor.document.diagram.nodes
