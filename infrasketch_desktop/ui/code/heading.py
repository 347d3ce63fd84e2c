"""The top of the dialog: for what code is generated, into which folder, what will happen there, and what to know."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.code.paths import left_to_right
from infrasketch_desktop.ui.widgets.roles import button, label, set_role
from infrasketch_desktop.ui.widgets.writing import follow_writing

_REMARKS_HEIGHT = 84
_MARGIN = 2
"""Pixels around the remarks."""


class CodeHeading(QWidget):
    """`folder_wanted` asks for another folder."""

    folder_wanted = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self._path = Path()
        self.title = label(title, "heading")
        self.place = label("")
        self.place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.choose = button(tr("Choose folder…"), self.folder_wanted.emit)
        self.happens = label("", wrap=True)
        self.remarks = QPlainTextEdit()  # thousands of lines, of which it sets those that are seen
        self._build()

    def show_folder(self, folder: Path) -> None:
        self._path = folder
        self.place.setToolTip(str(folder))
        self._fit()

    def show_happens(self, text: str) -> None:
        self.happens.setText(text)

    def show_remarks(self, remarks: Sequence[str]) -> None:
        self.remarks.setPlainText("\n".join(f"• {remark}" for remark in remarks))
        self.remarks.setVisible(bool(remarks))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(self.width() - self.choose.sizeHint().width() - 80, 160)
        text = tr("Into {folder}", folder=left_to_right(self._path))
        self.place.setText(self.place.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, room))
        self.remarks.setFixedHeight(min(_REMARKS_HEIGHT, self._height_of_remarks()))

    def _height_of_remarks(self) -> int:
        """Pixels that all remarks take, or the first ones, if that is more than there will be."""
        document, height = self.remarks.document(), 2.0 * _MARGIN
        block = document.begin()
        while block.isValid() and height < _REMARKS_HEIGHT:
            height += document.documentLayout().blockBoundingRect(block).height()
            block = block.next()
        return ceil(height)

    def _build(self) -> None:
        set_role(self.remarks, "remarks")
        self.remarks.setReadOnly(True)
        self.remarks.setTabChangesFocus(True)
        follow_writing(self.remarks)
        self.remarks.document().setDocumentMargin(_MARGIN)
        self.remarks.setAccessibleName(tr("What to know"))
        self.remarks.hide()
        row = QHBoxLayout()
        row.addWidget(self.place, 1)
        row.addWidget(self.choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 12)
        layout.setSpacing(6)
        layout.addWidget(self.title)
        layout.addLayout(row)
        layout.addWidget(self.happens)
        layout.addWidget(self.remarks)
