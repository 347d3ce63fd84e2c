"""A canvas for tools without a widget: remembers what it was asked to show, hits what a test says."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt

from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.geometry import Point, Rect, Side
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Record
from infrasketch_desktop.picture.edge_path import edge_path
from infrasketch_desktop.ui.canvas.pointer import Hit, Part, Pointer, Tool
from infrasketch_desktop.ui.canvas.preview import NOTHING, Preview
from infrasketch_desktop.ui.canvas.tools.band import crosses
from infrasketch_desktop.ui.selection import Selection
from tests.support.diagrams import document

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


class FakeHost:
    """A `ToolHost` over plain records."""

    def __init__(self, *records: Record) -> None:
        self.document: Document = document(*records)
        self.selection = Selection()
        self.visible = Rect(-2000, -2000, 4000, 4000)
        self.grid: float | None = None
        self.attracts = True
        self.node_kind = NodeKind.DATABASE
        self.preview = NOTHING
        self.said: list[str] = []
        self.labelled: list[str] = []
        self.offered: list[tuple[str, Point]] = []
        self.panned: list[tuple[float, float]] = []
        self.chosen: list[str] = []

    @property
    def diagram(self):
        return self.document.diagram

    def records_in(self, rect: Rect) -> Iterable[str]:
        boxes = [r.id for r in self.diagram if self.diagram.placed(r.id) and rect.intersects(self.diagram.bounds(r.id))]
        return [*boxes, *(i for i in self.diagram.edges if crosses(rect, self.line(i)))]

    def line(self, edge_id: str) -> tuple[Point, ...]:
        return edge_path(self.diagram, self.diagram.edges[edge_id]).points

    def label_point(self, edge_id: str) -> Point:
        return edge_path(self.diagram, self.diagram.edges[edge_id]).label

    def show_preview(self, preview: Preview) -> None:
        self.preview = preview

    def clear_preview(self) -> None:
        self.preview = NOTHING

    def say(self, text: str) -> None:
        self.said.append(text)

    def edit_label(self, record_id: str) -> None:
        self.labelled.append(record_id)

    def offer_node(self, source: str, at: Point) -> None:
        self.offered.append((source, at))

    def pan(self, dx: float, dy: float) -> None:
        self.panned.append((dx, dy))

    def choose_tool(self, name: str) -> None:
        self.chosen.append(name)


def at(
    x: float, y: float, hit: Hit | str | None = None, modifiers: Qt.KeyboardModifier = NONE, zoom: float = 1.0
) -> Pointer:
    """A pointer; an id as `hit` means the body of that record."""
    found = Hit(hit, Part.BODY) if isinstance(hit, str) else hit
    return Pointer(Point(x, y), found, zoom, LEFT, modifiers)


def part(record_id: str, which: Part, index: int = 0, side: Side | None = None) -> Hit:
    return Hit(record_id, which, index, side)


def drag(tool: Tool, start: Pointer, *way: Pointer, release: bool = True) -> None:
    """Press, move along a way, and release at its end."""
    tool.press(start)
    for pointer in way:
        tool.move(pointer)
    if release:
        tool.release(way[-1])


def click(tool: Tool, pointer: Pointer) -> None:
    tool.press(pointer)
    tool.release(pointer)
