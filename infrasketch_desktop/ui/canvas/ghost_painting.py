"""Painting a proposed change: what comes, what differs and what goes, each with its own line and its own sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QTransform

from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.records import Edge, Group, Placed
from infrasketch_desktop.picture.detail import level_at
from infrasketch_desktop.picture.qt.painting import painter_path, play
from infrasketch_desktop.picture.shapes import Box
from infrasketch_desktop.ui.canvas.frame import FrameView, Step
from infrasketch_desktop.ui.canvas.ghost_calls import GhostCalls
from infrasketch_desktop.ui.canvas.ghost_gathering import DETAILED, Gathering, Piece
from infrasketch_desktop.ui.canvas.ghosts import Ghosts
from infrasketch_desktop.ui.canvas.live import LiveDiagram
from infrasketch_desktop.ui.canvas.painting import ScenePainter
from infrasketch_desktop.ui.canvas.pens import ScreenPens, outline, qrect
from infrasketch_desktop.ui.canvas.scene import CanvasScene
from infrasketch_desktop.ui.canvas.sliced_layer import SlicedLayer
from infrasketch_desktop.ui.canvas.spatial import Extent

AT_ONCE = 0.004
"""Seconds of a frame that may go into gathering a proposal; the rest of a large one follows in slices."""

EVERY_FRAME = 40
"""Steps that are painted anew in every frame, some milliseconds; more are made in slices and kept as a picture."""

_SIGN_RADIUS, _LARGEST_SIGN = 9.0, 18.0
"""In logical pixels, and in scene units for a view from afar, where the signs would hide the cards."""

_SMALLEST_SIGN = 1.5
"""Logical pixels of the radius below which a sign is a mere dot, and left out."""

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
class GhostView:
    """Where ghosts are painted: the frame below them, pens for its zoom, and the transform of its device pixels."""

    frame: FrameView
    pens: ScreenPens
    device: QTransform


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
        self._layer = SlicedLayer()
        self._calls = GhostCalls(painter)

    @property
    def is_whole(self) -> bool:
        """Whether all of the proposal is painted; otherwise `go_on` has work to do."""
        return self._next is None and self._layer.is_whole

    def clear(self) -> None:
        """There is no proposal any more."""
        self._shown = self._next = None
        self._layer.clear()
        self._calls.clear()

    def go_on(self, seconds: float) -> bool:
        """Gather or paint more of a large proposal; whether there is something new to see."""
        if self._next is None:
            return self._layer.go_on(seconds)
        if self._next.go_on(seconds):
            self._shown, self._next = self._next, None
        return True

    def paint(self, painter: QPainter, ghosts: Ghosts, live: LiveDiagram, at: GhostView) -> None:
        """What of the ghosts is to be seen: removed first, then frames, changed and added: what comes lies on top.

        A large proposal stays as it was painted last until it has been gathered and painted anew.
        """
        newest = self._next or self._shown
        if newest is None or newest.live is not live:
            self._next = Gathering(ghosts, live)
            self.go_on(AT_ONCE if len(ghosts.added) + len(ghosts.changed) > DETAILED else float("inf"))
        shown = self._shown or self._next
        if shown is None:
            return
        if not self._layer.shows(shown, at.frame):
            steps = self._plan(shown, at)
            if len(steps) > EVERY_FRAME and shown.is_whole:
                self._layer.begin(shown, at.frame, steps)
            else:
                self._layer.clear()
                for step in steps:
                    step(painter)
        self._layer.paint(painter, at.frame, at.device)
        if ghosts.focus is not None:
            self._paint_focus(painter, ghosts.focus, shown.live, at.pens)

    def _plan(self, shown: Gathering, at: GhostView) -> list[Step]:
        """What paints all that is to be seen, each a fraction of a millisecond."""
        pens, area = at.pens, _rect(at.frame.extent(at.frame.whole))
        sorts = ((shown.changed.met(area), self._differs), (shown.added.met(area), self._comes))
        steps = self._removed_steps(shown.ghosts.removed, pens, area)
        for drawn, mark in sorts:
            frames = drawn.frames
            steps += [partial(self._paint_frame, frame=f, live=shown.live, mark=mark, pens=pens) for f in frames]
        for drawn, mark in sorts:
            if drawn.is_crowd or not shown.is_whole:
                steps += [partial(self._paint_piece, piece=piece, mark=mark, pens=pens) for piece in drawn.pieces]
                continue
            edges, cards = drawn.edges, drawn.cards
            steps += [partial(self._paint_edge, edge=e, live=shown.live, mark=mark, pens=pens) for e, _ in edges]
            steps += [partial(self._paint_card, placed=c, live=shown.live, mark=mark, pens=pens) for c in cards]
        return steps

    def _removed_steps(self, removed: frozenset[str], pens: ScreenPens, area: Rect) -> list[Step]:
        places = ((i, self._scene.grid.extent(i)) for i in removed)
        seen = sorted(i for i, at in places if at is not None and _rect(at).intersects(area))
        if len(seen) <= DETAILED:
            return [partial(self._paint_removed, record_id=i, pens=pens) for i in seen]
        return [partial(self._paint_removed_crowd, ids=seen, pens=pens)]

    def _paint_removed_crowd(self, painter: QPainter, ids: Sequence[str], pens: ScreenPens) -> None:
        painter.setPen(pens.line(QColor(self._removed), 1.0, Qt.PenStyle.DotLine))
        painter.setBrush(self._veil)
        placed = self._scene.diagram.placed
        painter.drawRects([qrect(self._scene.diagram.bounds(i)) for i in ids if placed(i) is not None])

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

    def _paint_piece(self, painter: QPainter, piece: Piece, mark: _Mark, pens: ScreenPens) -> None:
        """Outlines and plain lines, in few strokes."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(pens.line(QColor(mark.color), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(piece.lines)
        painter.drawRects(piece.boxes)
        painter.restore()

    def _paint_edge(self, painter: QPainter, edge: Edge, live: LiveDiagram, mark: _Mark, pens: ScreenPens) -> None:
        path = live.artist.path(edge)
        self._calls.paint_line(painter, edge, path, mark.color, level_at(pens.scale))
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
        self._calls.paint_card(painter, record, live, level_at(pens.scale))
        self._paint_outline(painter, rect, mark, pens)

    def _paint_frame(
        self, painter: QPainter, frame: tuple[Group, Rect], live: LiveDiagram, mark: _Mark, pens: ScreenPens
    ) -> None:
        """A frame without its ground, which would hide what lies in it already."""
        group, rect = frame
        if mark is self._comes:
            shapes = [shape for shape in live.artist.placed_shapes(group) if not isinstance(shape, Box)]
            play(painter, self._painter.compiler.compile(shapes))
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
        if radius >= pens.px(_SMALLEST_SIGN):
            self._calls.paint_sign(painter, name, color, QPointF(*at), radius)


def _rect(extent: Extent) -> Rect:
    left, top, right, bottom = extent
    return Rect(left, top, right - left, bottom - top)


def _beside(point: Point) -> Point:
    """Above the label of an edge, so that both can be read."""
    return point.moved(0, -18)
