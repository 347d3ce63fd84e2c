"""The whole diagram in a corner, with the part on the screen framed; click or drag to go elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.canvas.frame import FrameView
from infrasketch_desktop.ui.canvas.pens import qrect
from infrasketch_desktop.ui.canvas.view import CanvasView

_REFRESH_MS = 200
_SIZE = QSize(200, 140)
_VEIL = 90


class Minimap(QWidget):
    """Follows one view. The picture is painted anew only when the diagram has rested for a moment."""

    def __init__(self, view: CanvasView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._picture: QPixmap | None = None
        self._shown: FrameView | None = None
        self._refresh = QTimer(self, singleShot=True, interval=_REFRESH_MS)
        self._refresh.timeout.connect(self._forget)
        self.setAccessibleName(tr("Minimap"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.resize(_SIZE)
        view.viewport_changed.connect(self.update)
        view.content_changed.connect(lambda _changes: self._refresh.start())
        view.theme_changed.connect(self._forget)

    def sizeHint(self) -> QSize:
        return _SIZE

    def paintEvent(self, _event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._shown is None:
            self._picture, self._shown = self._view.overview(self.width(), self.height(), ratio)
        painter = QPainter(self)
        painter.drawPixmap(self.rect(), self._picture)
        theme = self._view.theme
        painter.setPen(QPen(QColor(theme.group_border), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(1 / ratio, 1 / ratio)
        painter.setTransform(self._shown.transform, True)
        fill = QColor(theme.accent)
        fill.setAlpha(_VEIL // 3)
        painter.setPen(QPen(QColor(theme.accent), 1.5 * ratio / self._shown.scale))
        painter.setBrush(fill)
        painter.drawRect(qrect(self._view.visible))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_to(event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel zooms the view: there is nothing to scroll here."""
        self._view.zoom_to(self._view.zoom * 1.0015 ** event.angleDelta().y())
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._forget()

    def _go_to(self, position: QPointF) -> None:
        if self._shown is None:
            return
        ratio = self.devicePixelRatioF()
        shown = self._shown
        x, y = (position.x() * ratio - shown.x) / shown.scale, (position.y() * ratio - shown.y) / shown.scale
        self._view.set_viewport(self._view.viewport.centered(Point(x, y)))

    def _forget(self) -> None:
        self._picture = None
        self.update()
