"""What is painted live over the cached frame: selection, handles, search results, guides, the rubber band."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.picture.qt.fonts import text_font
from infrasketch_desktop.picture.qt.painting import painter_path
from infrasketch_desktop.picture.shapes import Font
from infrasketch_desktop.ui.canvas.grips import CONNECTOR_RADIUS, GRIP_RADIUS, connectors, handles
from infrasketch_desktop.ui.canvas.marks import Marks
from infrasketch_desktop.ui.canvas.painting import ScenePainter
from infrasketch_desktop.ui.canvas.pens import ScreenPens, outline, qrect
from infrasketch_desktop.ui.canvas.pointer import Hit, Part
from infrasketch_desktop.ui.canvas.preview import Guide, Preview
from infrasketch_desktop.ui.canvas.scene import CanvasScene
from infrasketch_desktop.ui.canvas.spatial import Extent, Layer
from infrasketch_desktop.ui.theme.measures import growth

_FEW = 60
"""So many are outlined one by one; more get plain lines, painted all at once."""

_MOST_FOUND = 200
_BAND_OPACITY = 36
_GUIDE_FONT = Font(11.0, bold=True)


class Overlay:
    """Paints the marks of a scene in one theme; the painter comes with the scene's transform."""

    def __init__(self, scene: CanvasScene, painter: ScenePainter) -> None:
        self._scene = scene
        self._painter = painter
        theme = painter.theme
        self._accent = QColor(theme.accent)
        self._found = QColor(theme.found)
        self._guide = QColor(theme.guide)
        self._card = QColor(theme.card)

    def paint_found(self, painter: QPainter, marks: Marks, pens: ScreenPens) -> None:
        """Search results; the current one is framed more heavily."""
        for record_id in marks.found[:_MOST_FOUND]:
            width = 4.0 if record_id == marks.found_current else 2.5
            self._mark(painter, record_id, pens.line(self._found, width), pens.px(6))

    def paint_selection(self, painter: QPainter, marks: Marks, extent: Extent, pens: ScreenPens) -> None:
        """Outlines of what is selected within `extent`, and the handles of a single selected record."""
        line = pens.line(self._accent, 1.75)
        if len(marks.selected) > _FEW:
            self._mark_many(painter, marks.selected, extent)
            return
        for record_id in marks.selected:
            self._mark(painter, record_id, line, pens.px(3))
        if len(marks.selected) == 1 and not marks.preview.records:
            self._paint_handles(painter, handles(self._scene, next(iter(marks.selected)), pens.zoom), line, pens)
        self._paint_connectors(painter, marks, pens)

    def paint_preview(self, painter: QPainter, preview: Preview, scene_target: QRectF | None, pens: ScreenPens) -> None:
        """Target, loose connection, guides and rubber band; `scene_target` is the rectangle of the target."""
        if scene_target is not None:
            painter.setPen(pens.line(self._accent, 3.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            gap = pens.px(4)
            painter.drawRoundedRect(scene_target.adjusted(-gap, -gap, gap, gap), 12 + gap, 12 + gap)
        if preview.link:
            self._paint_link(painter, preview.link, pens)
        self._paint_guides(painter, preview.guides, pens)
        if preview.band is not None:
            fill = QColor(self._accent)
            fill.setAlpha(_BAND_OPACITY)
            painter.setPen(pens.line(self._accent, 1.0))
            painter.setBrush(fill)
            painter.drawRect(qrect(preview.band))

    def _mark_many(self, painter: QPainter, ids: Mapping[str, None], extent: Extent) -> None:
        """Frames and cards only: a line beside each of a thousand edges would say nothing more."""
        lifted = self._scene.lifted
        shown = [item for layer in (Layer.FRAME, Layer.CARD) for item in self._scene.grid.items(extent, layer)]
        rects = [
            QRectF(left, top, right - left, bottom - top)
            for record_id, (left, top, right, bottom) in shown
            if record_id in ids and record_id not in lifted
        ]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(self._accent, 0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRects(rects)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)

    def _mark(self, painter: QPainter, record_id: str, pen: QPen, gap: float) -> None:
        """Outline a card or frame, or draw along an edge."""
        if record_id not in self._scene.grid or record_id in self._scene.lifted:
            return
        if record_id not in self._scene.diagram.edges:
            outline(painter, self._scene.diagram.bounds(record_id), pen, gap)
            return
        path = self._scene.path(record_id)
        if path:
            painter.strokePath(painter_path(path.steps()), pen)
            self._painter.paint_label(record_id, painter)

    def _paint_handles(
        self, painter: QPainter, grips: Iterable[tuple[Hit, Point]], line: QPen, pens: ScreenPens
    ) -> None:
        painter.setPen(line)
        painter.setBrush(self._card)
        radius = pens.px(GRIP_RADIUS * growth())
        for hit, point in grips:
            if hit.part is Part.RESIZE:
                side = radius * 0.8
                painter.drawRect(QRectF(point.x - side, point.y - side, 2 * side, 2 * side))
            else:
                painter.drawEllipse(QPointF(*point), radius, radius)

    def _paint_connectors(self, painter: QPainter, marks: Marks, pens: ScreenPens) -> None:
        if (
            marks.hovered is None
            or not marks.connecting
            or marks.preview.records
            or marks.hovered not in self._scene.grid
        ):
            return
        painter.setPen(pens.line(self._card, 1.5))
        painter.setBrush(self._accent)
        radius = pens.px(CONNECTOR_RADIUS * growth())
        for _, point in connectors(self._scene, marks.hovered, pens.zoom):
            painter.drawEllipse(QPointF(*point), radius, radius)

    def _paint_link(self, painter: QPainter, link: tuple[Point, ...], pens: ScreenPens) -> None:
        path = QPainterPath(QPointF(*link[0]))
        for point in link[1:]:
            path.lineTo(*point)
        painter.strokePath(path, pens.line(self._accent, 2.0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._accent)
        painter.drawEllipse(QPointF(*link[-1]), pens.px(4), pens.px(4))

    def _paint_guides(self, painter: QPainter, guides: tuple[Guide, ...], pens: ScreenPens) -> None:
        painter.setPen(pens.line(self._guide, 1.0))
        painter.drawLines([QLineF(*guide.start, *guide.end) for guide in guides])
        for guide in guides:
            if guide.label:
                self._paint_distance(painter, guide, pens)

    def _paint_distance(self, painter: QPainter, guide: Guide, pens: ScreenPens) -> None:
        """The figure beside an equal gap."""
        font = text_font(_GUIDE_FONT)
        box = QRectF(0, 0, QFontMetricsF(font).horizontalAdvance(guide.label) + 8, 16)
        box.moveCenter(QPointF(0, 0))
        painter.save()
        painter.translate((guide.start.x + guide.end.x) / 2, (guide.start.y + guide.end.y) / 2)
        painter.scale(pens.px(1), pens.px(1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._guide)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(self._card)
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, guide.label)
        painter.restore()
