"""The files of a project as a tree."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from infrasketch_desktop.ui.code.file_tree import FileTree, Standing

CALM = Standing("Same", "check", "muted", weight=1)
URGENT = Standing("Conflict", "warning", "danger", "Choose.", weight=9)


@pytest.fixture
def tree(services: SimpleNamespace, qtbot: QtBot) -> FileTree:
    tree = FileTree(services.icons)
    qtbot.addWidget(tree)
    tree.show_files({"a/b/calm.py": CALM, "a/b/urgent.py": URGENT, "a/c/calm.py": CALM, "README.md": CALM})
    return tree


def test_a_folder_says_what_is_most_urgent_in_it(tree: FileTree) -> None:
    assert [tree.standing_of(place) for place in ("a/", "a/b/", "a/c/")] == ["Conflict", "Conflict", "Same"]


def test_a_screen_reader_hears_path_and_standing(tree: FileTree) -> None:
    tree.choose("a/b/urgent.py")
    spoken = tree.currentItem().data(0, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "a/b/urgent.py, Conflict"


def test_what_was_current_and_what_was_shut_stays_so(tree: FileTree, qtbot: QtBot) -> None:
    tree.choose("a/b/urgent.py")
    tree.topLevelItem(0).setExpanded(False)
    with qtbot.assertNotEmitted(tree.chosen):
        tree.show_files({"a/b/urgent.py": URGENT, "a/c/calm.py": CALM, "new.py": CALM})
    assert tree.path == "a/b/urgent.py"
    assert not tree.topLevelItem(0).isExpanded()


def test_standings_change_in_place(tree: FileTree) -> None:
    before = tree.topLevelItem(0)
    tree.show_files(dict.fromkeys(tree.paths, CALM))
    assert tree.topLevelItem(0) is before
    assert tree.standing_of("a/") == "Same"


def test_enter_opens_a_file(tree: FileTree, qtbot: QtBot) -> None:
    tree.choose("README.md")
    with qtbot.waitSignal(tree.opened) as opened:
        qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert opened.args == ["README.md"]
