"""The table of actions: complete, without clashes, and reachable."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from infrasketch_desktop.resources import resource_path
from infrasketch_desktop.ui.actions.action import Category
from infrasketch_desktop.ui.actions.table import all_actions
from infrasketch_desktop.ui.command_palette.entries import matching
from infrasketch_desktop.ui.command_palette.sources import entries
from infrasketch_desktop.ui.main_window import MainWindow

ACTIONS = all_actions()

KEYS_OF_THE_DESIGN = {
    "edit.undo": "Ctrl+Z",
    "edit.redo": "Ctrl+Y",
    "edit.duplicate": "Ctrl+D",
    "arrange.group": "Ctrl+G",
    "arrange.ungroup": "Ctrl+Shift+G",
    "arrange.align-left": "Ctrl+Shift+Left",
    "arrange.align-bottom": "Ctrl+Shift+Down",
    "connect.new-right": "Alt+Shift+Right",
    "connect.walk-left": "Alt+Left",
    "arrange.nudge-up": "Up",
    "arrange.nudge-up-grid": "Shift+Up",
    "edit.label": "F2",
    "view.fit": "Shift+1",
    "view.fit-selection": "Shift+2",
    "view.zoom-100": "Ctrl+0",
    "edit.find": "Ctrl+F",
    "help.palette": "Ctrl+Shift+P",
    "help.shortcuts": "?",
    "arrange.fold-all": "Ctrl+Home",
    "arrange.unfold-all": "Ctrl+End",
    "arrange.lock": "Ctrl+L",
    "view.grid": "Ctrl+'",
    "file.export": "Ctrl+E",
    "edit.copy-picture": "Shift+Alt+C",
    "tool.select": "V",
    "tool.hand": "H",
    "tool.node": "N",
    "tool.edge": "A",
    "tool.text": "T",
    "tool.group": "G",
}


def test_no_key_does_two_things() -> None:
    keys = Counter(QKeySequence(keys).toString() for action in ACTIONS for keys in action.shortcuts)
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_key_can_be_read() -> None:
    assert all(not QKeySequence(keys).isEmpty() for action in ACTIONS for keys in action.shortcuts)


def test_ids_are_unique_and_titles_are_not_empty() -> None:
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)
    assert all(action.title.strip() for action in ACTIONS)


def test_no_two_actions_are_called_the_same() -> None:
    assert [title for title, count in Counter(a.title for a in ACTIONS).items() if count > 1] == []


@pytest.mark.parametrize(("action_id", "keys"), KEYS_OF_THE_DESIGN.items())
def test_keys_are_those_of_the_design(action_id: str, keys: str) -> None:
    action = next(action for action in ACTIONS if action.id == action_id)
    assert keys in action.shortcuts


def test_every_icon_has_a_file() -> None:
    missing = [a.icon for a in ACTIONS if a.icon and not Path(resource_path("icons"), f"{a.icon}.svg").is_file()]
    assert missing == []


def test_every_category_is_used() -> None:
    assert {action.category for action in ACTIONS} == set(Category)


def test_palette_finds_every_action_by_its_title(sketched: MainWindow) -> None:
    offered = list(entries(sketched))
    for action in ACTIONS:
        if action.id != "help.palette":
            title = sketched.commands.title(action)
            assert any(entry.title == title for entry in matching(offered, title)[:4]), title


def test_every_action_stands_in_a_menu(window: MainWindow) -> None:
    shown = {entry.objectName() for menu in window.menuBar().findChildren(QMenu) for entry in menu.actions()}
    without = {a.id for a in ACTIONS} - shown
    assert {action_id for action_id in without if not action_id.startswith(("arrange.nudge", "connect.walk"))} == set()
