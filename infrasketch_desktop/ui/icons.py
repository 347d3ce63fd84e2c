"""Line icons that always wear the colours of the current appearance."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from infrasketch_desktop.resources import resource_path
from infrasketch_desktop.ui.theme.colors import Colors
from infrasketch_desktop.ui.theme.measures import grown

MIRRORED = frozenset(("chevron-right", "outline", "panel-left", "panel-right", "quit", "redo", "undo"))
"""Icons that point along the line of writing. Those about the canvas are not among them: it is never mirrored."""


class ColorSource(Protocol):
    """Whoever knows the colours of now."""

    @property
    def colors(self) -> Colors: ...


class Icons:
    """Hands out icons by name, the name of a file in `resources/icons`; each is read once."""

    def __init__(self, source: ColorSource) -> None:
        self._source = source
        self._drawings: dict[str, bytes] = {}
        self._renderers: dict[tuple[str, str], QSvgRenderer] = {}

    def icon(self, name: str, role: str = "text") -> QIcon:
        """The icon `name` in the colour `role` (a field of `Colors`); an empty name is an empty icon."""
        return QIcon(_LineIcon(self, name, role)) if name else QIcon()

    def pixmap(self, name: str, size: int, ratio: float, role: str = "text") -> QPixmap:
        """The icon `size` pixels wide beside usual text, sharp at the device pixel ratio `ratio`."""
        size = grown(size)
        pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRectF(0, 0, size, size), name, role)
        painter.end()
        return pixmap

    def paint(self, painter: QPainter, area: QRectF, name: str, role: str) -> None:
        color = str(getattr(self._source.colors, role))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if name not in MIRRORED or QGuiApplication.layoutDirection() is not Qt.LayoutDirection.RightToLeft:
            self._renderer(name, color).render(painter, area)
            return
        painter.save()
        painter.translate(area.left() + area.right(), 0)
        painter.scale(-1, 1)
        self._renderer(name, color).render(painter, area)
        painter.restore()

    def _renderer(self, name: str, color: str) -> QSvgRenderer:
        key = (name, color)
        if key not in self._renderers:
            drawing = self._drawing(name).replace(b"currentColor", color.encode())
            self._renderers[key] = QSvgRenderer(QByteArray(drawing))
        return self._renderers[key]

    def _drawing(self, name: str) -> bytes:
        if name not in self._drawings:
            self._drawings[name] = resource_path("icons", f"{name}.svg").read_bytes()
        return self._drawings[name]


class _LineIcon(QIconEngine):
    """Paints at the moment it is needed, so a change of appearance needs no new icons."""

    def __init__(self, icons: Icons, name: str, role: str) -> None:
        super().__init__()
        self._icons = icons
        self._name = name
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        area = QRectF(0, 0, side, side)
        area.moveCenter(QRectF(rect).center())
        self._icons.paint(painter, area, self._name, self._role_for(mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """`size` is in device pixels."""
        pixmap = QPixmap(size)
        if pixmap.isNull():  # of a button that a small window has squeezed to nothing
            return pixmap
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        return pixmap

    def clone(self) -> QIconEngine:
        return _LineIcon(self._icons, self._name, self._role)

    def _role_for(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode == QIcon.Mode.Disabled:
            return "disabled"
        if state == QIcon.State.On:
            return "on_soft"
        return self._role
