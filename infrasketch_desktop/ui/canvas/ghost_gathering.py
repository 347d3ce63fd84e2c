"""Works out what of a proposed change is to be seen, a slice at a time: an import may bring thousands of records."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath

from infrasketch_desktop.diagram.geometry import Point, Rect, rect_around, union
from infrasketch_desktop.diagram.records import Edge, Group, Placed
from infrasketch_desktop.ui.canvas.batches import rough_line
from infrasketch_desktop.ui.canvas.ghosts import Ghosts
from infrasketch_desktop.ui.canvas.live import LiveDiagram
from infrasketch_desktop.ui.canvas.pens import qrect

DETAILED = 300
"""Cards on the screen, or twice as many edges, up to which all of each is painted: every frame paints them anew."""

PIECE = 200
"""Records that are gathered between two looks at the clock, a millisecond or two."""


@dataclass(slots=True)
class Piece:
    """Some records as they look from afar: boxes, and one path with all lines."""

    lines: QPainterPath = field(default_factory=QPainterPath)
    boxes: list[QRectF] = field(default_factory=list)
    bounds: Rect | None = None


@dataclass(slots=True)
class Drawn:
    """The records of one sort that are to be seen, each with its rectangle; `pieces` are all but the frames again."""

    frames: list[tuple[Group, Rect]] = field(default_factory=list)
    edges: list[tuple[Edge, Rect]] = field(default_factory=list)
    cards: list[tuple[Placed, Rect]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    @property
    def is_crowd(self) -> bool:
        return len(self.cards) > DETAILED or len(self.edges) > 2 * DETAILED

    def met(self, area: Rect | None) -> Drawn:
        """What of it meets `area`."""
        if area is None:
            return self
        return Drawn(
            [pair for pair in self.frames if pair[1].intersects(area)],
            [pair for pair in self.edges if pair[1].intersects(area)],
            [pair for pair in self.cards if pair[1].intersects(area)],
            [piece for piece in self.pieces if piece.bounds is not None and piece.bounds.intersects(area)],
        )


class Gathering:
    """What one state of a proposal shows; `go_on` until `is_whole`."""

    def __init__(self, ghosts: Ghosts, live: LiveDiagram) -> None:
        self.ghosts = ghosts
        self.live = live
        self.changed, self.added = Drawn(), Drawn()
        self.is_whole = False
        self._steps = self._work()

    def go_on(self, seconds: float) -> bool:
        """Gather for about as long, at least one piece; whether that was the last."""
        end = time.perf_counter() + seconds
        for _ in self._steps:
            if time.perf_counter() >= end:
                return False
        self.is_whole = True
        return True

    def _work(self) -> Iterator[None]:
        yield from _gathered(self.live, self.ghosts.changed, self.changed)
        yield from _gathered(self.live, [record.id for record in self.ghosts.added], self.added)


def _gathered(live: LiveDiagram, ids: Collection[str], drawn: Drawn) -> Iterator[None]:
    frames, edges, cards = live.visible(ids)
    drawn.frames = [(group, live.diagram.bounds(group.id)) for group in frames]
    for start in range(0, len(edges), PIECE):
        drawn.pieces.append(_lines(live, edges[start : start + PIECE], drawn.edges))
        yield
    for start in range(0, len(cards), PIECE):
        found = [(card, live.diagram.bounds(card.id)) for card in cards[start : start + PIECE]]
        drawn.cards += found
        rects = [rect for _, rect in found]
        drawn.pieces.append(Piece(boxes=[qrect(rect) for rect in rects], bounds=union(rects)))
        yield


def _lines(live: LiveDiagram, edges: Sequence[Edge], known: list[tuple[Edge, Rect]]) -> Piece:
    piece, rects = Piece(), []
    move, line = piece.lines.moveTo, piece.lines.lineTo
    for edge in edges:
        points = edge.route if edge.route and _is_plain(live, edge) else rough_line(live.diagram, edge)
        if not points:
            continue
        move(*points[0])
        for point in points[1:]:
            line(*point)
        rect = rect_around([Point(*point) for point in points])
        if rect is not None:
            rects.append(rect.inflated(1))
            known.append((edge, rects[-1]))
    piece.bounds = union(rects)
    return piece


def _is_plain(live: LiveDiagram, edge: Edge) -> bool:
    """Whether no folded group hides an end, so that a route leads where it is drawn."""
    shown = live.diagram.shown
    return shown(edge.source) == edge.source and shown(edge.target) == edge.target
