"""The files of a project as a tree."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from infrasketch_desktop.ui.code.file_tree import FileTree
from infrasketch_desktop.ui.code.listing import Listing
from infrasketch_desktop.ui.code.standing import Standing

CALM = Standing("Same", "check", "muted", weight=1)
URGENT = Standing("Conflict", "warning", "danger", "Choose.", weight=9)


@pytest.fixture
def tree(services: SimpleNamespace, qtbot: QtBot) -> FileTree:
    tree = FileTree(services.icons)
    qtbot.addWidget(tree)
    files = {"a/b/calm.py": CALM, "a/b/urgent.py": URGENT, "a/c/calm.py": CALM, "README.md": CALM}
    tree.show_listing(Listing.of(files))
    return tree


def test_a_folder_says_what_is_most_urgent_in_it(tree: FileTree) -> None:
    assert [tree.standing_of(place) for place in ("a/", "a/b/", "a/c/")] == ["Conflict", "Conflict", "Same"]


def test_a_screen_reader_hears_path_and_standing(tree: FileTree) -> None:
    tree.choose("a/b/urgent.py")
    spoken = tree.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "a/b/urgent.py, Conflict"


def test_what_was_current_and_what_was_shut_stays_so(tree: FileTree, qtbot: QtBot) -> None:
    tree.choose("a/b/urgent.py")
    tree.setExpanded(tree.model().index(0, 0), False)
    with qtbot.assertNotEmitted(tree.chosen):
        tree.show_listing(Listing.of({"a/b/urgent.py": URGENT, "a/c/calm.py": CALM, "new.py": CALM}))
    assert tree.path == "a/b/urgent.py"
    assert not tree.isExpanded(tree.model().index(0, 0))


def test_standings_change_in_place(tree: FileTree, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(tree.model().modelReset):
        tree.show_listing(Listing.of(dict.fromkeys(tree.paths, CALM)))
    assert tree.standing_of("a/") == "Same"


def test_folders_that_were_opened_stay_open_when_files_come(tree: FileTree) -> None:
    tree.setExpanded(tree.model().index(0, 0, tree.model().index(0, 0)), True)
    tree.show_listing(Listing.of(dict.fromkeys([*tree.paths, "a/b/new.py"], CALM)))
    assert tree.isExpanded(tree.model().index(0, 0, tree.model().index(0, 0)))


def test_rows_are_right_for_qt(tree: FileTree, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(tree.model(), force_py=True)


def test_rows_that_nobody_sees_work_nothing_out(
    services: SimpleNamespace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def standing_of(listing: Listing, place: str) -> Standing:
        asked.append(place)
        return listing.standings[place]

    monkeypatch.setattr(Listing, "standing_of", standing_of)
    tree = FileTree(services.icons)
    qtbot.addWidget(tree)
    tree.resize(300, 300)
    tree.show_listing(Listing.of({f"{number}.py": CALM for number in range(2_000)}))
    tree.show()
    qtbot.waitExposed(tree)
    tree.grab()
    assert 0 < len(set(asked)) < 200


def test_enter_opens_a_file(tree: FileTree, qtbot: QtBot) -> None:
    tree.choose("README.md")
    with qtbot.waitSignal(tree.opened) as opened:
        qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert opened.args == ["README.md"]
