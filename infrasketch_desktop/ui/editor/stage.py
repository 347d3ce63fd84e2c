"""The canvas as its tools see it: tools ask it for records and places, and tell it what to preview."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.ui.canvas.preview import Preview
from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.selection import Selection

GRID = 20.0


class Stage(QObject):
    """The `ToolHost` of one editor.

    `node_wanted` carries the source of an edge to come, and the `Point` for the corner of the node it shall lead to.
    """

    said = Signal(str)
    tool_wanted = Signal(str)
    node_wanted = Signal(str, object)

    def __init__(self, editor: Editor, edit_label: Callable[[str], None]) -> None:
        super().__init__(editor)
        self._editor = editor
        self._edit_label = edit_label
        self.snaps = True
        self.attracts = True
        self.kind = NodeKind.SERVICE

    @property
    def document(self) -> Document:
        return self._editor.document

    @property
    def selection(self) -> Selection:
        return self._editor.selection

    @property
    def visible(self) -> Rect:
        return self._editor.canvas.visible

    @property
    def grid(self) -> float | None:
        return GRID if self.snaps else None

    @property
    def node_kind(self) -> NodeKind:
        return self.kind

    def records_in(self, rect: Rect) -> Iterable[str]:
        return self._editor.canvas.records_in(rect)

    def line(self, edge_id: str) -> tuple[Point, ...]:
        return self._editor.canvas.line(edge_id)

    def label_point(self, edge_id: str) -> Point:
        return self._editor.canvas.label_point(edge_id)

    def show_preview(self, preview: Preview) -> None:
        self._editor.canvas.show_preview(preview)

    def clear_preview(self) -> None:
        self._editor.canvas.clear_preview()

    def say(self, text: str) -> None:
        self.said.emit(text)

    def edit_label(self, record_id: str) -> None:
        self._edit_label(record_id)

    def offer_node(self, source: str, at: Point) -> None:
        self.node_wanted.emit(source, at)

    def pan(self, dx: float, dy: float) -> None:
        self._editor.canvas.pan(dx, dy)

    def choose_tool(self, name: str) -> None:
        self.tool_wanted.emit(name)
