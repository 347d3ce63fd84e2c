"""The licences: parts on the left, the text of the chosen one on the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.about.licences import Part
from infrasketch_desktop.ui.theme.measures import grown, resize_grown
from infrasketch_desktop.ui.widgets.roles import button, label, set_role
from infrasketch_desktop.ui.widgets.rows import show_names

_SIZE = (820, 560)
_LIST_WIDTH = 260


class LicencesDialog(QDialog):
    """Empty until `show_parts`: reading them takes a moment."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Licences"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._parts: Sequence[Part] = ()
        self.list = QListWidget()
        show_names(self.list)
        self.list.setAccessibleName(tr("Parts of the program"))
        self.list.setMinimumWidth(grown(_LIST_WIDTH))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_role(self.list, "framed")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("Text of the licence"))
        self.text.setPlaceholderText(tr("Reading the licences…"))
        self.text.setTabChangesFocus(True)
        set_role(self.text, "code")
        self.list.currentRowChanged.connect(self._show)
        self._build()
        resize_grown(self, *_SIZE)

    def show_parts(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self.text.setPlaceholderText("")
        for part in parts:
            self.list.addItem(QListWidgetItem("\n".join(line for line in (part.name, part.licence) if line)))
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.list)
        row.addWidget(self.text, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(label(tr("What others have made"), "heading"))
        layout.addWidget(
            label(tr("InfraSketch is built on these parts. Each is used as its authors publish it."), wrap=True)
        )
        layout.addLayout(row, 1)
        close = button(tr("Close"), self.accept)
        close.setDefault(True)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def _show(self, row: int) -> None:
        if 0 <= row < len(self._parts):
            self.text.setPlainText(self._parts[row].text or tr("This part comes without a text of its licence."))
