"""After an export: where the files are, what was paid, what is left, and what could not be carried."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QScrollArea

from infrasketch_desktop.formats.result import Loss
from infrasketch_desktop.language import dotted, listed, quoted, tr
from infrasketch_desktop.ui.accessible.announcing import announce
from infrasketch_desktop.ui.credits.desk import Delivery, Undelivered
from infrasketch_desktop.ui.credits.words import credits_text
from infrasketch_desktop.ui.exporting.words import losses_title
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.opener import Opener
from infrasketch_desktop.ui.paid.receipt import WIDTH, Receipt
from infrasketch_desktop.ui.widgets.roles import button, label

_LOSSES_HEIGHT = 200
_INSET = 12


class ExportReceipt(Receipt):
    """`another` is asked for when something else is to be exported."""

    another = Signal()

    def __init__(self, icons: Icons, opener: Opener) -> None:
        super().__init__(icons)
        self._opener = opener
        self._path = Path()
        self.failed = label("", "danger", wrap=True)
        self.lost = label("", "muted", wrap=True)
        self.losses = QScrollArea()
        self.folder = button(tr("Show in folder"), self._show_folder)
        self.copy = button(tr("Copy path"), self._copy)
        self.more = button(tr("Export another"), self.another.emit)
        self._build_losses()
        self._assemble((self.failed,), (self.folder, self.copy), (self.more,), self.losses)
        self._show_sign()

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
        self.copy.setText(tr("Copy path"))
        self._show_left(delivery.after, low=low)

    def _show_losses(self, losses: Sequence[Loss]) -> None:
        self.lost.setText("\n".join([losses_title(len(losses)), *(f"• {loss}" for loss in losses)]) if losses else "")
        self.losses.setVisible(bool(losses))
        self.losses.setFixedHeight(min(_LOSSES_HEIGHT, self.lost.heightForWidth(WIDTH) + 2 * _INSET))

    def _build_losses(self) -> None:
        self.lost.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.lost.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.lost.setContentsMargins(_INSET, _INSET, _INSET, _INSET)
        self.losses.setWidget(self.lost)
        self.losses.setWidgetResizable(True)
        self.losses.setFixedWidth(WIDTH)
        self.losses.setAccessibleName(tr("What could not be carried"))

    def _show_folder(self) -> None:
        if not self._opener.open_folder(self._path.parent):
            self._copy()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(str(self._path))
        self.copy.setText(tr("Copied"))
        announce(self.copy, tr("Copied"))


def _title(files: Sequence[Path]) -> str:
    if len(files) == 1:
        return tr("Saved as “{name}”", name=files[0].name)
    return tr("Saved as {names}", names=listed(quoted(path.name) for path in files))


def _failure(failure: Undelivered) -> str:
    return tr("“{name}” could not be made: {why} It was not charged.", name=failure.target.name, why=failure.reason)
