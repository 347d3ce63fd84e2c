"""The menu bar and the context menus, built from ids of the table of actions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Record
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.actions.action import Category
from infrasketch_desktop.ui.actions.qactions import ActionSet
from infrasketch_desktop.ui.menu_titles import (
    ARRANGE,
    CONNECTIONS,
    CREDITS,
    EDIT,
    FILE,
    HELP,
    INSERT,
    TOOLS,
    VIEW,
)
from infrasketch_desktop.ui.widgets.menu import Menu

LINE = "-"
"""Stands for a separator among ids."""

_FILE = "new new-window open - home save save-as - import import-folder export print - settings - close quit"
_EDIT = (
    "undo redo - cut copy copy-picture copy-svg copy-mermaid paste duplicate delete - select-all select-none label - "
    "find prompt"
)
_ARRANGE = (
    "tidy direction-down direction-right - style-orthogonal style-curved style-straight - align-left align-center "
    "align-right align-top align-middle align-bottom distribute-across distribute-down - front forward backward back - "
    "group ungroup fold fold-all unfold-all - lock pin"
)
_CONNECT = "new-up new-right new-down new-left - reverse animate straighten free-label"
_CREDITS = "wallet buy sync - account sign-up log-in"
_VIEW = (
    "zoom-in zoom-out zoom-100 fit fit-selection - grid minimap - panel-palette panel-outline panel-library "
    "panel-properties panel-chat panel-document panel-findings panel-code reset-panels "
    "next-region previous-region - appearance-system appearance-light appearance-dark high-contrast - "
    "text-larger text-smaller full-screen"
)
_HELP = "tour shortcuts palette - report - updates about"


def fill_menus(menus: Mapping[str, QMenu], actions: ActionSet) -> None:
    """Put the actions of a window into the menus that `add_menus` has made."""
    for name, ids in _menus(actions):
        _fill(menus[name], ids, actions)
    languages = [action.id for action in actions if action.id.startswith("view.language-")]
    _fill(menus[VIEW].addMenu(tr("Language")), languages, actions)


def _menus(actions: ActionSet) -> Iterable[tuple[str, Sequence[str]]]:
    yield FILE, _ids("file", _FILE)
    yield EDIT, _ids("edit", _EDIT)
    yield INSERT, [a.id for a in actions if a.category is Category.INSERT]
    yield ARRANGE, _ids("arrange", _ARRANGE)
    yield CONNECTIONS, _ids("connect", _CONNECT)
    yield VIEW, _ids("view", _VIEW)
    yield TOOLS, [a.id for a in actions if a.category is Category.TOOLS]
    yield CREDITS, _ids("credits", _CREDITS)
    yield HELP, _ids("help", _HELP)


def context_ids(record: Record | None, *, several: bool) -> list[str]:
    """What a right click offers: for the sheet, one record, or several."""
    clip = ["edit.cut", "edit.copy", "edit.paste", "edit.duplicate", LINE, "edit.delete"]
    stack = ["arrange.front", "arrange.back", "arrange.lock", "arrange.pin"]
    if several:
        align = _ids("arrange", "align-left align-center align-right align-top align-middle align-bottom")
        spread = _ids("arrange", "distribute-across distribute-down")
        return ["chat.ask", "code.node", LINE, "arrange.group", LINE, *align, *spread, LINE, *stack, LINE, *clip]
    match record:
        case Node():
            ways = _ids("connect", "new-right new-down")
            return ["edit.label", *ways, LINE, "chat.ask", "code.node", LINE, "arrange.group", *stack, LINE, *clip]
        case Group():
            fold = _ids("arrange", "fold ungroup tidy")
            return ["edit.label", *fold, LINE, "chat.ask", LINE, *stack, LINE, *clip]
        case Edge():
            return ["edit.label", *_ids("connect", "reverse animate straighten free-label"), LINE, "edit.delete"]
        case Note():
            return ["edit.label", LINE, *stack, LINE, *clip]
        case _:
            sight = ["arrange.tidy", "view.fit", "view.grid"]
            return ["edit.paste", "edit.select-all", LINE, *sight, LINE, "code.all", "file.export"]


def open_context_menu(parent: QWidget, ids: Iterable[str], actions: ActionSet, at: QPoint) -> None:
    """A menu of those actions that can be done now."""
    actions.refresh()
    menu = Menu(parent)
    _fill(menu, [i for i in ids if i == LINE or actions.is_enabled(i)], actions)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)


def _fill(menu: QMenu, ids: Iterable[str], actions: ActionSet) -> None:
    for action_id in ids:
        if action_id == LINE:
            menu.addSeparator()
        else:
            menu.addAction(actions[action_id])


def _ids(prefix: str, words: str) -> list[str]:
    return [LINE if word == LINE else f"{prefix}.{word}" for word in words.split()]
