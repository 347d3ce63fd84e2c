"""Painting a proposed change: what comes, what differs and what goes, each with its own line and its own sign."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter

from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.records import Edge, Placed, Record
from infrasketch_desktop.picture.colors import readable_on
from infrasketch_desktop.picture.edge import edge_shapes
from infrasketch_desktop.picture.edge_path import EdgePath
from infrasketch_desktop.picture.qt import painter_path, play
from infrasketch_desktop.picture.shapes import Glyph
from infrasketch_desktop.ui.canvas.ghosts import Ghosts
from infrasketch_desktop.ui.canvas.live import LiveDiagram
from infrasketch_desktop.ui.canvas.painting import ScenePainter
from infrasketch_desktop.ui.canvas.pens import ScreenPens, outline, qrect
from infrasketch_desktop.ui.canvas.scene import CanvasScene

_SIGN_RADIUS = 9.0
_VEIL = 150
"""Opacity of the veil over what goes or moves away, of 255."""

_LINE = 2.25


class GhostPainter:
    """Paints ghosts over a scene; `live` is the diagram as it would be with the proposal accepted."""

    def __init__(self, scene: CanvasScene, painter: ScenePainter) -> None:
        self._scene = scene
        self._painter = painter
        theme = painter.theme
        self._veil = QColor(theme.canvas)
        self._veil.setAlpha(_VEIL)
        self._added, self._changed, self._removed = theme.added, theme.changed, theme.removed

    def paint(self, painter: QPainter, ghosts: Ghosts, live: LiveDiagram, pens: ScreenPens) -> None:
        """Removed first, then changed, then added: what comes lies on top."""
        for record_id in sorted(ghosts.removed):
            self._paint_removed(painter, record_id, pens)
        self._paint_new(painter, ghosts.changed.values(), live, pens, ("tilde", self._changed, Qt.PenStyle.DashLine))
        self._paint_new(painter, ghosts.added, live, pens, ("plus", self._added, Qt.PenStyle.SolidLine))

    def _paint_removed(self, painter: QPainter, record_id: str, pens: ScreenPens) -> None:
        if record_id not in self._scene.grid:
            return
        pen = pens.line(QColor(self._removed), _LINE, Qt.PenStyle.DotLine)
        if record_id in self._scene.diagram.edges:
            path = self._scene.path(record_id)
            painter.strokePath(painter_path(path.steps()), pen)
            self._sign(painter, "minus", self._removed, _beside(path.label), pens)
            return
        rect = self._scene.diagram.bounds(record_id)
        painter.fillRect(qrect(rect), self._veil)
        outline(painter, rect, pen, pens.px(2))
        painter.drawLine(QLineF(rect.left, rect.bottom, rect.right, rect.top))
        self._sign(painter, "minus", self._removed, Point(rect.left, rect.top), pens)

    def _paint_new(
        self,
        painter: QPainter,
        records: Iterable[Record],
        live: LiveDiagram,
        pens: ScreenPens,
        mark: tuple[str, str, Qt.PenStyle],
    ) -> None:
        frames, edges, cards = live.visible([record.id for record in records])
        for edge in edges:
            self._paint_edge(painter, edge, live.artist.path(edge), mark, pens)
        for placed in (*frames, *cards):
            self._paint_placed(painter, placed, live, mark, pens)

    def _paint_edge(
        self, painter: QPainter, edge: Edge, path: EdgePath, mark: tuple[str, str, Qt.PenStyle], pens: ScreenPens
    ) -> None:
        sign, color, _ = mark
        play(painter, self._painter.compiler.compile(edge_shapes(edge, path, self._painter.look, color=color)))
        if path:
            self._sign(painter, sign, color, _beside(path.label), pens)

    def _paint_placed(
        self, painter: QPainter, record: Placed, live: LiveDiagram, mark: tuple[str, str, Qt.PenStyle], pens: ScreenPens
    ) -> None:
        sign, color, style = mark
        rect = live.diagram.bounds(record.id)
        before = self._scene.diagram.bounds(record.id) if self._scene.diagram.placed(record.id) else rect
        if before != rect:
            painter.fillRect(qrect(before), self._veil)
            outline(painter, before, pens.line(QColor(color), 1.0, Qt.PenStyle.DotLine), 0)
        if record.id not in live.diagram.groups:
            play(painter, self._painter.compiler.compile(live.artist.placed_shapes(record)))
        outline(painter, rect, pens.line(QColor(color), _LINE, style), pens.px(2))
        self._sign(painter, sign, color, Point(rect.left, rect.top), pens)

    def _sign(self, painter: QPainter, name: str, color: str, at: Point, pens: ScreenPens) -> None:
        """A disc with a plus, tilde or minus, of the same size at every zoom."""
        radius = pens.px(_SIGN_RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(color))
        painter.drawEllipse(QPointF(*at), radius, radius)
        side = radius * 1.3
        ink = readable_on(color, "#FFFFFF", "#000000")
        glyph = Glyph(name, Rect(at.x - side / 2, at.y - side / 2, side, side), ink)
        play(painter, self._painter.compiler.compile([glyph]))


def _beside(point: Point) -> Point:
    """Above the label of an edge, so that both can be read."""
    return point.moved(0, -18)
