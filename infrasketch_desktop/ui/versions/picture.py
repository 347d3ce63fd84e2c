"""A finished picture on an endless plane: scrolled and zoomed like the canvas, and nothing can be changed on it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from infrasketch_desktop.diagram.geometry import Rect, union
from infrasketch_desktop.language import tr
from infrasketch_desktop.picture.drawing import DisplayList
from infrasketch_desktop.picture.qt.painting import Calls, Compiler, play
from infrasketch_desktop.picture.theme import Theme
from infrasketch_desktop.ui.canvas.pens import ScreenPens, outline
from infrasketch_desktop.ui.canvas.plane import PlaneWidget

_FOCUS_LINE, _FOCUS_GAP = 3.0, 6.0


class PicturePlane(PlaneWidget):
    """Plays a display list; only what is in sight is painted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._items: tuple[tuple[str, Rect, Calls], ...] = ()
        self._extent: Rect | None = None
        self._focus: Rect | None = None
        self._fits = True
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(320, 240)
        self.setAccessibleName(tr("Comparison"))

    def sizeHint(self) -> QSize:
        return QSize(720, 520)

    def show_drawing(self, drawing: DisplayList) -> None:
        """Show all of `drawing`."""
        compiler = Compiler()
        self._items = tuple((item.id, item.bounds, compiler.compile(item.shapes)) for item in drawing.items)
        self._extent = drawing.bounds
        self._fits = True
        self._fit()

    def look_at(self, record_id: str | None) -> None:
        """Put a line around an element and bring it into sight; None looks at nothing."""
        self._focus = union(bounds for item_id, bounds, _ in self._items if item_id == record_id)
        if self._focus is not None and not self.visible.encloses(self._focus):
            self._fits = False
            self.set_viewport(self.viewport.showing(self._focus))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.canvas))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(*self.viewport.offset)
        painter.scale(self.zoom, self.zoom)
        visible = self.visible
        for _, bounds, calls in self._items:
            if bounds.inflated(1).intersects(visible):
                play(painter, calls)
        if self._focus is not None:
            pens = ScreenPens(self.zoom, 1.0)
            outline(painter, self._focus, pens.line(QColor(self._theme.accent), _FOCUS_LINE), pens.px(_FOCUS_GAP))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._fits and self._extent is not None:
            self.set_viewport(self.viewport.fitted(self._extent))
        self.update()
