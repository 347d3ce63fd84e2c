"""The top of the dialog: for what code is generated, into which folder, what will happen there, and what to know."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.code.paths import left_to_right
from infrasketch_desktop.ui.widgets.roles import button, label

_REMARKS_HEIGHT = 84


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
        self.remarks = label("", "hint", wrap=True)
        self._remarks = QScrollArea()
        self._build()

    def show_folder(self, folder: Path) -> None:
        self._path = folder
        self.place.setToolTip(str(folder))
        self._fit()

    def show_happens(self, text: str) -> None:
        self.happens.setText(text)

    def show_remarks(self, remarks: Sequence[str]) -> None:
        self.remarks.setText("\n".join(f"• {remark}" for remark in remarks))
        self._remarks.setVisible(bool(remarks))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(self.width() - self.choose.sizeHint().width() - 80, 160)
        text = tr("Into {folder}", folder=left_to_right(self._path))
        self.place.setText(self.place.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, room))
        wanted = self.remarks.heightForWidth(max(self.width() - 60, 160))
        self._remarks.setFixedHeight(min(_REMARKS_HEIGHT, max(wanted, 0)))

    def _build(self) -> None:
        self._remarks.setWidget(self.remarks)
        self._remarks.setWidgetResizable(True)
        self._remarks.setAccessibleName(tr("What to know"))
        self._remarks.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._remarks.hide()
        row = QHBoxLayout()
        row.addWidget(self.place, 1)
        row.addWidget(self.choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 12)
        layout.setSpacing(6)
        layout.addWidget(self.title)
        layout.addLayout(row)
        layout.addWidget(self.happens)
        layout.addWidget(self._remarks)
