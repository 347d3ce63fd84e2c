"""A heading that opens and closes the lines under it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.widgets.roles import set_role
from infrasketch_desktop.ui.widgets.rows import show_names

_HEIGHT = 150
"""Pixels that the open lines take at most; more are scrolled."""


class Fold(QWidget):
    """Hidden while it has no lines."""

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._icons = icons
        self.head = QToolButton()
        self.head.setCheckable(True)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_role(self.head, "fold")
        self.lines = QListWidget()
        show_names(self.lines)
        self.lines.setWordWrap(True)
        self.lines.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.setMaximumHeight(_HEIGHT)
        self.lines.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.lines.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
        self.lines.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.lines)
        self.head.toggled.connect(self._show_lines)
        self._show_lines(shown=False)

    def show_lines(self, title: str, lines: Sequence[str]) -> None:
        """Fold away `lines` under `title`; whether it is open stays as it was."""
        self.setVisible(bool(lines))
        self.head.setText(title)
        self.head.setAccessibleName(title)
        self.lines.setAccessibleName(title)
        self.lines.clear()
        for line in lines:
            item = QListWidgetItem(line)
            item.setToolTip(line)
            self.lines.addItem(item)

    def _show_lines(self, shown: bool) -> None:
        self.lines.setVisible(shown)
        self.head.setIcon(self._icons.icon("chevron-down" if shown else "chevron-right", "muted"))
