"""A panel is made when somebody first sees it or asks for it, and is then as if it had always been there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QTabBar
from pytestqt.qtbot import QtBot

from infrasketch_desktop.app import Program
from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.storage.sketches import save
from infrasketch_desktop.ui.code.remembering import with_folder
from infrasketch_desktop.ui.main_window import MainWindow
from tests.support.diagrams import edge, node

FIRST = {"palette", "properties"}
Idle = Callable[[MainWindow], None]


def made(window: MainWindow) -> set[str]:
    """The panels that are there."""
    return {name for name in window.bench.panels.makers if window.panels.dock(name).widget() is not None}


def click_tab(window: MainWindow, title: str) -> None:
    for bar in window.findChildren(QTabBar):
        for at in range(bar.count()):
            if bar.tabText(at) == title:
                bar.setCurrentIndex(at)
    QApplication.processEvents()


def test_a_sketch_opens_with_the_panels_that_are_seen_and_no_others(sketched: MainWindow, idle: Idle) -> None:
    idle(sketched)
    assert made(sketched) == FIRST


@pytest.mark.parametrize("name", ["outline", "library", "chat", "document", "findings", "code"])
def test_a_panel_is_there_once_its_tab_is_in_front(name: str, sketched: MainWindow) -> None:
    dock = sketched.panels.dock(name)
    click_tab(sketched, dock.windowTitle())
    assert made(sketched) == FIRST | {name}
    assert dock.widget() is sketched.bench.panels.makers[name]()
    assert not dock.widget().visibleRegion().isEmpty()


def test_a_panel_that_is_revealed_is_there_at_once(sketched: MainWindow) -> None:
    sketched.panels.reveal("outline")
    assert made(sketched) == FIRST | {"outline"}


def test_the_outline_knows_what_happened_before_it_was_there(sketched: MainWindow) -> None:
    editor = sketched.bench.editor
    editor.edit("Rename", lambda edit: edits.rename(edit, "postgresql", "Ledger"))
    editor.selection.set(["postgresql"])
    sketched.panels.reveal("outline")
    tree = sketched.bench.panels.outline.tree
    assert [index.data() for index in tree.selectedIndexes()] == ["Ledger"]


def test_the_findings_are_reviewed_when_they_are_first_seen(sketched: MainWindow, qtbot: QtBot) -> None:
    click_tab(sketched, "Review")
    qtbot.waitUntil(lambda: bool(sketched.bench.panels.findings.findings))


def test_talking_begins_in_the_box_of_a_panel_nobody_has_seen(sketched: MainWindow) -> None:
    sketched.commands.perform("chat.talk")
    assert sketched.chat is not None
    assert sketched.chat.composer.box.isAncestorOf(sketched.focusWidget())


def test_what_was_being_typed_goes_on_in_a_panel_nobody_has_seen(window: MainWindow, idle: Idle, qtbot: QtBot) -> None:
    window.begin(build_diagram([node("a")]))
    assert window.bench is not None
    session = window.bench.editor.session
    idle(window)
    assert window.bench.panels.running_talk is None
    window.services.keeper.keep_draft(session, "And then")
    kept = window.pages.release()
    assert kept is session

    window.adopt(kept)

    qtbot.waitUntil(lambda: window.bench.panels.running_talk is not None)
    assert window.panels.dock("chat").widget() is None
    window.panels.reveal("chat")
    assert window.chat is not None
    assert window.chat.composer.box.text == "And then"


def test_the_panels_in_front_in_the_last_run_are_there_when_a_sketch_opens(window: MainWindow, qtbot: QtBot) -> None:
    window.begin(build_diagram([node("a")]))
    window.panels.reveal("chat")
    window.panels.reveal("library")
    window.panels.remember(window.panels.state())
    window.show_home()
    window.discard()
    assert all(window.panels.dock(name).widget() is None for name in ("chat", "library", "palette"))

    window.begin(build_diagram([node("b")]))

    qtbot.waitUntil(lambda: made(window) == {"chat", "library"})


def test_another_sketch_begins_with_panels_of_its_own(sketched: MainWindow, qtbot: QtBot) -> None:
    sketched.panels.reveal("outline")
    before = sketched.bench.panels.outline
    sketched.show_home()
    sketched.begin(build_diagram([node("a"), node("b"), edge("a", "b")]))
    qtbot.waitUntil(lambda: made(sketched) == {"outline", "properties"})
    assert sketched.bench.panels.outline is not before
    assert sketched.bench.panels.outline.model.rowCount() == 2


def test_code_generated_in_an_earlier_run_can_be_opened_before_anything_is_known_of_it(
    program: Program, window: MainWindow, tmp_path: Path
) -> None:
    sketch = tmp_path / "shop.infrasketch"
    save(sketch, build_diagram([node("a")]))
    window.files.open_here(sketch)
    assert not window.commands["code.folder"].isEnabled()
    program.services.preferences.change(code_folders=with_folder((), sketch, tmp_path))
    assert window.commands["code.folder"].isEnabled()
    assert window.known_code is None


def test_a_dock_asks_once_for_its_panel(window: MainWindow) -> None:
    asked: list[str] = []

    def make() -> QLabel:
        asked.append("palette")
        return QLabel("Palette")

    window.begin(build_diagram([]))
    window.panels.fill({"palette": make})
    window.panels.reveal("palette")
    window.panels.toggle("palette")
    window.panels.reveal("palette")
    assert asked == ["palette"]
