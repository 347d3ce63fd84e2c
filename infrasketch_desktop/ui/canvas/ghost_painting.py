"""Painting a proposed change: what comes, what differs and what goes, each with its own line and its own sign."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter

from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.records import Edge, Placed
from infrasketch_desktop.picture.colors import readable_on
from infrasketch_desktop.picture.edge import edge_shapes
from infrasketch_desktop.picture.edge_path import EdgePath
from infrasketch_desktop.picture.qt import painter_path, play
from infrasketch_desktop.picture.shapes import Box, Glyph
from infrasketch_desktop.ui.canvas.ghost_gathering import DETAILED, Drawn, Gathering
from infrasketch_desktop.ui.canvas.ghosts import Ghosts
from infrasketch_desktop.ui.canvas.live import LiveDiagram
from infrasketch_desktop.ui.canvas.painting import ScenePainter
from infrasketch_desktop.ui.canvas.pens import ScreenPens, outline, qrect
from infrasketch_desktop.ui.canvas.scene import CanvasScene
from infrasketch_desktop.ui.canvas.spatial import Extent

AT_ONCE = 0.008
"""Seconds of a frame that may go into gathering a proposal; the rest of a large one follows in slices."""

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
        self._shown: Gathering | None = None
        self._next: Gathering | None = None

    @property
    def is_whole(self) -> bool:
        """Whether all of the proposal is painted; otherwise `go_on` has work to do."""
        return self._next is None

    def clear(self) -> None:
        """There is no proposal any more."""
        self._shown = self._next = None

    def go_on(self, seconds: float) -> bool:
        """Gather more of a large proposal; whether there is something new to see."""
        if self._next is not None and self._next.go_on(seconds):
            self._shown, self._next = self._next, None
        return True

    def paint(
        self, painter: QPainter, ghosts: Ghosts, live: LiveDiagram, pens: ScreenPens, extent: Extent | None = None
    ) -> None:
        """What of the ghosts meets `extent`: removed first, then frames, changed and added: what comes lies on top.

        A large proposal stays as it was painted last until it has been gathered anew.
        """
        newest = self._next or self._shown
        if newest is None or newest.live is not live:
            self._next = Gathering(ghosts, live)
            self.go_on(AT_ONCE if len(ghosts.added) + len(ghosts.changed) > DETAILED else float("inf"))
        shown = self._shown or self._next
        if shown is None:
            return
        area = _area(extent)
        self._paint_all_removed(painter, shown.ghosts.removed, pens, area)
        sorts = ((shown.changed.met(area), self._differs), (shown.added.met(area), self._comes))
        for drawn, mark in sorts:
            self._paint_frames(painter, drawn, shown.live, pens, mark)
        for drawn, mark in sorts:
            if drawn.is_crowd or not shown.is_whole:
                self._paint_crowd(painter, drawn, pens, mark)
            else:
                self._paint_new(painter, drawn, shown.live, pens, mark)
        if ghosts.focus is not None:
            self._paint_focus(painter, ghosts.focus, shown.live, pens)

    def _paint_all_removed(
        self, painter: QPainter, removed: frozenset[str], pens: ScreenPens, area: Rect | None
    ) -> None:
        places = ((i, self._scene.grid.extent(i)) for i in removed)
        seen = sorted(i for i, at in places if at is not None and (area is None or _rect(at).intersects(area)))
        if len(seen) <= DETAILED:
            for record_id in seen:
                self._paint_removed(painter, record_id, pens)
            return
        painter.setPen(pens.line(QColor(self._removed), 1.0, Qt.PenStyle.DotLine))
        painter.setBrush(self._veil)
        placed = self._scene.diagram.placed
        painter.drawRects([qrect(self._scene.diagram.bounds(i)) for i in seen if placed(i) is not None])

    def _paint_removed(self, painter: QPainter, record_id: str, pens: ScreenPens) -> None:
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

    def _paint_new(self, painter: QPainter, drawn: Drawn, live: LiveDiagram, pens: ScreenPens, mark: _Mark) -> None:
        for edge, _ in drawn.edges:
            self._paint_edge(painter, edge, live.artist.path(edge), mark, pens)
        for card in drawn.cards:
            self._paint_card(painter, card, live, mark, pens)

    def _paint_crowd(self, painter: QPainter, drawn: Drawn, pens: ScreenPens, mark: _Mark) -> None:
        """Outlines and plain lines, in few strokes."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(pens.line(QColor(mark.color), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for piece in drawn.pieces:
            painter.drawPath(piece.lines)
            painter.drawRects(piece.boxes)
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

    def _paint_frames(self, painter: QPainter, drawn: Drawn, live: LiveDiagram, pens: ScreenPens, mark: _Mark) -> None:
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


def _area(extent: Extent | None) -> Rect | None:
    return _rect(extent) if extent is not None else None


def _rect(extent: Extent) -> Rect:
    left, top, right, bottom = extent
    return Rect(left, top, right - left, bottom - top)


def _beside(point: Point) -> Point:
    """Above the label of an edge, so that both can be read."""
    return point.moved(0, -18)
