"""After an export: where the file is, what was paid, what is left."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from infrasketch_desktop.ui.credits.desk import Delivery
from infrasketch_desktop.ui.credits.words import credits_text
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.opener import Opener
from infrasketch_desktop.ui.text import tr
from infrasketch_desktop.ui.widgets.roles import button, label

_SIGN = 32


class ReceiptPage(QWidget):
    """`closed` and `another` are what can be done next; `buy_wanted` follows the remark that few credits are left."""

    closed = Signal()
    another = Signal()
    buy_wanted = Signal()

    def __init__(self, icons: Icons, opener: Opener) -> None:
        super().__init__()
        self._opener = opener
        self._path = Path()
        self._sign = QLabel()
        self._sign.setPixmap(icons.pixmap("check", _SIGN, 2.0, "success"))
        self.title = label("", "heading", wrap=True)
        self.place, self.bill = label("", "muted", wrap=True), label("", wrap=True)
        self.low = label("", "hint")
        self.buy = button(tr("Buy credits…"), self.buy_wanted.emit, "link")
        self.folder = button(tr("Show in folder"), self._show_folder)
        self.copy = button(tr("Copy path"), self._copy)
        self.more = button(tr("Export another"), self.another.emit)
        self.leave = button(tr("Close"), self.closed.emit, "primary")
        self._build()

    def show_delivery(self, delivery: Delivery, what: str, *, low: bool) -> None:
        """`what` names the work as the price list does."""
        self._path = delivery.target
        self.title.setText(tr("Saved as “{name}”", name=delivery.target.name))
        self.place.setText(tr("in {folder}", folder=str(delivery.target.parent)))
        left = tr("{credits} left", credits=credits_text(delivery.after))
        self.bill.setText(" · ".join((what, credits_text(delivery.credits), left)))
        self.low.setText(tr("Only {credits} left.", credits=credits_text(delivery.after)))
        self.low.setVisible(low)
        self.buy.setVisible(low)
        self.copy.setText(tr("Copy path"))
        self.leave.setDefault(True)
        self.leave.setFocus()

    def _build(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(6)
        texts.addWidget(self._sign)
        for widget in (self._sign, self.title, self.place, self.bill):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for widget in (self.title, self.place, self.bill):
            widget.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            texts.addWidget(widget)
        quiet = QHBoxLayout()
        quiet.addStretch(1)
        quiet.addWidget(self.low)
        quiet.addWidget(self.buy)
        quiet.addStretch(1)
        texts.addLayout(quiet)
        ways = QHBoxLayout()
        ways.addStretch(1)
        for way in (self.folder, self.copy):
            ways.addWidget(way)
        ways.addStretch(1)
        texts.addSpacing(6)
        texts.addLayout(ways)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.more)
        row.addWidget(self.leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 20)
        layout.addStretch(2)
        layout.addLayout(texts)
        layout.addStretch(3)
        layout.addLayout(row)

    def _show_folder(self) -> None:
        if not self._opener.open_folder(self._path.parent):
            self._copy()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(str(self._path))
        self.copy.setText(tr("Copied"))
