"""Everything between a document and the pixels of one view: scene, frame, overlay, hits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap, QTransform

from infrasketch_desktop.diagram.changes import ChangeSet
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Rect, Size, rect_around
from infrasketch_desktop.picture.artist import BadgeSource
from infrasketch_desktop.picture.theme import Theme
from infrasketch_desktop.ui.canvas.flow import Flow, flowing
from infrasketch_desktop.ui.canvas.frame import FRAME_BUDGET, Frame, FrameView, Step
from infrasketch_desktop.ui.canvas.ghost_painting import GhostPainter, GhostView
from infrasketch_desktop.ui.canvas.ghosts import Ghosts
from infrasketch_desktop.ui.canvas.ground import paint_ground
from infrasketch_desktop.ui.canvas.hit import HitTester
from infrasketch_desktop.ui.canvas.lifting import LiftPainter
from infrasketch_desktop.ui.canvas.live import LiveDiagram
from infrasketch_desktop.ui.canvas.marks import Marks
from infrasketch_desktop.ui.canvas.overlay import Overlay
from infrasketch_desktop.ui.canvas.painting import ScenePainter
from infrasketch_desktop.ui.canvas.pens import ScreenPens, qrect
from infrasketch_desktop.ui.canvas.preview import Preview
from infrasketch_desktop.ui.canvas.scene import CanvasScene
from infrasketch_desktop.ui.canvas.spatial import Extent
from infrasketch_desktop.ui.canvas.viewport import Viewport

_OVERVIEW_ZOOM = 0.2
_OVERVIEW_MARGIN = 8.0


class Screen:
    """What a view paints. Follows a diagram by `update`; `paint` never does more than a frame's worth of work."""

    def __init__(
        self, diagram: Diagram, theme: Theme, badge_for: BadgeSource | None = None, *, budget: float = FRAME_BUDGET
    ) -> None:
        """`budget` is how many seconds of a frame may go into another zoom before it is made in slices."""
        self.scene = CanvasScene(diagram)
        self.marks = Marks()
        self.dots = True
        self.flow: Flow | None = None
        self._badge_for = badge_for
        self._live: LiveDiagram | None = None
        self._proposed: LiveDiagram | None = None
        self._dress(theme)
        self._frame = Frame(self, budget)
        self.hits = HitTester(self.scene, self._painter.look.measurer)

    @property
    def theme(self) -> Theme:
        return self._painter.theme

    @property
    def is_exact(self) -> bool:
        """Whether the picture is final; otherwise `refine` has work to do."""
        return self._frame.is_exact and self._ghosts.is_whole

    def set_theme(self, theme: Theme) -> None:
        self._dress(theme)
        self._frame.invalidate()
        self._propose()

    def set_dots(self, dots: bool) -> None:
        self.dots = dots
        self._frame.invalidate()

    def set_preview(self, preview: Preview) -> None:
        """Lift the records of a gesture out of the frame, or put them back."""
        self.marks.preview = preview
        if preview.records:
            if self._live is None:
                self._live = LiveDiagram(self.scene.diagram, self._painter.look, self._badge_for)
            self._live.replace(preview.records)
        else:
            self._live = None
        self._lift()

    def set_ghosts(self, ghosts: Ghosts) -> None:
        """Show a proposed change, or none; looking at another part of the same one costs nothing."""
        shown, self.marks.ghosts = self.marks.ghosts, ghosts
        if self._proposed is not None and replace(ghosts, focus=shown.focus) == shown:
            return
        self._propose()

    def _propose(self) -> None:
        ghosts, self._proposed = self.marks.ghosts, None
        if ghosts:
            self._proposed = LiveDiagram(self.scene.diagram, self._painter.look, self._badge_for)
            self._proposed.replace({record.id: record for record in ghosts.added} | dict(ghosts.changed))
        else:
            self._ghosts.clear()

    def update(self, changes: ChangeSet) -> None:
        """Take in what changed in the document."""
        parts = self.scene.update(changes)
        if parts is None:
            self._painter.forget_all()
            self._frame.outdate()
        else:
            dirty, touched = parts
            self._painter.forget(touched)
            self._frame.invalidate(dirty)
        if self._live is not None:
            self._live = LiveDiagram(self.scene.diagram, self._painter.look, self._badge_for)
            self._live.replace(self.marks.preview.records)
            self._lift()
        self._propose()

    def refine(self, seconds: float) -> bool:
        """Go on with the exact picture for at most `seconds`; whether there is something new to see."""
        return self._frame.refine(seconds) if not self._frame.is_exact else self._ghosts.go_on(seconds)

    def bounds(self, record_id: str) -> Rect:
        """The rectangle of a record, of an edge its line's; KeyError when there is none."""
        if record_id in self.scene.diagram.edges:
            return rect_around(self.scene.path(record_id).points) or Rect(0, 0, 0, 0)
        return self.scene.diagram.bounds(record_id)

    def paint(self, painter: QPainter, viewport: Viewport, ratio: float) -> None:
        """Paint a widget that shows `viewport` at `ratio` device pixels per logical pixel."""
        view = frame_view(viewport, ratio)
        self._frame.show(view)
        # From here on in whole device pixels: a widget may begin in the middle of one when the ratio is fractional.
        origin = painter.deviceTransform()
        device = QTransform.fromScale(1 / ratio, 1 / ratio)
        device.translate(round(origin.dx()) - origin.dx(), round(origin.dy()) - origin.dy())
        painter.setTransform(device)
        self._paint_frame(painter, view)
        painter.setTransform(view.transform * device)
        self._paint_overlay(painter, view, ScreenPens(view.scale, ratio), device)

    def overview(self, width: int, height: int, ratio: float) -> tuple[QPixmap, FrameView]:
        """The whole diagram as seen from afar in `width` by `height` logical pixels, and where it lies in there."""
        whole = self.scene.extent or Rect(0, 0, 1, 1)
        viewport = Viewport(Size(width, height)).fitted(whole, largest=_OVERVIEW_ZOOM, margin=_OVERVIEW_MARGIN)
        view = frame_view(viewport, ratio)
        pixmap = QPixmap(view.width, view.height)
        pixmap.fill(QColor(self.theme.canvas))
        painter = QPainter(pixmap)
        painter.setTransform(view.transform)
        for step in self._painter.plan(view.extent(view.whole), 0.0):
            step(painter)
        painter.end()
        return pixmap, view

    # --- what the frame is painted from

    def paint_ground(self, painter: QPainter, view: FrameView) -> None:
        paint_ground(painter, view, self.theme, dots=self.dots)

    def plan(self, extent: Extent, scale: float) -> Sequence[Step]:
        return self._painter.plan(extent, scale)

    def _dress(self, theme: Theme) -> None:
        self._painter = ScenePainter(self.scene, theme, self._badge_for)
        self._overlay = Overlay(self.scene, self._painter)
        self._lifter = LiftPainter(self._painter)
        self._ghosts = GhostPainter(self.scene, self._painter)

    def _paint_overlay(self, painter: QPainter, view: FrameView, pens: ScreenPens, device: QTransform) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marks, live = self.marks, self._live
        extent = view.extent(view.whole)
        if self.flow is not None and self.flow.is_running:
            self.flow.paint(painter, self.scene, self._painter, flowing(self.scene, extent), pens)
        self._overlay.paint_found(painter, marks, pens)
        self._overlay.paint_selection(painter, marks, extent, pens)
        if live is not None:
            self._lifter.paint(painter, marks, live, pens)
        if self._proposed is not None:
            self._ghosts.paint(painter, marks.ghosts, self._proposed, GhostView(view, pens, device))
        diagram = self.scene.diagram if live is None else live.diagram
        target = marks.preview.target
        known = target is not None and diagram.placed(target) is not None
        self._overlay.paint_preview(
            painter, marks.preview, qrect(diagram.bounds(target or "")) if known else None, pens
        )

    def _paint_frame(self, painter: QPainter, view: FrameView) -> None:
        pixmap, shown = self._frame.pixmap, self._frame.view
        if pixmap is None or shown is None:
            return
        if shown == view:
            painter.drawPixmap(0, 0, pixmap)
            return
        painter.fillRect(view.whole, QColor(self.theme.canvas))
        painter.drawPixmap(view.place_of(shown), pixmap, QRectF(shown.whole))

    def _lift(self) -> None:
        preview = self.marks.preview
        lifted = set(preview.hidden)
        if self._live is not None:
            influenced = self._live.influenced
            whole = self._live.whole_frames(influenced)
            groups = self.scene.diagram.groups
            lifted |= {i for i in influenced if i in whole or not (i in groups and not groups[i].collapsed)}
        self._frame.invalidate(self.scene.lift(lifted))


def frame_view(viewport: Viewport, ratio: float) -> FrameView:
    """What the frame of a widget at this viewport has to show."""
    return FrameView(
        width=max(1, round(viewport.size.width * ratio)),
        height=max(1, round(viewport.size.height * ratio)),
        scale=viewport.zoom * ratio,
        x=round(viewport.offset.x * ratio),
        y=round(viewport.offset.y * ratio),
    )
