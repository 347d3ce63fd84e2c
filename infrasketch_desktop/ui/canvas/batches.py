"""What a whole cell looks like from afar: boxes by colour and one path with all its lines, prepared once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import EdgeStyle, NodeKind
from infrasketch_desktop.diagram.records import Edge
from infrasketch_desktop.picture.edge_path import edge_path
from infrasketch_desktop.ui.canvas.scene import CanvasScene
from infrasketch_desktop.ui.canvas.spatial import Cell, Layer

Coordinates = Sequence[tuple[float, float]]


class CellBatch:
    """Boxes of nodes by kind, of folded groups and of notes, and the lines of all edges, in scene units."""

    __slots__ = ("folded", "lines", "nodes", "notes")

    def __init__(self, cell: Cell, scene: CanvasScene) -> None:
        self.nodes: dict[NodeKind, list[QRectF]] = {}
        self.folded: list[QRectF] = []
        self.notes: list[QRectF] = []
        self.lines = QPainterPath()
        self._take_cards(cell.layers[Layer.CARD], scene)
        self._take_edges(cell.layers[Layer.EDGE], scene)

    def _take_cards(self, ids: Iterable[str], scene: CanvasScene) -> None:
        nodes, notes, lifted = scene.diagram.nodes, scene.diagram.notes, scene.lifted
        for record_id in ids:
            if record_id in lifted:
                continue
            node = nodes.get(record_id)
            if node is not None:
                box = QRectF(node.x, node.y, node.width, node.height)
                self.nodes.setdefault(node.kind, []).append(box)
                continue
            rect = scene.diagram.bounds(record_id)
            boxes = self.notes if record_id in notes else self.folded
            boxes.append(QRectF(rect.x, rect.y, rect.width, rect.height))

    def _take_edges(self, ids: Iterable[str], scene: CanvasScene) -> None:
        edges, lifted = scene.diagram.edges, scene.lifted
        move, line = self.lines.moveTo, self.lines.lineTo
        for record_id in ids:
            if record_id in lifted:
                continue
            points = rough_line(scene.diagram, edges[record_id])
            if points:
                move(*points[0])
                for point in points[1:]:
                    line(*point)


def rough_line(diagram: Diagram, edge: Edge) -> Coordinates:
    """`edge_path` without lanes, for the usual edge five times as fast: between two nodes, and never set by hand."""
    source, target = diagram.nodes.get(edge.source), diagram.nodes.get(edge.target)
    if (
        source is None
        or target is None
        or source.group is not None
        or target.group is not None
        or edge.route
        or edge.waypoints
        or source is target
        or diagram.sheet.edge_style is EdgeStyle.STRAIGHT
    ):
        return edge_path(diagram, edge).points
    x, y = source.x + source.width / 2, source.y + source.height / 2
    end_x, end_y = target.x + target.width / 2, target.y + target.height / 2
    beside = abs(end_x - x) - (source.width + target.width) / 2
    below = abs(end_y - y) - (source.height + target.height) / 2
    if below >= beside:
        sign = 1 if end_y >= y else -1
        y, end_y = y + sign * source.height / 2, end_y - sign * target.height / 2
        if x == end_x:
            return (x, y), (end_x, end_y)
        turn = (y + end_y) / 2
        return (x, y), (x, turn), (end_x, turn), (end_x, end_y)
    sign = 1 if end_x >= x else -1
    x, end_x = x + sign * source.width / 2, end_x - sign * target.width / 2
    if y == end_y:
        return (x, y), (end_x, end_y)
    turn = (x + end_x) / 2
    return (x, y), (turn, y), (turn, end_y), (end_x, end_y)
