"""A window is there before all of it is made: what somebody does in the meantime is kept and carried out."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from infrasketch_desktop.app import Program
from infrasketch_desktop.storage.profile import Profile
from infrasketch_desktop.ui.main_window import MainWindow
from tests.support.credits_desk import MemoryDesk
from tests.support.desktop import FakeChooser


@pytest.fixture
def young(qapp: QApplication, qtbot: QtBot, tmp_path: Path, cache_folder: Path) -> Iterator[MainWindow]:
    """A window at the moment at which it is shown; nothing has been made after that."""
    profile = replace(Profile.at(tmp_path / "profile"), cache_folder=cache_folder)
    with ExitStack() as stack:
        program = Program(qapp, profile, stack, FakeChooser(), desk=MemoryDesk(250))
        program.start(())
        (window,) = program.windows.all
        assert not window.is_finished
        yield window
        qtbot.waitUntil(lambda: program.starter.is_done and not window.tasks.busy, timeout=20_000)
        window.close()


def test_a_sentence_that_is_typed_and_sent_at_once_is_drawn(young: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(young.home.box.edit, "An API with a Redis cache and PostgreSQL")
    qtbot.keyClick(young.home.box.edit, Qt.Key.Key_Return)
    assert not young.is_finished
    qtbot.waitUntil(lambda: young.editor is not None, timeout=20_000)
    assert young.editor is not None
    assert len(young.editor.document.diagram.nodes) == 3


def test_what_is_typed_stays_while_the_window_is_finished(young: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(young.home.box.edit, "An A")
    qtbot.waitUntil(lambda: young.is_finished, timeout=20_000)
    assert young.home.box.edit.hasFocus()
    qtbot.keyClicks(young.home.box.edit, "PI")
    assert young.home.box.text == "An API"


def test_nothing_in_sight_moves_while_the_window_is_finished(young: MainWindow, qtbot: QtBot) -> None:
    def places() -> list[tuple[int, int, int, int]]:
        return [widget.geometry().getRect() for widget in (young.menuBar(), young.home, young.home.box)]

    qtbot.waitExposed(young)
    before = places()
    young.finish()
    QApplication.processEvents()
    assert places() == before


def test_whoever_asks_for_more_than_the_home_page_has_it_at_once(young: MainWindow) -> None:
    assert young.commands["file.new"].isEnabled()
    assert young.is_finished


def test_menus_have_their_titles_from_the_first_and_their_content_later(young: MainWindow, qtbot: QtBot) -> None:
    menus = young.menus.values()
    assert [action.text() for action in young.menuBar().actions()][:2] == ["File", "Edit"]
    assert all(menu.title() and menu.isEmpty() for menu in menus)
    qtbot.waitUntil(lambda: young.is_finished, timeout=20_000)
    assert not any(menu.isEmpty() for menu in menus)


def test_the_rest_begins_once_the_window_has_been_painted(young: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(young.painted, timeout=20_000):
        pass
    qtbot.waitUntil(lambda: young.is_finished, timeout=20_000)
