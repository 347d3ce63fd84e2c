"""The list of what an import could not carry, to be read and copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.theme.measures import resize_grown
from infrasketch_desktop.ui.widgets.roles import button, label
from infrasketch_desktop.ui.widgets.rows import show_names

_WIDTH, _HEIGHT = 560, 420


class LossesDialog(QDialog):
    """Opened from the message after an import."""

    def __init__(self, title: str, losses: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        resize_grown(self, _WIDTH, _HEIGHT)
        self.list = QListWidget()
        show_names(self.list)
        self.list.setWordWrap(True)
        self.list.setAccessibleName(tr("What could not be carried"))
        self.list.addItems(list(losses))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        layout.addWidget(label(tr("What could not be carried"), "heading"))
        layout.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addWidget(button(tr("Copy the list"), lambda: QGuiApplication.clipboard().setText("\n".join(losses))))
        row.addStretch(1)
        close = button(tr("Close"), self.accept, "primary")
        row.addWidget(close)
        layout.addLayout(row)
        close.setFocus()
