"""After an export: where the files are, what was paid, what is left, and what could not be carried."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from infrasketch_desktop.formats.result import Loss
from infrasketch_desktop.language import dotted, listed, quoted, tr
from infrasketch_desktop.ui.credits.desk import Delivery, Undelivered
from infrasketch_desktop.ui.credits.words import credits_text
from infrasketch_desktop.ui.exporting.words import losses_title
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.opener import Opener
from infrasketch_desktop.ui.widgets.roles import button, label

_SIGN = 32
_LOSSES_WIDTH = 620
_LOSSES_HEIGHT = 200
_INSET = 12


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
        self.failed = label("", "danger", wrap=True)
        self.lost = label("", "muted", wrap=True)
        self.losses = QScrollArea()
        self.low = label("", "hint")
        self.buy = button(tr("Buy credits…"), self.buy_wanted.emit, "link")
        self.folder = button(tr("Show in folder"), self._show_folder)
        self.copy = button(tr("Copy path"), self._copy)
        self.more = button(tr("Export another"), self.another.emit)
        self.leave = button(tr("Close"), self.closed.emit, "primary")
        self._build()

    def show_delivery(self, delivery: Delivery, what: str, losses: Sequence[Loss], *, low: bool) -> None:
        """`what` names the work."""
        self._path = delivery.files[0]
        self.title.setText(_title(delivery.files))
        self.place.setText(tr("in {folder}", folder=str(self._path.parent)))
        left = tr("{credits} left", credits=credits_text(delivery.after))
        cost = credits_text(delivery.credits) if delivery.credits else tr("free")
        self.bill.setText(dotted((what, cost, left)))
        self.failed.setText("\n".join(_failure(failure) for failure in delivery.failures))
        self.failed.setVisible(bool(delivery.failures))
        self._show_losses(losses)
        self.low.setText(tr("Only {credits} left.", credits=credits_text(delivery.after)))
        self.low.setVisible(low)
        self.buy.setVisible(low)
        self.copy.setText(tr("Copy path"))
        self.leave.setDefault(True)
        self.leave.setFocus()

    def _show_losses(self, losses: Sequence[Loss]) -> None:
        self.lost.setText("\n".join([losses_title(len(losses)), *(f"• {loss}" for loss in losses)]) if losses else "")
        self.losses.setVisible(bool(losses))
        self.losses.setFixedHeight(min(_LOSSES_HEIGHT, self.lost.heightForWidth(_LOSSES_WIDTH) + 2 * _INSET))

    def _build(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(6)
        texts.addWidget(self._sign)
        for widget in (self._sign, self.title, self.place, self.bill, self.failed):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for widget in (self.title, self.place, self.bill, self.failed):
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
        self._build_losses(texts)
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

    def _build_losses(self, texts: QVBoxLayout) -> None:
        self.lost.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.lost.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.lost.setContentsMargins(_INSET, _INSET, _INSET, _INSET)
        self.losses.setWidget(self.lost)
        self.losses.setWidgetResizable(True)
        self.losses.setFixedWidth(_LOSSES_WIDTH)
        self.losses.setAccessibleName(tr("What could not be carried"))
        texts.addSpacing(12)
        texts.addWidget(self.losses, 0, Qt.AlignmentFlag.AlignHCenter)

    def _show_folder(self) -> None:
        if not self._opener.open_folder(self._path.parent):
            self._copy()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(str(self._path))
        self.copy.setText(tr("Copied"))


def _title(files: Sequence[Path]) -> str:
    if len(files) == 1:
        return tr("Saved as “{name}”", name=files[0].name)
    return tr("Saved as {names}", names=listed(quoted(path.name) for path in files))


def _failure(failure: Undelivered) -> str:
    return tr("“{name}” could not be made: {why} It was not charged.", name=failure.target.name, why=failure.reason)
