"""Painting records that a gesture has lifted out of the frame, as they would be after it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from infrasketch_desktop.diagram.records import Edge, Group, Placed
from infrasketch_desktop.picture.detail import level_at
from infrasketch_desktop.picture.qt.painting import play
from infrasketch_desktop.ui.canvas.batches import rough_line
from infrasketch_desktop.ui.canvas.live import LiveDiagram
from infrasketch_desktop.ui.canvas.marks import Marks
from infrasketch_desktop.ui.canvas.painting import ScenePainter
from infrasketch_desktop.ui.canvas.pens import ScreenPens, outline, qrect

_MOST_CARDS = 60
_MOST_EDGES = 30
"""Beyond so many, lifted records are painted as plain boxes and lines: they are in motion."""


class LiftPainter:
    """Paints the records of a `LiveDiagram`; cards come from what the scene's painter compiled already."""

    def __init__(self, painter: ScenePainter) -> None:
        self._painter = painter
        self._accent = QColor(painter.theme.accent)
        self._card = QColor(painter.theme.card)
        self._line = QColor(painter.theme.line)

    def paint(self, painter: QPainter, marks: Marks, live: LiveDiagram, pens: ScreenPens) -> None:
        """Frames, then edges, then cards. A frame that holds more than what was lifted shows only its new outline."""
        shown = live.influenced - marks.preview.hidden
        frames, edges, cards = live.visible(shown)
        whole = live.whole_frames(shown)
        for frame in frames:
            if frame.id in whole:
                self._play(painter, live, frame)
            else:
                dashed = pens.line(self._accent, 1.25, Qt.PenStyle.DashLine)
                outline(painter, live.diagram.bounds(frame.id), dashed, 0)
        self._paint_edges(painter, edges, live)
        self._paint_cards(painter, cards, live, pens)
        if len(cards) <= _MOST_CARDS:
            line = pens.line(self._accent, 1.75)
            for card in cards:
                if card.id in marks.selected:
                    outline(painter, live.diagram.bounds(card.id), line, pens.px(3))

    def _paint_edges(self, painter: QPainter, edges: Sequence[Edge], live: LiveDiagram) -> None:
        if len(edges) <= _MOST_EDGES:
            for edge in edges:
                path = live.artist.path(edge)
                shapes = (*live.artist.line(edge, path), *live.artist.label(edge, path))
                play(painter, self._painter.compiler.compile(shapes))
            return
        lines = QPainterPath()
        for edge in edges:
            points = rough_line(live.diagram, edge)
            if points:
                lines.moveTo(*points[0])
                for point in points[1:]:
                    lines.lineTo(*point)
        painter.strokePath(lines, QPen(self._line, 0))

    def _paint_cards(self, painter: QPainter, cards: Sequence[Placed], live: LiveDiagram, pens: ScreenPens) -> None:
        if len(cards) > _MOST_CARDS:
            painter.setPen(QPen(self._accent, 0))
            painter.setBrush(self._card)
            painter.drawRects([qrect(live.diagram.bounds(card.id)) for card in cards])
            return
        level = level_at(pens.scale)
        for card in cards:
            if isinstance(card, Group):
                self._play(painter, live, card)
            else:
                self._painter.paint_placed(painter, card, level)

    def _play(self, painter: QPainter, live: LiveDiagram, record: Placed) -> None:
        play(painter, self._painter.compiler.compile(live.artist.placed_shapes(record)))
