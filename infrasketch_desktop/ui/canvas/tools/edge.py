"""The tool that draws connections: drag from one record to another, or click one after the other."""

from __future__ import annotations

from PySide6.QtCore import Qt

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.canvas.pointer import Pointer
from infrasketch_desktop.ui.canvas.tools.gesture import is_drag
from infrasketch_desktop.ui.canvas.tools.host import ToolHost
from infrasketch_desktop.ui.canvas.tools.linking import PullEdge


class EdgeTool:
    """Between the first click and the second, the line follows the mouse without a button."""

    def __init__(self, host: ToolHost) -> None:
        self._host = host
        self._press: Pointer | None = None
        self._pull: PullEdge | None = None
        self._dragged = False

    @property
    def cursor(self) -> Qt.CursorShape:
        return Qt.CursorShape.CrossCursor

    @property
    def is_reaching(self) -> bool:
        return self._pull is not None

    def press(self, pointer: Pointer) -> None:
        self._press = pointer
        self._dragged = False
        if self._pull is not None:
            return
        diagram = self._host.document.diagram
        source = pointer.hit.id if pointer.hit else None
        if source is not None and (source in diagram.nodes or source in diagram.groups):
            self._pull = PullEdge(self._host, source)
        else:
            self._host.say(tr("Begin on the node or group where the connection starts."))

    def move(self, pointer: Pointer) -> None:
        if self._pull is not None:
            self._dragged = self._dragged or (self._press is not None and is_drag(self._press, pointer))
            self._pull.move(pointer)

    def release(self, pointer: Pointer) -> None:
        press, self._press = self._press, None
        if press is None or self._pull is None:
            return
        begins = press.hit is not None and press.hit.id == self._pull.source
        if begins and not self._dragged:
            self._host.say(tr("Click where the connection ends."))
            return
        pull, self._pull = self._pull, None
        pull.release(pointer)

    def double_click(self, pointer: Pointer) -> None:
        self.press(pointer)

    def cancel(self) -> bool:
        pull, self._pull, self._press = self._pull, None, None
        if pull is None:
            return False
        pull.cancel()
        return True
