"""Marks the whole row of a tree as the one with the focus; Qt marks its first column alone."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTreeView

from infrasketch_desktop.ui.widgets.rows import NameRows


class RowFrame(NameRows):
    """The style sheet draws the frame, as `item:selected:focus`."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        current = self._tree.currentIndex()
        if self._tree.hasFocus() and current.row() == index.row() and current.parent() == index.parent():
            option.state |= QStyle.StateFlag.State_HasFocus
