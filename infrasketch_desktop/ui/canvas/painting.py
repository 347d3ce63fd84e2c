"""Painting the scene: a plan of small steps, so that a frame may be made in one go or a few milliseconds at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from itertools import islice, pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Group, Node, Note, Placed
from infrasketch_desktop.picture.artist import Artist, BadgeSource
from infrasketch_desktop.picture.detail import Level, level_at, reduced
from infrasketch_desktop.picture.edge_path import EdgePath
from infrasketch_desktop.picture.look import Look
from infrasketch_desktop.picture.node import node_ground
from infrasketch_desktop.picture.qt.fonts import QtTextMeasurer
from infrasketch_desktop.picture.qt.painting import Calls, Compiler, play
from infrasketch_desktop.picture.shapes import Shape
from infrasketch_desktop.picture.theme import Theme
from infrasketch_desktop.ui.canvas.batches import CellBatch
from infrasketch_desktop.ui.canvas.scene import CanvasScene
from infrasketch_desktop.ui.canvas.spatial import Cell, Extent, Layer

Step = Callable[[QPainter], None]

_KEPT = 900
"""Compiled records kept: more than a screen shows, a few megabytes at most."""

_LINE_REACH = 14.0
_LABEL_REACH = 84.0


class ScenePainter:
    """Paints records of a scene in one theme; keeps what it compiled until `forget` is told otherwise."""

    def __init__(self, scene: CanvasScene, theme: Theme, badge_for: BadgeSource | None = None) -> None:
        self.theme = theme
        self.look = Look(theme, QtTextMeasurer())
        self.compiler = Compiler()
        self._scene = scene
        self._artist = Artist(scene.diagram, self.look, badge_for)
        self._compiled: dict[tuple[str, Level], tuple[Placed | None, Calls]] = {}
        self._labels: dict[str, Calls] = {}
        self._grounds: dict[tuple[NodeKind, float, float, Level], Calls] = {}
        self._thin = QPen(QColor(theme.line), 0)
        self._far = {kind: QBrush(QColor(colors.far)) for kind, colors in theme.kinds.items()}

    def forget(self, ids: Iterable[str]) -> None:
        """Drop what was compiled for frames, folded groups and edges; cards of nodes notice themselves."""
        for record_id in ids:
            self._labels.pop(record_id, None)
            for level in Level:
                kept = self._compiled.get((record_id, level))
                if kept is not None and not isinstance(kept[0], Node | Note):
                    del self._compiled[record_id, level]

    def forget_all(self) -> None:
        """Drop everything that was compiled."""
        self._labels.clear()
        self._compiled.clear()

    def plan(self, extent: Extent, scale: float) -> list[Step]:
        """What paints everything that meets `extent`, back to front, at `scale` device pixels per scene unit."""
        level = level_at(scale)
        frames = [partial(self.paint_placed, record=group, level=level) for group in self._frames(extent)]
        if level is Level.NEAR:
            edges = self._edges(extent)
            lines = [partial(self._paint_edge, edge_id) for edge_id in edges]
            lines += [
                partial(self.paint_label, edge_id) for edge_id in edges if self._scene.diagram.edges[edge_id].label
            ]
        else:
            lines = [partial(self._paint_lines, cell, smooth=level is not Level.FAR) for cell in self._cells(extent)]
        if level is Level.FAR:
            cards = [partial(self._paint_boxes, cell) for cell in self._cells(extent)]
        else:
            cards = [partial(self.paint_placed, record=record, level=level) for record in self._cards(extent)]
        return [*frames, *lines, *cards]

    def paint_placed(self, painter: QPainter, record: Placed, level: Level = Level.NEAR) -> None:
        """Paint a node, group or note. What nodes of a kind share is compiled once, and nothing again for a move."""
        if isinstance(record, Group):
            play(painter, self._group_calls(record, level))
            return
        painter.translate(record.x, record.y)
        if isinstance(record, Node):
            play(painter, self._ground_calls(record, level))
        if isinstance(record, Note) or level.has_text:
            play(painter, self._face_calls(record, level))
        painter.translate(-record.x, -record.y)

    def _group_calls(self, group: Group, level: Level) -> Calls:
        kept = self._compiled.get((group.id, level))
        return kept[1] if kept else self._keep(group.id, level, None, self._artist.placed_at(group, level))

    def _ground_calls(self, node: Node, level: Level) -> Calls:
        key = (node.kind, node.width, node.height, level)
        calls = self._grounds.get(key)
        if calls is None:
            shapes = node_ground(node.kind, Rect(0, 0, node.width, node.height), self.theme)
            calls = self._grounds[key] = self.compiler.compile(reduced(shapes, level))
            if len(self._grounds) > _KEPT:
                self._grounds.clear()
        return calls

    def _face_calls(self, record: Node | Note, level: Level) -> Calls:
        kept = self._compiled.get((record.id, level))
        if kept is not None and (kept[0] is record or _only_moved(kept[0], record)):
            return kept[1]
        shapes = self._artist.placed_face(replace(record, x=0.0, y=0.0))
        return self._keep(record.id, level, record, reduced(shapes, level))

    def _paint_edge(self, edge_id: str, painter: QPainter) -> None:
        kept = self._compiled.get((edge_id, Level.NEAR))
        if kept is not None:
            play(painter, kept[1])
            return
        shapes = self._artist.line(self._scene.diagram.edges[edge_id], self._scene.path(edge_id))
        play(painter, self._keep(edge_id, Level.NEAR, None, shapes))

    def paint_label(self, edge_id: str, painter: QPainter) -> None:
        """Paint the label of an edge; also once more over what was painted along its line."""
        calls = self._labels.get(edge_id)
        if calls is None:
            if len(self._labels) >= _KEPT:
                self._labels.clear()
            shapes = self._artist.label(self._scene.diagram.edges[edge_id], self._scene.path(edge_id))
            calls = self._labels[edge_id] = self.compiler.compile(shapes)
        play(painter, calls)

    def _paint_lines(self, cell: Cell, painter: QPainter, *, smooth: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
        painter.strokePath(self._batch(cell).lines, self._thin)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)

    def _paint_boxes(self, cell: Cell, painter: QPainter) -> None:
        batch = self._batch(cell)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        for kind, boxes in batch.nodes.items():
            painter.setBrush(self._far[kind])
            painter.drawRects(boxes)
        for boxes, color in ((batch.folded, self.theme.group_border), (batch.notes, self.theme.paper_border)):
            painter.setBrush(self.compiler.brush(color))
            painter.drawRects(boxes)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)

    def _batch(self, cell: Cell) -> CellBatch:
        if not isinstance(cell.batch, CellBatch):
            cell.batch = CellBatch(cell, self._scene)
        return cell.batch

    def _keep(self, record_id: str, level: Level, record: Placed | None, shapes: tuple[Shape, ...]) -> Calls:
        if len(self._compiled) >= _KEPT:
            for key in list(islice(self._compiled, _KEPT // 4)):
                del self._compiled[key]
        calls = self.compiler.compile(shapes)
        self._compiled[record_id, level] = (record, calls)
        return calls

    def _cells(self, extent: Extent) -> list[Cell]:
        return list(self._scene.grid.cells(extent))

    def _ids(self, extent: Extent, layer: Layer) -> list[str]:
        lifted = self._scene.lifted
        ids = self._scene.grid.ids(extent, layer)
        return [i for i in ids if i not in lifted] if lifted else ids

    def _edges(self, extent: Extent) -> list[str]:
        """Edges whose line or label meets `extent`: most of those around it pass by."""
        path = self._scene.path
        return sorted(i for i in self._ids(extent, Layer.EDGE) if may_show(path(i), extent))

    def _frames(self, extent: Extent) -> list[Group]:
        groups, depth = self._scene.diagram.groups, self._scene.diagram.depth
        found = [groups[i] for i in self._ids(extent, Layer.FRAME)]
        return sorted(found, key=lambda group: (depth(group.id), group.z, group.id))

    def _cards(self, extent: Extent) -> list[Placed]:
        placed = self._scene.diagram.placed
        found = [record for i in self._ids(extent, Layer.CARD) if (record := placed(i)) is not None]
        return sorted(found, key=lambda record: (record.z, record.id))


def may_show(path: EdgePath, extent: Extent) -> bool:
    """Whether a line, its head or its label may be seen in `extent`."""
    left, top, right, bottom = extent
    reach = _LINE_REACH
    x, y = path.label
    if left - _LABEL_REACH < x < right + _LABEL_REACH and top - reach < y < bottom + reach:
        return True
    left, top, right, bottom = left - reach, top - reach, right + reach, bottom + reach
    for (x1, y1), (x2, y2) in pairwise(path.points):
        if (
            (x1 > left or x2 > left)
            and (x1 < right or x2 < right)
            and (y1 > top or y2 > top)
            and (y1 < bottom or y2 < bottom)
        ):
            return True
    return False


def _only_moved(was: Placed | None, record: Node | Note) -> bool:
    """Whether two nodes or notes look the same but for their place."""
    return isinstance(was, Node | Note) and replace(was, x=record.x, y=record.y) == record
