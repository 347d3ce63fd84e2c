"""A mouse over a canvas: real events of the window system, aimed at points of the scene."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.ui.canvas.view import CanvasView

LEFT = Qt.MouseButton.LeftButton
NO_BUTTON = Qt.MouseButton.NoButton
NO_KEY = Qt.KeyboardModifier.NoModifier


class Mouse:
    """Presses, moves and releases at scene points; `keys` are the modifiers held down meanwhile."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self.keys = NO_KEY

    def press(self, x: float, y: float) -> None:
        self._send(QEvent.Type.MouseButtonPress, Point(x, y), LEFT, LEFT)

    def move(self, x: float, y: float, *, held: bool = False) -> None:
        self._send(QEvent.Type.MouseMove, Point(x, y), NO_BUTTON, LEFT if held else NO_BUTTON)

    def release(self, x: float, y: float) -> None:
        self._send(QEvent.Type.MouseButtonRelease, Point(x, y), LEFT, NO_BUTTON)

    def click(self, x: float, y: float) -> None:
        self.move(x, y)
        self.press(x, y)
        self.release(x, y)

    def double_click(self, x: float, y: float) -> None:
        self.click(x, y)
        self._send(QEvent.Type.MouseButtonDblClick, Point(x, y), LEFT, LEFT)
        self.release(x, y)

    def pull(self, start: tuple[float, float], *way: tuple[float, float]) -> None:
        """Press at `start` and move on with the button held."""
        self.move(*start)
        self.press(*start)
        for point in way:
            self.move(*point, held=True)

    def drag(self, start: tuple[float, float], *way: tuple[float, float]) -> None:
        """The same, and release at the end."""
        self.pull(start, *way)
        self.release(*way[-1])

    def _send(self, kind: QEvent.Type, at: Point, button: Qt.MouseButton, buttons: Qt.MouseButton) -> None:
        view = self._view.viewport.to_view(at)
        position = QPointF(view.x, view.y)
        event = QMouseEvent(kind, position, self._view.mapToGlobal(position), button, buttons, self.keys)
        QApplication.sendEvent(self._view, event)
