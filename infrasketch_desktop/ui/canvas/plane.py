"""A widget that shows a part of an endless plane: zoom to the pointer, scroll, pan with space or the middle button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QNativeGestureEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from infrasketch_desktop.diagram.geometry import Point, Rect, Size
from infrasketch_desktop.ui.canvas.viewport import ZOOM_STEP, Viewport
from infrasketch_desktop.ui.canvas.wheel import after_pinch, after_wheel


class PlaneWidget(QWidget):
    """Keeps a `Viewport` and changes it by wheel, pinch, keys and drags. What is shown there is up to the subclass."""

    viewport_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewport = Viewport()
        self._pan_from: QPointF | None = None
        self._space_held = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    @property
    def viewport(self) -> Viewport:
        return self._viewport

    @property
    def zoom(self) -> float:
        return self._viewport.zoom

    @property
    def visible(self) -> Rect:
        """The part of the scene on the screen."""
        return self._viewport.visible

    @property
    def is_panning(self) -> bool:
        return self._pan_from is not None

    def set_viewport(self, viewport: Viewport) -> None:
        """Show another part of the scene."""
        if viewport != self._viewport:
            self._viewport = viewport
            self.update()
            self.viewport_changed.emit()

    def pan(self, dx: float, dy: float) -> None:
        """Move the content by (dx, dy) pixels."""
        self.set_viewport(self._viewport.panned(dx, dy))

    def zoom_in(self) -> None:
        self.zoom_to(self.zoom * ZOOM_STEP)

    def zoom_out(self) -> None:
        self.zoom_to(self.zoom / ZOOM_STEP)

    def zoom_to_full_size(self) -> None:
        self.zoom_to(1.0)

    def zoom_to(self, zoom: float, at: Point | None = None) -> None:
        """Zoom around a point of the widget, by default its middle."""
        self.set_viewport(self._viewport.zoomed(zoom, at))

    def scene_point(self, position: QPointF) -> Point:
        """The point of the scene under a position in the widget."""
        return self._viewport.to_scene(Point(position.x(), position.y()))

    def show_cursor(self) -> None:
        """Show the cursor of what the mouse would do now."""
        if self.is_panning:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._space_held:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.setCursor(self.idle_cursor())

    def idle_cursor(self) -> Qt.CursorShape:
        """The cursor while the widget is not panned."""
        return Qt.CursorShape.ArrowCursor

    def begins_pan(self, event: QMouseEvent) -> bool:
        """Start to pan if this press means that; whether it did."""
        with_space = self._space_held and event.button() == Qt.MouseButton.LeftButton
        if event.button() != Qt.MouseButton.MiddleButton and not with_space:
            return False
        self._pan_from = event.position()
        self.show_cursor()
        return True

    def goes_on_panning(self, event: QMouseEvent) -> bool:
        """Pan to where the mouse is; False while not panning."""
        if self._pan_from is None:
            return False
        moved = event.position() - self._pan_from
        self._pan_from = event.position()
        self.pan(moved.x(), moved.y())
        return True

    def ends_pan(self) -> bool:
        """Stop panning; False when not panning."""
        was_panning, self._pan_from = self.is_panning, None
        self.show_cursor()
        return was_panning

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.set_viewport(after_wheel(self._viewport, event))
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent):
            viewport = after_pinch(self._viewport, event)
            if viewport is not None:
                self.set_viewport(viewport)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._on_space(event, held=True)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self._on_space(event, held=False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._space_held = False
        self.show_cursor()
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._viewport = self._viewport.resized(Size(self.width(), self.height()))
        super().resizeEvent(event)
        self.viewport_changed.emit()

    def _on_space(self, event: QKeyEvent, *, held: bool) -> None:
        if event.key() != Qt.Key.Key_Space or event.modifiers():
            event.ignore()
        elif not event.isAutoRepeat():
            self._space_held = held
            self.show_cursor()
