"""Pulling a connection: from a record to another one, or to where a new one shall be."""

from __future__ import annotations

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.kinds import EdgeKind
from infrasketch_desktop.diagram.records import NODE_HEIGHT, NODE_WIDTH, Edge
from infrasketch_desktop.language import tr
from infrasketch_desktop.picture.connectors import elbow
from infrasketch_desktop.ui.canvas.pointer import Pointer
from infrasketch_desktop.ui.canvas.preview import Preview
from infrasketch_desktop.ui.canvas.tools.gesture import Attempt
from infrasketch_desktop.ui.canvas.tools.host import ToolHost
from infrasketch_desktop.ui.canvas.tools.titles import name_of


class PullEdge:
    """Pulls an edge out of `source`. Released on nothing it offers a new node there."""

    def __init__(self, host: ToolHost, source: str) -> None:
        self._host = host
        self.source = source
        self._rect = host.document.diagram.bounds(source)
        self._attempt = Attempt(host)
        self._has_left = False

    def move(self, pointer: Pointer) -> None:
        self._has_left = self._has_left or not self._rect.contains(pointer.scene)
        target = self._target(pointer)
        if target is None:
            self._host.show_preview(Preview(link=loose_line(self._rect, pointer.scene)))
            return
        reason = refusal(self._host.document.diagram, self.source, target)
        if reason:
            self._host.say(reason)
            self._host.show_preview(Preview(link=loose_line(self._rect, pointer.scene)))
            return
        self._attempt.show(lambda edit: edits.connect(edit, self.source, target), target=target)

    def release(self, pointer: Pointer) -> None:
        target = self._target(pointer)
        if target is not None:
            self._connect(target)
        elif self._has_left and pointer.hit is None:
            self._host.clear_preview()
            self._host.offer_node(self.source, corner_of_new(self._rect, pointer.scene))
        else:
            self._host.clear_preview()

    def cancel(self) -> None:
        self._host.clear_preview()

    def _target(self, pointer: Pointer) -> str | None:
        """What the pointer would connect to; the source itself only after the pointer has been outside of it."""
        target = pointer.hit.id if pointer.hit else None
        if target is None or self._host.document.diagram.placed(target) is None:
            return None
        return None if target == self.source and not self._has_left else target

    def _connect(self, target: str) -> None:
        diagram = self._host.document.diagram
        reason = refusal(diagram, self.source, target)
        if reason:
            self._host.clear_preview()
            self._host.say(reason)
            return
        source_name, target_name = name_of(diagram, self.source), name_of(diagram, target)
        title = tr("Connect {source} to {target}", source=source_name, target=target_name)

        def verb(edit: Edit) -> Edge:
            return edits.connect(edit, self.source, target)

        made = self._attempt.commit(title, verb)
        if made is not None:
            self._host.selection.set([made.id])


def refusal(diagram: Diagram, source: str, target: str) -> str | None:
    """Why no edge can lead from `source` to `target`, in words for the status bar; None when one can."""
    if source in diagram.notes or target in diagram.notes:
        return tr("Notes are not connected; connect nodes and groups.")
    if source in diagram.ancestors(target) or target in diagram.ancestors(source):
        return tr("A group is not connected with what it contains.")
    if edits.find_edge(diagram, source, target, label="", kind=EdgeKind.REQUEST):
        source_name, target_name = name_of(diagram, source), name_of(diagram, target)
        return tr("{source} is connected to {target} already.", source=source_name, target=target_name)
    return None


def loose_line(rect: Rect, end: Point) -> tuple[Point, ...]:
    """The line from a rectangle to a point outside of it; nothing for a point inside."""
    return () if rect.contains(end) else elbow(rect, Rect(end.x, end.y, 0, 0))


def corner_of_new(source: Rect, end: Point) -> Point:
    """The top-left corner of a new node, so that a line from `source` meets the middle of its side at `end`."""
    across = max(end.x - source.right, source.left - end.x)
    down = max(end.y - source.bottom, source.top - end.y)
    if down >= across:
        y = end.y if end.y >= source.center.y else end.y - NODE_HEIGHT
        return Point(round(end.x - NODE_WIDTH / 2), round(y))
    x = end.x if end.x >= source.center.x else end.x - NODE_WIDTH
    return Point(round(x), round(end.y - NODE_HEIGHT / 2))
