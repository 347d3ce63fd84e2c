"""Painting the scene: a plan of small steps, so that a frame may be made in one go or a few milliseconds at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from infrasketch_desktop.diagram.records import Group, Node, Note, Placed
from infrasketch_desktop.picture.colors import mix
from infrasketch_desktop.picture.drawing import Artist, BadgeSource
from infrasketch_desktop.picture.look import Look
from infrasketch_desktop.picture.qt import Calls, Compiler, QtTextMeasurer, play
from infrasketch_desktop.picture.shapes import Box, Glyph, Path, Shape, Text
from infrasketch_desktop.picture.theme import Theme
from infrasketch_desktop.ui.canvas.batches import CellBatch
from infrasketch_desktop.ui.canvas.levels import Level, level_at
from infrasketch_desktop.ui.canvas.scene import CanvasScene
from infrasketch_desktop.ui.canvas.spatial import Cell, Extent, Layer

Step = Callable[[QPainter], None]

_Compiled = tuple[Placed | None, Calls]

_KEPT = 3000
"""Compiled records kept: more than a screen shows, a few megabytes at most."""

_SMALLEST_GLYPH = 18.0


class ScenePainter:
    """Paints records of a scene in one theme; keeps what it compiled until `forget` is told otherwise."""

    def __init__(self, scene: CanvasScene, theme: Theme, badge_for: BadgeSource | None = None) -> None:
        self.theme = theme
        self.look = Look(theme, QtTextMeasurer())
        self.compiler = Compiler()
        self._scene = scene
        self._artist = Artist(scene.diagram, self.look, badge_for, scene.places)
        self._compiled: dict[tuple[str, Level], _Compiled] = {}
        self._thin = QPen(QColor(theme.line), 0)
        self._far = {kind: QBrush(QColor(mix(theme.card, colors.tile, 0.8))) for kind, colors in theme.kinds.items()}

    def forget(self, ids: Iterable[str]) -> None:
        """Drop what was compiled for frames, folded groups and edges; cards of nodes notice themselves."""
        for record_id in ids:
            for level in Level:
                kept = self._compiled.get((record_id, level))
                if kept is not None and not isinstance(kept[0], Node | Note):
                    del self._compiled[record_id, level]

    def plan(self, extent: Extent, scale: float) -> list[Step]:
        """What paints everything that meets `extent`, back to front, at `scale` device pixels per scene unit."""
        level = level_at(scale)
        frames = [partial(self.paint_placed, record=group, level=level) for group in self._frames(extent)]
        if level is Level.NEAR:
            lines = [partial(self._paint_edge, edge_id) for edge_id in sorted(self._ids(extent, Layer.EDGE))]
        else:
            lines = [partial(self._paint_lines, cell, smooth=level is not Level.FAR) for cell in self._cells(extent)]
        if level is Level.FAR:
            cards = [partial(self._paint_boxes, cell) for cell in self._cells(extent)]
        else:
            cards = [partial(self.paint_placed, record=record, level=level) for record in self._cards(extent)]
        return [*frames, *lines, *cards]

    def paint_placed(self, painter: QPainter, record: Placed, level: Level = Level.NEAR) -> None:
        """Paint a node, group or note; one that only moved since it was compiled is painted shifted."""
        kept = self._compiled.get((record.id, level))
        if kept is None or not (kept[0] is record or _only_moved(kept[0], record)):
            shapes = reduced(self._artist.placed_shapes(record), level)
            kept = self._keep(record.id, level, record, shapes)
        was, calls = kept
        if was is None or was is record:
            play(painter, calls)
            return
        dx, dy = record.x - was.x, record.y - was.y
        painter.translate(dx, dy)
        play(painter, calls)
        painter.translate(-dx, -dy)

    def _paint_edge(self, edge_id: str, painter: QPainter) -> None:
        kept = self._compiled.get((edge_id, Level.NEAR))
        if kept is None:
            item = self._artist.edge_item(self._scene.diagram.edges[edge_id], self._scene.path(edge_id))
            kept = self._keep(edge_id, Level.NEAR, None, item.shapes)
        play(painter, kept[1])

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

    def _keep(self, record_id: str, level: Level, record: Placed | None, shapes: tuple[Shape, ...]) -> _Compiled:
        if len(self._compiled) >= _KEPT:
            self._compiled.clear()
        kept = self._compiled[record_id, level] = (record, self.compiler.compile(shapes))
        return kept

    def _cells(self, extent: Extent) -> list[Cell]:
        return list(self._scene.grid.cells(extent))

    def _ids(self, extent: Extent, layer: Layer) -> list[str]:
        lifted = self._scene.lifted
        ids = self._scene.grid.ids(extent, layer)
        return [i for i in ids if i not in lifted] if lifted else ids

    def _frames(self, extent: Extent) -> list[Group]:
        groups, depth = self._scene.diagram.groups, self._scene.places.depth
        found = [groups[i] for i in self._ids(extent, Layer.FRAME)]
        return sorted(found, key=lambda group: (depth(group.id), group.z, group.id))

    def _cards(self, extent: Extent) -> list[Placed]:
        placed = self._scene.diagram.placed
        found = [record for i in self._ids(extent, Layer.CARD) if (record := placed(i)) is not None]
        return sorted(found, key=lambda record: (record.z, record.id))


def reduced(shapes: tuple[Shape, ...], level: Level) -> tuple[Shape, ...]:
    """What is left of a record's shapes at a level: grounds always, then large glyphs, then bold text."""
    match level:
        case Level.NEAR:
            return shapes
        case Level.LABELS:
            return tuple(s for s in shapes if _is_ground(s) or _is_large(s) or (isinstance(s, Text) and s.font.bold))
        case Level.GLYPHS:
            return tuple(s for s in shapes if _is_ground(s) or _is_large(s))
        case Level.FAR:
            return tuple(s for s in shapes if _is_ground(s))


def _is_ground(shape: Shape) -> bool:
    return isinstance(shape, Box | Path)


def _is_large(shape: Shape) -> bool:
    return isinstance(shape, Glyph) and shape.rect.width >= _SMALLEST_GLYPH


def _only_moved(was: Placed | None, record: Placed) -> bool:
    """Whether two nodes or notes look the same but for their place; a group's look follows from its members."""
    if was is None or isinstance(record, Group):
        return False
    return replace(was, x=record.x, y=record.y) == record
