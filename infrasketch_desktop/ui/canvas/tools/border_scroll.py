"""Scrolls the view while a gesture is held at its border, so that a drag reaches what lies beyond."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from infrasketch_desktop.ui.canvas.view import CanvasView

ZONE = 32.0
"""Pixels along the border within which the view scrolls; a press nearer to the border makes its zone smaller."""

FASTEST = 24.0
"""Pixels a tick, reached one zone outside of the view."""

_TICK_MS = 16
_Held = tuple[QPointF, Qt.KeyboardModifier]
"""Where in the view the mouse is with its left button held, and the modifiers."""


class BorderScroll(QObject):
    """Installed on a view for as long as it lives. Stops with the gesture: at its release, at Escape."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._pressed = QPointF()
        self._held: _Held | None = None
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        view.installEventFilter(self)

    @property
    def is_scrolling(self) -> bool:
        return self._timer.isActive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            if event.type() is QEvent.Type.MouseButtonPress:
                self._pressed = event.position()
            held = event.type() is QEvent.Type.MouseMove and event.buttons() == Qt.MouseButton.LeftButton
            self._held = (event.position(), event.modifiers()) if held else None
            if self._step() == (0, 0):
                self._timer.stop()
            elif not self._timer.isActive():  # whether a tool reaches out is known at the tick, after this move
                self._timer.start()
        return super().eventFilter(watched, event)

    def _on_tick(self) -> None:
        """Scroll on, and let the tool know where in the scene the mouse is now."""
        dx, dy = self._step()
        tool = self._view.tool
        if self._held is None or tool is None or not tool.is_reaching or (dx, dy) == (0, 0):
            self._timer.stop()
            return
        self._view.pan(-dx, -dy)
        QApplication.sendEvent(self._view, self._repeated(*self._held))

    def _repeated(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> QMouseEvent:
        """The last move of the mouse once more: the same place on the screen, another one in the scene."""
        button, buttons = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
        on_screen = QPointF(self._view.mapToGlobal(position))
        return QMouseEvent(QEvent.Type.MouseMove, position, on_screen, button, buttons, modifiers)

    def _step(self) -> tuple[float, float]:
        """How far a tick scrolls, right and down."""
        if self._held is None:
            return 0.0, 0.0
        (at, _), size = self._held, self._view.size()
        return (
            scroll_step(at.x(), self._pressed.x(), size.width()),
            scroll_step(at.y(), self._pressed.y(), size.height()),
        )


def scroll_step(at: float, pressed: float, length: float) -> float:
    """Pixels by which to scroll while the mouse is `at` a place along a side of `length`, pressed elsewhere on it."""
    low, high = min(ZONE, pressed), max(length - ZONE, pressed)
    beyond = at - high if at > high else min(at - low, 0.0)
    return float(round(max(-1.0, min(beyond / (2 * ZONE), 1.0)) * FASTEST))
