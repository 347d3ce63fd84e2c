"""Dragging one end of an edge to another record."""

from __future__ import annotations

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.edits import End
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.canvas.pointer import Pointer
from infrasketch_desktop.ui.canvas.preview import Preview
from infrasketch_desktop.ui.canvas.tools.gesture import Attempt
from infrasketch_desktop.ui.canvas.tools.host import ToolHost
from infrasketch_desktop.ui.canvas.tools.linking import loose_line, refusal
from infrasketch_desktop.ui.canvas.tools.titles import name_of


class ReconnectEdge:
    """Drags one end; released where no edge can end, the edge stays as it was."""

    def __init__(self, host: ToolHost, edge_id: str, end: End) -> None:
        diagram = host.document.diagram
        edge = diagram.edges[edge_id]
        self._host = host
        self._edge = edge
        self._end = end
        self._fixed = edge.target if end is End.SOURCE else edge.source
        self._rect = diagram.bounds(diagram.shown(self._fixed))
        self._attempt = Attempt(host)

    def move(self, pointer: Pointer) -> None:
        target = self._target(pointer)
        reason = self._refusal(target) if target else None
        if reason:
            self._host.say(reason)
        if target is None or reason:
            line = loose_line(self._rect, pointer.scene)
            link = line[::-1] if self._end is End.SOURCE else line
            self._host.show_preview(Preview(link=link, hidden=frozenset({self._edge.id})))
            return
        self._attempt.show(lambda edit: self._run(edit, target), target=target)

    def release(self, pointer: Pointer) -> None:
        target = self._target(pointer)
        reason = self._refusal(target) if target else tr("Drop the end on a node or a group.")
        if target is None or reason:
            self._host.clear_preview()
            self._host.say(reason or "")
            return
        name = name_of(self._host.document.diagram, target)
        self._attempt.commit(tr("Reconnect to {name}", name=name), lambda edit: self._run(edit, target))

    def cancel(self) -> None:
        self._host.clear_preview()

    def _run(self, edit: Edit, target: str) -> None:
        edits.reconnect(edit, self._edge.id, self._end, target)

    def _target(self, pointer: Pointer) -> str | None:
        hit = pointer.hit.id if pointer.hit else None
        return hit if hit and self._host.document.diagram.placed(hit) else None

    def _refusal(self, target: str) -> str | None:
        present = self._edge.source if self._end is End.SOURCE else self._edge.target
        if target == present:
            return None
        ends = (target, self._fixed) if self._end is End.SOURCE else (self._fixed, target)
        return refusal(self._host.document.diagram, *ends)
