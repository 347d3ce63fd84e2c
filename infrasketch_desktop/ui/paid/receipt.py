"""After paid work: what came of it and where it is, what was paid, what is left, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.accessible.announcing import announce
from infrasketch_desktop.ui.credits.words import credits_text
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.widgets.roles import button, label

_SIGN = 32
WIDTH = 620
"""Pixels that a longer text or a list has."""


class Receipt(QWidget):
    """`buy_wanted` follows the remark that few credits are left."""

    closed = Signal()
    buy_wanted = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._icons = icons
        self._sign = QLabel()
        self.title = label("", "heading", wrap=True)
        self.place, self.bill = label("", "muted", wrap=True), label("", wrap=True)
        self.low = label("", "hint")
        self.buy = button(tr("Buy credits…"), self.buy_wanted.emit, "link")
        self.leave = button(tr("Close"), self.closed.emit, "primary")

    def _assemble(
        self,
        remarks: Sequence[QLabel],
        ways: Sequence[QWidget],
        others: Sequence[QWidget] = (),
        below: QWidget | None = None,
    ) -> None:
        """`ways` lead to what was made, `others` stand beside Close, `below` is a list at the end."""
        column = QVBoxLayout()
        column.setSpacing(6)
        self._texts = (self.title, self.place, self.bill, *remarks)
        for line in (self._sign, *self._texts):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(line)
        for text in self._texts:
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addLayout(_centred(self.low, self.buy))
        column.addSpacing(6)
        column.addLayout(_centred(*ways))
        if below is not None:
            column.addSpacing(12)
            column.addWidget(below, 0, Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.addStretch(1)
        for part in (*others, self.leave):
            row.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 20)
        layout.addStretch(2)
        layout.addLayout(column)
        layout.addStretch(3)
        layout.addLayout(row)

    def _show_sign(self, *, is_well: bool = True) -> None:
        sign, color = ("check", "success") if is_well else ("warning", "warning")
        self._sign.setPixmap(self._icons.pixmap(sign, _SIGN, 2.0, color))

    def _show_left(self, left: int, *, low: bool) -> None:
        """`left` credits remain; `low` tells that they are few."""
        self.low.setText(tr("Only {credits} left.", credits=credits_text(left)))
        self.low.setVisible(low)
        self.buy.setVisible(low)
        self.leave.setDefault(True)
        self.leave.setFocus()
        announce(self, " ".join(text.text() for text in self._texts if text.text()))


def _centred(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
