"""A real canvas with the real tools and a mouse, and the `ToolHost` between them; no window around it."""

from __future__ import annotations

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.geometry import Point, Rect, Size
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.picture.theme import light_theme
from infrasketch_desktop.ui.canvas.preview import NOTHING, Preview
from infrasketch_desktop.ui.canvas.tools.border_scroll import BorderScroll
from infrasketch_desktop.ui.canvas.tools.toolbox import make_tools
from infrasketch_desktop.ui.canvas.view import CanvasView
from infrasketch_desktop.ui.canvas.viewport import Viewport
from infrasketch_desktop.ui.selection import Selection
from tests.support.mouse import Mouse


class Desk:
    """Shows a document at 100 %, with the scene's origin 200 pixels from the top left; remembers what tools asked."""

    def __init__(self, document: Document, width: int = 1200, height: int = 900) -> None:
        self.document = document
        self.selection = Selection()
        self.view = CanvasView(document, self.selection, light_theme())
        self.view.resize(width, height)
        self.view.set_viewport(Viewport(Size(width, height), 1.0, Point(200, 200)))
        self.view.show_connectors(True)
        self.tools = make_tools(self)
        self.mouse = Mouse(self.view)
        self.border_scroll = BorderScroll(self.view)
        self.grid: float | None = 20.0
        self.attracts = True
        self.node_kind = NodeKind.CACHE
        self.preview = NOTHING
        self.said: list[str] = []
        self.labelled: list[str] = []
        self.offered: list[tuple[str, Point]] = []
        self.choose_tool("select")

    @property
    def diagram(self) -> Diagram:
        return self.document.diagram

    @property
    def visible(self) -> Rect:
        return self.view.viewport.visible

    def records_in(self, rect: Rect) -> list[str]:
        return self.view.records_in(rect)

    def line(self, edge_id: str) -> tuple[Point, ...]:
        return self.view.line(edge_id)

    def label_point(self, edge_id: str) -> Point:
        return self.view.label_point(edge_id)

    def show_preview(self, preview: Preview) -> None:
        self.preview = preview
        self.view.show_preview(preview)

    def clear_preview(self) -> None:
        self.preview = NOTHING
        self.view.clear_preview()

    def say(self, text: str) -> None:
        self.said.append(text)

    def edit_label(self, record_id: str) -> None:
        self.labelled.append(record_id)

    def offer_node(self, source: str, at: Point) -> None:
        self.offered.append((source, at))

    def pan(self, dx: float, dy: float) -> None:
        self.view.set_viewport(self.view.viewport.panned(dx, dy))

    def choose_tool(self, name: str) -> None:
        self.tool = name
        self.view.tool = self.tools[name]
