"""Cards, lines and signs of a proposal as prepared calls: a proposal that streams in repeats nearly all of them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter

from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Placed
from infrasketch_desktop.picture.colors import readable_on
from infrasketch_desktop.picture.detail import Level, reduced
from infrasketch_desktop.picture.edge import edge_line, edge_shapes
from infrasketch_desktop.picture.edge_path import EdgePath
from infrasketch_desktop.picture.node import node_ground
from infrasketch_desktop.picture.qt.painting import Calls, play
from infrasketch_desktop.picture.shapes import Glyph, Shape
from infrasketch_desktop.ui.canvas.live import LiveDiagram
from infrasketch_desktop.ui.canvas.painting import ScenePainter

_KEPT = 2_000
"""Cards, and lines, that are kept; more than are ever drawn in detail at once."""
_SIGNS_KEPT = 64
"""Signs that are kept: one for each sort and zoom."""
_SIGN_SIDE = 1.3
"""The side of the glyph in a sign, as a multiple of the radius of its disc."""


class GhostCalls:
    """Keeps what it compiled until the same id comes with another look."""

    def __init__(self, painter: ScenePainter) -> None:
        self._compiler = painter.compiler
        self._look = painter.look
        self._cards: dict[tuple[str, Level], tuple[Node | Note, Calls]] = {}
        self._lines: dict[str, tuple[tuple[Edge, EdgePath, str, bool], Calls]] = {}
        self._signs: dict[tuple[str, str, float], Calls] = {}

    def clear(self) -> None:
        """Forget a proposal that is gone."""
        self._cards.clear()
        self._lines.clear()

    def paint_card(self, painter: QPainter, record: Placed, live: LiveDiagram, level: Level) -> None:
        """A node, note or group as `live` has it; a node or note again at another place costs nothing."""
        if isinstance(record, Group):
            play(painter, self._compiler.compile(live.artist.placed_at(record, level)))
            return
        painter.translate(record.x, record.y)
        play(painter, self._card(record, live, level))
        painter.translate(-record.x, -record.y)

    def paint_line(self, painter: QPainter, edge: Edge, path: EdgePath, color: str, level: Level) -> None:
        """An edge in `color`; its label only from where labels can be read."""
        key = edge, path, color, level is Level.NEAR
        kept = self._lines.get(edge.id)
        if kept is None or kept[0] != key:
            if level is Level.NEAR:
                shapes = edge_shapes(edge, path, self._look, color=color)
            else:
                shapes = edge_line(edge, path, self._look.theme, color) if path else ()
            if len(self._lines) >= _KEPT:
                self._lines.clear()
            kept = self._lines[edge.id] = key, self._compiler.compile(shapes)
        play(painter, kept[1])

    def paint_sign(self, painter: QPainter, name: str, color: str, at: QPointF, radius: float) -> None:
        """A disc of `radius` scene units with a plus, tilde or minus."""
        key = name, color, radius
        if key not in self._signs:
            if len(self._signs) >= _SIGNS_KEPT:
                self._signs.clear()
            self._signs[key] = self._sign(name, color, radius)
        painter.translate(at)
        play(painter, self._signs[key])
        painter.translate(-at)

    def _card(self, record: Node | Note, live: LiveDiagram, level: Level) -> Calls:
        record = replace(record, x=0.0, y=0.0)
        kept = self._cards.get((record.id, level))
        if kept is None or kept[0] != record:
            if len(self._cards) >= _KEPT:
                self._cards.clear()
            kept = self._cards[record.id, level] = record, self._compiler.compile(self._shapes(record, live, level))
        return kept[1]

    def _shapes(self, record: Node | Note, live: LiveDiagram, level: Level) -> tuple[Shape, ...]:
        """As much of a card as the scene shows of its own: without text nothing has to be measured for it."""
        if isinstance(record, Node) and not level.has_text:
            return reduced(node_ground(record.kind, record.rect, self._look.theme), level)
        return live.artist.placed_at(record, level)

    def _sign(self, name: str, color: str, radius: float) -> Calls:
        side = radius * _SIGN_SIDE
        ink = readable_on(color, "#FFFFFF", "#000000")
        glyph = Glyph(name, Rect(-side / 2, -side / 2, side, side), ink)
        return (
            (QPainter.setPen, (Qt.PenStyle.NoPen,)),
            (QPainter.setBrush, (QColor(color),)),
            (QPainter.drawEllipse, (QPointF(0, 0), radius, radius)),
            *self._compiler.compile([glyph]),
        )
