"""The bar that says that something is going on; it says so without moving where motion is unwelcome."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QProgressBar

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.motion import is_reduced

_STRIPE, _GAP, _ROUND = 12.0, 8.0, 3.0
"""Pixels of a stripe, of the gap behind it, and of the radius of its corners."""


class BusyBar(QProgressBar):
    """Runs to and fro while nobody knows how long it takes. Standing still, it shows stripes from end to end."""

    def __init__(self) -> None:
        super().__init__()
        self.setRange(0, 0)
        self.setTextVisible(False)
        self.setAccessibleName(tr("Progress"))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.minimum() == self.maximum() and is_reduced():
            self._paint_stripes()
        else:
            super().paintEvent(event)  # Qt starts to move it with the first picture

    def _paint_stripes(self) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Accent))
        left = 0.0
        while left < self.width():
            painter.drawRoundedRect(QRectF(left, 0, _STRIPE, self.height()), _ROUND, _ROUND)
            left += _STRIPE + _GAP
        painter.end()
