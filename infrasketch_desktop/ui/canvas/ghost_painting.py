"""Painting a proposed change: what comes, what differs and what goes, each with its own line and its own sign."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter

from infrasketch_desktop.diagram.geometry import Point, Rect, rect_around
from infrasketch_desktop.diagram.records import Edge, Group, Placed
from infrasketch_desktop.picture.colors import readable_on
from infrasketch_desktop.picture.edge import edge_shapes
from infrasketch_desktop.picture.edge_path import EdgePath
from infrasketch_desktop.picture.qt import painter_path, play
from infrasketch_desktop.picture.shapes import Box, Glyph
from infrasketch_desktop.ui.canvas.ghosts import Ghosts
from infrasketch_desktop.ui.canvas.live import LiveDiagram
from infrasketch_desktop.ui.canvas.painting import ScenePainter
from infrasketch_desktop.ui.canvas.pens import ScreenPens, outline, qrect
from infrasketch_desktop.ui.canvas.scene import CanvasScene
from infrasketch_desktop.ui.canvas.spatial import Extent

DETAILED = 300
"""Cards on the screen, or twice as many edges, up to which all of each is painted: every frame paints them anew."""

_SIGN_RADIUS, _LARGEST_SIGN = 9.0, 18.0
"""In logical pixels, and in scene units for a view from afar, where the signs would hide the cards."""

_VEIL = 150
"""Opacity of the veil over what goes or moves away, of 255."""

_LINE = 2.25
_SIGNS_FROM = 0.5
"""Zoom below which the signs of edges would lie on those of the cards at their ends; their colour tells enough."""

_FOCUS_LINE = 3.0
_FOCUS_GAP = 6.0


@dataclass(frozen=True, slots=True)
class _Mark:
    """How one sort of change is drawn."""

    sign: str
    color: str
    style: Qt.PenStyle


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The records of one sort that are to be seen, each with its rectangle."""

    frames: Sequence[tuple[Group, Rect]]
    edges: Sequence[tuple[Edge, EdgePath, Rect]]
    cards: Sequence[tuple[Placed, Rect]]

    @property
    def is_crowd(self) -> bool:
        return len(self.cards) > DETAILED or len(self.edges) > 2 * DETAILED


class GhostPainter:
    """Paints ghosts over a scene; `live` is the diagram as it would be with the proposal accepted."""

    def __init__(self, scene: CanvasScene, painter: ScenePainter) -> None:
        self._scene = scene
        self._painter = painter
        theme = painter.theme
        self._veil = QColor(theme.canvas)
        self._veil.setAlpha(_VEIL)
        self._focus = QColor(theme.accent)
        self._removed = theme.removed
        self._comes = _Mark("plus", theme.added, Qt.PenStyle.SolidLine)
        self._differs = _Mark("tilde", theme.changed, Qt.PenStyle.DashLine)
        self._known: tuple[LiveDiagram, _Drawn, _Drawn] | None = None

    def paint(
        self, painter: QPainter, ghosts: Ghosts, live: LiveDiagram, pens: ScreenPens, extent: Extent | None = None
    ) -> None:
        """What of the ghosts meets `extent`: removed first, then frames, changed and added: what comes lies on top."""
        if self._known is None or self._known[0] is not live:
            self._known = (live, _drawn(live, ghosts.changed), _drawn(live, [r.id for r in ghosts.added]))
        _, differing, coming = self._known
        for record_id in sorted(ghosts.removed):
            self._paint_removed(painter, record_id, pens)
        sorts = ((_met(differing, extent), self._differs), (_met(coming, extent), self._comes))
        for drawn, mark in sorts:
            self._paint_frames(painter, drawn, live, pens, mark)
        for drawn, mark in sorts:
            self._paint_new(painter, drawn, live, pens, mark)
        if ghosts.focus is not None:
            self._paint_focus(painter, ghosts.focus, live, pens)

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

    def _paint_new(self, painter: QPainter, drawn: _Drawn, live: LiveDiagram, pens: ScreenPens, mark: _Mark) -> None:
        if drawn.is_crowd:
            self._paint_crowd(painter, drawn, pens, mark)
            return
        for edge, path, _ in drawn.edges:
            self._paint_edge(painter, edge, path, mark, pens)
        for card in drawn.cards:
            self._paint_card(painter, card, live, mark, pens)

    def _paint_crowd(self, painter: QPainter, drawn: _Drawn, pens: ScreenPens, mark: _Mark) -> None:
        """Outlines and plain lines, in two strokes."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(pens.line(QColor(mark.color), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawLines([QLineF(*a, *b) for _, path, _ in drawn.edges for a, b in pairwise(path.points)])
        painter.drawRects([qrect(rect) for _, rect in drawn.cards])
        painter.restore()

    def _paint_edge(self, painter: QPainter, edge: Edge, path: EdgePath, mark: _Mark, pens: ScreenPens) -> None:
        play(painter, self._painter.compiler.compile(edge_shapes(edge, path, self._painter.look, color=mark.color)))
        if path and pens.zoom >= _SIGNS_FROM:
            self._sign(painter, mark.sign, mark.color, _beside(path.label), pens)

    def _paint_card(
        self, painter: QPainter, placed: tuple[Placed, Rect], live: LiveDiagram, mark: _Mark, pens: ScreenPens
    ) -> None:
        record, rect = placed
        before = self._scene.diagram.bounds(record.id) if self._scene.diagram.placed(record.id) else rect
        if before != rect:
            painter.fillRect(qrect(before), self._veil)
            outline(painter, before, pens.line(QColor(mark.color), 1.0, Qt.PenStyle.DotLine), 0)
        play(painter, self._painter.compiler.compile(live.artist.placed_shapes(record)))
        self._paint_outline(painter, rect, mark, pens)

    def _paint_frames(self, painter: QPainter, drawn: _Drawn, live: LiveDiagram, pens: ScreenPens, mark: _Mark) -> None:
        """Frames without their ground, which would hide what lies in them already."""
        for group, rect in drawn.frames:
            shapes = [shape for shape in live.artist.placed_shapes(group) if not isinstance(shape, Box)]
            play(painter, self._painter.compiler.compile(shapes if mark is self._comes else ()))
            self._paint_outline(painter, rect, mark, pens)

    def _paint_outline(self, painter: QPainter, rect: Rect, mark: _Mark, pens: ScreenPens) -> None:
        outline(painter, rect, pens.line(QColor(mark.color), _LINE, mark.style), pens.px(2))
        self._sign(painter, mark.sign, mark.color, Point(rect.left, rect.top), pens)

    def _paint_focus(self, painter: QPainter, record_id: str, live: LiveDiagram, pens: ScreenPens) -> None:
        """A line around the one that is looked at, wherever it is: among what comes or in what is there."""
        diagram = live.diagram if record_id in live.diagram else self._scene.diagram
        edge = diagram.edges.get(record_id)
        if edge is None:
            if diagram.placed(record_id) is not None:
                rect = diagram.bounds(diagram.shown(record_id))
                outline(painter, rect, pens.line(self._focus, _FOCUS_LINE), pens.px(_FOCUS_GAP))
            return
        path = live.artist.path(edge) if diagram is live.diagram else self._scene.path(record_id)
        halo = QColor(self._focus)
        halo.setAlpha(_VEIL)
        painter.strokePath(painter_path(path.steps()), pens.line(halo, 3 * _FOCUS_LINE))

    def _sign(self, painter: QPainter, name: str, color: str, at: Point, pens: ScreenPens) -> None:
        """A disc with a plus, tilde or minus, of the same size at every zoom from near."""
        radius = min(pens.px(_SIGN_RADIUS), _LARGEST_SIGN)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(color))
        painter.drawEllipse(QPointF(*at), radius, radius)
        side = radius * 1.3
        ink = readable_on(color, "#FFFFFF", "#000000")
        glyph = Glyph(name, Rect(at.x - side / 2, at.y - side / 2, side, side), ink)
        play(painter, self._painter.compiler.compile([glyph]))


def _drawn(live: LiveDiagram, ids: Collection[str]) -> _Drawn:
    """Worked out once for each proposal, because each frame asks for it."""
    frames, edges, cards = live.visible(ids)
    paths = [(edge, live.artist.path(edge)) for edge in edges]
    return _Drawn(
        [(group, live.diagram.bounds(group.id)) for group in frames],
        [(edge, path, rect_around(path.points) or Rect(0, 0, 0, 0)) for edge, path in paths],
        [(card, live.diagram.bounds(card.id)) for card in cards],
    )


def _met(drawn: _Drawn, extent: Extent | None) -> _Drawn:
    if extent is None:
        return drawn
    left, top, right, bottom = extent
    area = Rect(left, top, right - left, bottom - top)
    return _Drawn(
        [pair for pair in drawn.frames if pair[1].intersects(area)],
        [line for line in drawn.edges if line[2].inflated(1).intersects(area)],
        [pair for pair in drawn.cards if pair[1].intersects(area)],
    )


def _beside(point: Point) -> Point:
    """Above the label of an edge, so that both can be read."""
    return point.moved(0, -18)
