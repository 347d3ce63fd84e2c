"""Menus that write keys from left to right in every language: “Ctrl+,”, not “,+Ctrl”."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStyleOptionMenuItem

from infrasketch_desktop.language import from_the_left


class Menu(QMenu):
    def initStyleOption(self, option: QStyleOptionMenuItem, action: QAction) -> None:
        super().initStyleOption(option, action)
        title, tab, keys = option.text.partition("\t")
        option.text = f"{title}{tab}{from_the_left(keys)}"
