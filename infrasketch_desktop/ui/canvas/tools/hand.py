"""The tool that moves the sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt

from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.ui.canvas.pointer import Pointer
from infrasketch_desktop.ui.canvas.tools.host import ToolHost


class HandTool:
    """Keeps the point of the scene that was pressed under the mouse."""

    def __init__(self, host: ToolHost) -> None:
        self._host = host
        self._grabbed: Point | None = None
        self._way_back: tuple[float, float] = (0.0, 0.0)

    @property
    def cursor(self) -> Qt.CursorShape:
        return Qt.CursorShape.OpenHandCursor if self._grabbed is None else Qt.CursorShape.ClosedHandCursor

    @property
    def is_reaching(self) -> bool:
        return False

    def press(self, pointer: Pointer) -> None:
        self._grabbed = pointer.scene
        self._way_back = (0.0, 0.0)

    def move(self, pointer: Pointer) -> None:
        if self._grabbed is None:
            return
        dx = (pointer.scene.x - self._grabbed.x) * pointer.zoom
        dy = (pointer.scene.y - self._grabbed.y) * pointer.zoom
        self._way_back = (self._way_back[0] - dx, self._way_back[1] - dy)
        self._host.pan(dx, dy)

    def release(self, pointer: Pointer) -> None:
        self.move(pointer)
        self._grabbed = None

    def double_click(self, pointer: Pointer) -> None:
        self.press(pointer)

    def cancel(self) -> bool:
        if self._grabbed is None:
            return False
        self._grabbed = None
        self._host.pan(*self._way_back)
        return True
