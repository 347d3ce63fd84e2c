"""What tools need of the place they work in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.ui.canvas.preview import Preview
from infrasketch_desktop.ui.selection import Selection


class ToolHost(Protocol):
    """A canvas with its document and selection, as the tools see it. All places are in scene units."""

    @property
    def document(self) -> Document: ...

    @property
    def selection(self) -> Selection: ...

    @property
    def visible(self) -> Rect:
        """The part of the scene on the screen."""

    @property
    def grid(self) -> float | None:
        """The step that places snap to; None while snapping is off."""

    @property
    def attracts(self) -> bool:
        """Whether places snap to edges, centres and equal gaps of others, with guides that show it."""

    @property
    def node_kind(self) -> NodeKind:
        """The kind of node that the node tool draws."""

    def records_in(self, rect: Rect) -> Iterable[str]:
        """Whatever is shown and meets `rect`: nodes, groups and notes by their rectangle, edges by their line."""

    def line(self, edge_id: str) -> tuple[Point, ...]:
        """The corners of an edge as drawn, border to border."""

    def label_point(self, edge_id: str) -> Point:
        """The middle of an edge's label as drawn, or of its line without one."""

    def show_preview(self, preview: Preview) -> None: ...

    def clear_preview(self) -> None: ...

    def say(self, text: str) -> None:
        """Show one line in the status bar."""

    def edit_label(self, record_id: str) -> None:
        """Let the user type the label of a record in place."""

    def offer_node(self, source: str, at: Point) -> None:
        """Offer a new node with its top-left corner at `at`, connected from `source`; the user chooses its kind."""

    def pan(self, dx: float, dy: float) -> None:
        """Move the content by (dx, dy) pixels of the screen."""

    def choose_tool(self, name: str) -> None:
        """Take up another tool: select, hand, node, edge, text or group."""
