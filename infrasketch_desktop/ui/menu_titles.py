"""The titles of the menu bar: a window shows them from the first, what is in the menus comes after that."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QMenuBar

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.widgets.menu import Menu

FILE, EDIT, INSERT, ARRANGE, CONNECTIONS, VIEW, TOOLS, CREDITS, HELP = (
    "file", "edit", "insert", "arrange", "connections", "view", "tools", "credits", "help",
)  # fmt: skip


def add_menus(bar: QMenuBar) -> dict[str, QMenu]:
    """All menus of a window, with nothing in them yet."""
    titles = {
        FILE: tr("File"),
        EDIT: tr("Edit"),
        INSERT: tr("Insert"),
        ARRANGE: tr("Arrange"),
        CONNECTIONS: tr("Connections"),
        VIEW: tr("View"),
        TOOLS: tr("Tools"),
        CREDITS: tr("Credits"),
        HELP: tr("Help"),
    }
    menus: dict[str, QMenu] = {name: Menu(title, bar) for name, title in titles.items()}
    for menu in menus.values():
        bar.addMenu(menu)
    return menus
