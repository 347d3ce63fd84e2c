"""A finished picture on an endless plane: scrolled and zoomed like the canvas, and nothing can be changed on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from infrasketch_desktop.diagram.geometry import Rect, union
from infrasketch_desktop.language import tr
from infrasketch_desktop.picture.drawing import DisplayList
from infrasketch_desktop.picture.qt.painting import Calls, Compiler, play
from infrasketch_desktop.picture.theme import Theme
from infrasketch_desktop.ui.canvas.frame import FRAME_BUDGET, Frame, FrameView, Step
from infrasketch_desktop.ui.canvas.pens import ScreenPens, outline
from infrasketch_desktop.ui.canvas.plane import PlaneWidget
from infrasketch_desktop.ui.canvas.screen import frame_view
from infrasketch_desktop.ui.canvas.spatial import Extent

_FOCUS_LINE, _FOCUS_GAP = 3.0, 6.0


@dataclass(frozen=True, slots=True)
class Picture:
    """What is painted, by element, and how large it is, in scene units."""

    items: tuple[tuple[str, Rect, Calls], ...] = ()
    extent: Rect | None = None


def picture_of(drawing: DisplayList) -> Picture:
    """`drawing` as Qt paints it; on any thread."""
    compiler = Compiler()
    items = tuple((item.id, item.bounds, compiler.compile(item.shapes)) for item in drawing.items)
    return Picture(items, drawing.bounds)


class PicturePlane(PlaneWidget):
    """What is too much to paint at once comes a few milliseconds at a time."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture = Picture()
        self._focus: Rect | None = None
        self._fits = True
        self._frame = Frame(self)
        self._refining = QTimer(self, singleShot=True, interval=0)
        self._refining.timeout.connect(self._refine)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(320, 240)
        self.setAccessibleName(tr("Comparison"))

    @property
    def is_exact(self) -> bool:
        """Whether all that is in sight has been painted."""
        return self._frame.is_exact

    def sizeHint(self) -> QSize:
        return QSize(720, 520)

    def show_picture(self, picture: Picture) -> None:
        """Show all of it."""
        self._frame.show(self._view)  # empty as it is: there is something to show until the rest is painted
        self._picture = picture
        self._frame.outdate()
        self._fits = True
        self._fit()

    def paint_ground(self, painter: QPainter, view: FrameView) -> None:
        painter.fillRect(view.whole, QColor(self._theme.canvas))

    def plan(self, extent: Extent, scale: float) -> Sequence[Step]:
        left, top, right, bottom = extent
        seen = Rect(left, top, right - left, bottom - top).inflated(1 / scale)
        return [partial(play, calls=calls) for _, bounds, calls in self._picture.items if bounds.intersects(seen)]

    def look_at(self, record_id: str | None) -> None:
        """Put a line around an element and bring it into sight; None looks at nothing."""
        self._focus = union(bounds for item_id, bounds, _ in self._picture.items if item_id == record_id)
        if self._focus is not None and not self.visible.encloses(self._focus):
            self._fits = False
            self.set_viewport(self.viewport.showing(self._focus))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_frame(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(*self.viewport.offset)
        painter.scale(self.zoom, self.zoom)
        if self._focus is not None:
            pens = ScreenPens(self.zoom, 1.0)
            outline(painter, self._focus, pens.line(QColor(self._theme.accent), _FOCUS_LINE), pens.px(_FOCUS_GAP))
        painter.end()
        if not self.is_exact:
            self._refining.start()

    def _paint_frame(self, painter: QPainter) -> None:
        view, ratio = self._view, self.devicePixelRatioF()
        self._frame.show(view)
        pixmap, shown = self._frame.pixmap, self._frame.view
        assert pixmap is not None
        assert shown is not None
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        painter.fillRect(view.whole, QColor(self._theme.canvas))
        painter.drawPixmap(view.place_of(shown), pixmap, QRectF(shown.whole))
        painter.restore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._fits and self._picture.extent is not None:
            self.set_viewport(self.viewport.fitted(self._picture.extent))
        self.update()

    @property
    def _view(self) -> FrameView:
        return frame_view(self.viewport, self.devicePixelRatioF())

    def _refine(self) -> None:
        if self._frame.refine(FRAME_BUDGET):
            self.update()
        if not self.is_exact:
            self._refining.start()
