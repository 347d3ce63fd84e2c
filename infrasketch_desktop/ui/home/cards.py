"""One card of a gallery: a real picture of a diagram, its title and a line about it."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from infrasketch_desktop.ui.theme.skin import Skin

PICTURE_RATIO = 0.6
"""Height of the picture to its width."""
_PADDING = 12
_GAP = 3
_RADIUS = 10.0
_MOST_LINES = 2
_ENDLESS = 10_000
_WRAPPED = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading) | int(
    Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextDontClip
)


@dataclass(frozen=True, slots=True)
class CardText:
    """What a card says; `key` names what it opens."""

    key: str
    title: str
    detail: str = ""


class PictureCard(QAbstractButton):
    """A button that shows a diagram; the picture may come later than the card."""

    def __init__(self, text: CardText, skin: Skin) -> None:
        super().__init__()
        self._text = text
        self._skin = skin
        self._picture: QImage | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text.title)
        self.setAccessibleDescription(text.detail)
        self.setToolTip(text.detail)
        skin.changed.connect(self.update)

    @property
    def key(self) -> str:
        return self._text.key

    def set_picture(self, picture: QImage) -> None:
        self._picture = picture
        self.update()

    @property
    def has_picture(self) -> bool:
        return self._picture is not None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = self._detail_lines(width)
        texts = (1 + lines) * self.fontMetrics().lineSpacing() + (2 if lines else 1) * _GAP
        return round(width * PICTURE_RATIO) + texts + 2 * _PADDING

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(180, self.heightForWidth(180))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        outline = QPainterPath()
        outline.addRoundedRect(frame, _RADIUS, _RADIUS)
        self._paint_ground(painter, outline)
        self._paint_picture(painter, outline)
        self._paint_texts(painter)
        self._paint_frame(painter, outline)
        painter.end()

    def _paint_ground(self, painter: QPainter, outline: QPainterPath) -> None:
        colors = self._skin.colors
        painter.fillPath(outline, QColor(colors.hover if self.isDown() else colors.surface))

    def _paint_picture(self, painter: QPainter, outline: QPainterPath) -> None:
        place = self._picture_place()
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(place, QColor(self._skin.colors.window))
        if self._picture is not None:
            size = self._picture.deviceIndependentSize().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRectF(0, 0, size.width(), size.height())
            target.moveCenter(QRectF(place).center())
            painter.drawImage(target, self._picture)
        painter.setPen(QColor(self._skin.colors.border))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        painter.restore()

    def _paint_texts(self, painter: QPainter) -> None:
        colors, metrics = self._skin.colors, self.fontMetrics()
        top = self._picture_place().bottom() + _PADDING
        area = QRect(_PADDING + 2, top, self.width() - 2 * _PADDING - 4, metrics.lineSpacing())
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(colors.text))
        title = painter.fontMetrics().elidedText(self._text.title, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, title)
        painter.setFont(self.font())
        painter.setPen(QColor(colors.muted))
        lines = self._detail_lines(self.width())
        detail = metrics.elidedText(self._text.detail, Qt.TextElideMode.ElideRight, _MOST_LINES * area.width())
        below = QRect(area.x(), area.bottom() + 1 + _GAP, area.width(), lines * metrics.lineSpacing())
        painter.drawText(below, _WRAPPED, detail)

    def _detail_lines(self, width: int) -> int:
        """How many lines the detail takes in a card of `width` pixels; another language may need one more."""
        if not self._text.detail:
            return 0
        room = QRect(0, 0, width - 2 * _PADDING - 4, _ENDLESS)
        height = self.fontMetrics().boundingRect(room, _WRAPPED, self._text.detail).height()
        return min(ceil(height / self.fontMetrics().lineSpacing()), _MOST_LINES)

    def _paint_frame(self, painter: QPainter, outline: QPainterPath) -> None:
        colors = self._skin.colors
        if self.hasFocus():
            painter.setPen(QPen(QColor(colors.accent), 2))
        else:
            painter.setPen(QPen(QColor(colors.strong_border if self.underMouse() else colors.border), 1))
        painter.drawPath(outline)

    def _picture_place(self) -> QRect:
        return QRect(1, 1, self.width() - 2, round(self.width() * PICTURE_RATIO))
