"""The free preview: the picture as it will be, as large as there is room."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.picture.qt import picture_area, render_image
from infrasketch_desktop.picture.qt.rendering import MAX_PIXELS
from infrasketch_desktop.picture.theme import Theme
from infrasketch_desktop.ui.text import tr
from infrasketch_desktop.ui.theme.skin import Skin

_SQUARE = 8
_MARGIN = 16
_LEAST_SCALE = 0.02


@dataclass(frozen=True, slots=True)
class Preview:
    """A drawn preview; `area` is what the picture covers, in scene units."""

    image: QImage
    area: Rect
    transparent: bool

    def pixels(self, scale: int) -> tuple[int, int]:
        """Width and height of the picture at `scale`."""
        return ceil(self.area.width * scale), ceil(self.area.height * scale)

    def is_too_large(self, scale: int) -> bool:
        width, height = self.pixels(scale)
        return width * height > MAX_PIXELS


def draw_preview(diagram: Diagram, theme: Theme, room: QSize, ratio: float, *, transparent: bool) -> Preview:
    """The preview that fits into `room`, in logical pixels at `ratio` device pixels each; for any thread."""
    area = picture_area(diagram, theme)
    scale = min(room.width() / area.width, room.height() / area.height, 1.0)
    image = render_image(diagram, theme, scale=max(scale, _LEAST_SCALE) * ratio, transparent=transparent)
    image.setDevicePixelRatio(ratio)
    return Preview(image, area, transparent)


class PreviewPane(QWidget):
    """Shows a preview in its middle; squares stand for what is transparent."""

    def __init__(self, skin: Skin) -> None:
        super().__init__()
        self._skin = skin
        self._preview: Preview | None = None
        self._said = tr("Drawing…")
        self.setMinimumSize(320, 260)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Preview"))

    @property
    def room(self) -> QSize:
        """What a preview may take, in logical pixels."""
        return QSize(max(self.width() - 2 * _MARGIN, 1), max(self.height() - 2 * _MARGIN, 1))

    @property
    def preview(self) -> Preview | None:
        return self._preview

    def show_preview(self, preview: Preview) -> None:
        self._preview = preview
        self.update()

    def say(self, text: str) -> None:
        """Show words instead of a picture."""
        self._preview = None
        self._said = text
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
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._said)
        else:
            self._paint_preview(painter, self._preview)
        painter.end()

    def _paint_preview(self, painter: QPainter, preview: Preview) -> None:
        size = preview.image.deviceIndependentSize()
        room = self.room.toSizeF()
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
