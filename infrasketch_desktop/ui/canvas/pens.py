"""Pens and lengths that look the same at every zoom."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from infrasketch_desktop.diagram.geometry import Rect

_CARD_RADIUS = 10.0


class ScreenPens:
    """Turns logical pixels into scene units. `scale` is device pixels per scene unit, `ratio` per logical pixel."""

    def __init__(self, scale: float, ratio: float) -> None:
        self.zoom = scale / ratio
        self.scale = scale

    def px(self, pixels: float) -> float:
        """`pixels` logical pixels in scene units."""
        return pixels / self.zoom

    def line(self, color: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        """A pen of `width` logical pixels."""
        pen = QPen(color, self.px(width), style)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        return pen


def outline(painter: QPainter, rect: Rect, pen: QPen, gap: float) -> None:
    """A rounded line around a record, `gap` scene units away from it."""
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(qrect(rect.inflated(gap)), _CARD_RADIUS + gap, _CARD_RADIUS + gap)


def qrect(rect: Rect) -> QRectF:
    return QRectF(rect.x, rect.y, rect.width, rect.height)
