"""A picture in the middle of its pane; squares stand for what is transparent."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.exporting.previews import PicturePreview
from infrasketch_desktop.ui.theme.skin import Skin

_SQUARE = 8
_MARGIN = 16


class PicturePane(QWidget):
    """Words stand in its middle as long as there is no picture."""

    def __init__(self, skin: Skin) -> None:
        super().__init__()
        self._skin = skin
        self._preview: PicturePreview | None = None
        self._said = tr("Drawing…")
        self.setAccessibleName(tr("Preview"))

    def show_preview(self, preview: PicturePreview) -> None:
        self._preview = preview
        self.update()

    def say(self, text: str) -> None:
        """Show words instead of a picture."""
        self._preview = None
        self._said = text
        self.setAccessibleDescription(text)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        colors = self._skin.colors
        painter.setPen(QPen(QColor(colors.border), 1))
        painter.setBrush(QColor(colors.sunken))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        if self._preview is None:
            painter.setPen(QColor(colors.muted))
            around = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
            painter.drawText(around, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._said)
        else:
            self._paint_preview(painter, self._preview)
        painter.end()

    def _paint_preview(self, painter: QPainter, preview: PicturePreview) -> None:
        size = preview.image.deviceIndependentSize()
        room = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN).size()
        if size.width() > room.width() or size.height() > room.height():
            size = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF(0, 0, size.width(), size.height())
        target.moveCenter(QRectF(self.rect()).center())
        if preview.transparent:
            self._paint_squares(painter, target)
        painter.drawImage(target, preview.image)
        painter.setPen(QPen(QColor(self._skin.colors.border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(target)

    def _paint_squares(self, painter: QPainter, area: QRectF) -> None:
        painter.save()
        painter.setClipRect(area)
        painter.fillRect(area, QColor("#FFFFFF"))
        columns, rows = ceil(area.width() / _SQUARE), ceil(area.height() / _SQUARE)
        for row in range(rows):
            for column in range(row % 2, columns, 2):
                square = QRectF(area.x() + column * _SQUARE, area.y() + row * _SQUARE, _SQUARE, _SQUARE)
                painter.fillRect(square, QColor("#E3E6EA"))
        painter.restore()
