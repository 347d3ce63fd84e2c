"""What the canvas knows about a document beyond its records: who is visible, where, and who changes with whom."""

from __future__ import annotations

from collections.abc import Iterable

from infrasketch_desktop.diagram.changes import ChangeSet
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Record
from infrasketch_desktop.picture.edge_path import EdgePath, edge_path
from infrasketch_desktop.ui.canvas.influence import affected
from infrasketch_desktop.ui.canvas.spatial import Extent, Layer, SpatialGrid

_EDGE_REACH = 34.0
"""How far the default line of an edge may leave the rectangle around its ends: loops and parallel lanes."""

_LABEL_REACH = 84.0
_CARD_REACH = 4.0
_PATHS_KEPT = 2000
ONE_BY_ONE = 1000
"""Changes up to which the grid follows each of them."""


class CanvasScene:
    """Follows one document. `update` takes its change sets; nothing else changes what is answered here.

    Members of collapsed groups and edges within one are not in the grid. `lifted` records are in the grid but left
    out of what is painted into the frame, because a gesture shows them live.
    """

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self.grid = SpatialGrid()
        self.lifted: frozenset[str] = frozenset()
        self.animated: set[str] = set()
        """Edges that move where motion is welcome."""
        self._paths: dict[str, EdgePath] = {}
        self._fill()

    @property
    def extent(self) -> Rect | None:
        """The rectangle around everything visible, edges included; None when there is nothing."""
        everything = (float("-inf"), float("-inf"), float("inf"), float("inf"))
        extents = [cell.extent for cell in self.grid.cells(everything) if any(cell.layers)]
        if not extents:
            return None
        lefts, tops, rights, bottoms = zip(*extents, strict=True)
        return Rect(min(lefts), min(tops), max(rights) - min(lefts), max(bottoms) - min(tops))

    def path(self, edge_id: str) -> EdgePath:
        """The line of an edge; KeyError when there is none."""
        known = self._paths.get(edge_id)
        if known is None:
            if len(self._paths) >= _PATHS_KEPT:
                self._paths.clear()
            known = edge_path(self.diagram, self.diagram.edges[edge_id])
            self._paths[edge_id] = known
        return known

    def lift(self, ids: Iterable[str]) -> list[Extent]:
        """Leave `ids` out of what is painted, instead of those lifted before; where that changes the picture."""
        ids = frozenset(ids)
        changed = ids ^ self.lifted
        self.lifted = ids
        for record_id in changed:
            self.grid.touch(record_id)
        return [extent for extent in map(self.grid.extent, changed) if extent is not None]

    def update(self, changes: ChangeSet) -> tuple[list[Extent], set[str]] | None:
        """Take in what changed in the document; the parts of the scene and the records that look different now.

        After thousands of changes everything is put in its place anew, and None says that all looks different.
        """
        if len(changes) > ONE_BY_ONE:
            self.grid, self._paths = SpatialGrid(), {}
            self.animated.clear()
            self._fill()
            return None
        touched = affected(self.diagram, changes)
        steady = self._steady_frames(touched, changes)
        repainted: set[str] = set()
        dirty: list[Extent] = []
        for record_id in touched:
            self._paths.pop(record_id, None)
            self.animated.discard(record_id)
            before = self.grid.extent(record_id)
            self.grid.remove(record_id)
            self._put(self.diagram.get(record_id))
            after = self.grid.extent(record_id)
            if before == after and record_id in steady:
                continue
            dirty.extend(extent for extent in (before, after) if extent is not None)
            repainted.add(record_id)
        return dirty, repainted

    def _steady_frames(self, touched: Iterable[str], changes: ChangeSet) -> set[str]:
        """Open groups with the members they had: a move inside changes nothing of them while their frame stays."""
        changed: set[str | None] = set(changes.ids)
        for change in changes:
            before, after = _parent(change.before), _parent(change.after)
            if before != after:
                changed.update((before, after))
        groups = self.diagram.groups
        return {i for i in touched if i in groups and not groups[i].collapsed and i not in changed}

    def _fill(self) -> None:
        diagram = self.diagram
        for placed in (diagram.groups, diagram.nodes, diagram.notes, diagram.edges):
            for record in placed.values():
                self._put(record)

    def _put(self, record: Record | None) -> None:
        match record:
            case Node() | Note():
                if record.group is None or self.diagram.shown(record.id) == record.id:
                    x, y, reach = record.x, record.y, _CARD_REACH
                    extent = (x - reach, y - reach, x + record.width + reach, y + record.height + reach)
                    self.grid.put(record.id, Layer.CARD, extent)
            case Edge():
                extent_of_edge = self._edge_extent(record)
                if record.animated:
                    self.animated.add(record.id)
                if extent_of_edge is not None:
                    self.grid.put(record.id, Layer.EDGE, extent_of_edge)
            case Group():
                if self.diagram.shown(record.id) == record.id:
                    layer = Layer.CARD if record.collapsed else Layer.FRAME
                    self.grid.put(record.id, layer, extent_of(self.diagram.bounds(record.id), 2 * _CARD_REACH))

    def _edge_extent(self, edge: Edge) -> Extent | None:
        """Where the line may be, without finding the line: around both ends and every point it was given."""
        ends = self._ends(edge)
        if ends is None:
            return None
        (x, y, width, height), (end_x, end_y, end_width, end_height) = ends
        left, top = min(x, end_x), min(y, end_y)
        right, bottom = max(x + width, end_x + end_width), max(y + height, end_y + end_height)
        if edge.waypoints or edge.route or edge.label_at:
            points = (*edge.waypoints, *edge.route, *((edge.label_at,) if edge.label_at else ()))
            xs, ys = zip(*points, strict=True)
            left, top, right, bottom = min(left, *xs), min(top, *ys), max(right, *xs), max(bottom, *ys)
        across = _LABEL_REACH if edge.label else _EDGE_REACH
        return (left - across, top - _EDGE_REACH, right + across, bottom + _EDGE_REACH)

    def _ends(self, edge: Edge) -> tuple[Extent, Extent] | None:
        """x, y, width, height of what an edge is drawn between; None when it is hidden in a folded group."""
        nodes = self.diagram.nodes
        one, other = nodes.get(edge.source), nodes.get(edge.target)
        if one is not None and other is not None and one.group is None and other.group is None:
            # Nearly all edges of a large diagram, and a third of the time to open it.
            return (one.x, one.y, one.width, one.height), (other.x, other.y, other.width, other.height)
        source, target = self.diagram.shown(edge.source), self.diagram.shown(edge.target)
        if source == target and edge.source != edge.target:
            return None
        first, last = self.diagram.bounds(source), self.diagram.bounds(target)
        return (first.x, first.y, first.width, first.height), (last.x, last.y, last.width, last.height)


def extent_of(rect: Rect, reach: float = 0.0) -> Extent:
    """A rectangle grown by `reach`, as the grid wants it."""
    return (rect.x - reach, rect.y - reach, rect.x + rect.width + reach, rect.y + rect.height + reach)


def _parent(record: Record | None) -> str | None:
    return record.group if isinstance(record, Node | Group | Note) else None
