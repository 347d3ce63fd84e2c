"""The canvas widget: shows a document, and hands the mouse to a tool."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from infrasketch_desktop.diagram.changes import ChangeSet
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.geometry import Point, Rect, union
from infrasketch_desktop.language import tr
from infrasketch_desktop.picture.artist import BadgeSource
from infrasketch_desktop.picture.theme import Theme
from infrasketch_desktop.ui.canvas.flow import Flow, flowing
from infrasketch_desktop.ui.canvas.frame import FrameView
from infrasketch_desktop.ui.canvas.ghosts import NO_GHOSTS, Ghosts
from infrasketch_desktop.ui.canvas.plane import PlaneWidget
from infrasketch_desktop.ui.canvas.pointer import Hit, Part, Pointer, Tool
from infrasketch_desktop.ui.canvas.preview import NOTHING, Preview
from infrasketch_desktop.ui.canvas.scene import extent_of
from infrasketch_desktop.ui.canvas.screen import Screen
from infrasketch_desktop.ui.canvas.viewport import Viewport
from infrasketch_desktop.ui.selection import Selection

KIND_MIME = "application/x-infrasketch-kind"
"""Carries the value of a `NodeKind` from the palette."""

_SLICE_EVERY_MS = 8
_SLICE_SECONDS = 0.003


class CanvasView(PlaneWidget):
    """One document on the screen. Panning and zooming live here; every other gesture belongs to `tool`.

    `hovered` carries the `Hit` under the mouse or None, `context_menu_requested` the same with the place on the
    screen, `kind_dropped` the value of a kind and the `Point` of the scene it was dropped at.
    """

    content_changed = Signal(object)
    theme_changed = Signal()
    hovered = Signal(object)
    context_menu_requested = Signal(object, QPoint)
    label_edit_requested = Signal(str)
    kind_dropped = Signal(str, object)

    def __init__(
        self,
        document: Document,
        selection: Selection,
        theme: Theme,
        parent: QWidget | None = None,
        badge_for: BadgeSource | None = None,
    ) -> None:
        super().__init__(parent)
        self.document = document
        self.selection = selection
        self._tool: Tool | None = None
        self._screen = Screen(document.diagram, theme, badge_for)
        self._badge_for = badge_for
        self._fit_when_shown = False
        self._flow = self._screen.flow = Flow(self.update, self)
        self._refining = QTimer(self, singleShot=True, interval=_SLICE_EVERY_MS)
        self._refining.timeout.connect(self._on_time_to_refine)
        self._unsubscribe = document.subscribe(self._on_document_changed)
        selection.changed.connect(self._on_selection_changed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAcceptDrops(True)
        self.setAccessibleName(tr("Diagram"))
        self._on_selection_changed()

    # --- what is shown

    @property
    def theme(self) -> Theme:
        return self._screen.theme

    def set_theme(self, theme: Theme) -> None:
        self._screen.set_theme(theme)
        self.update()
        self.theme_changed.emit()

    @property
    def grid_shown(self) -> bool:
        return self._screen.dots

    def show_grid(self, shown: bool) -> None:
        self._screen.set_dots(shown)
        self.update()

    def show_preview(self, preview: Preview) -> None:
        """Show a gesture until `clear_preview`; records in it are lifted out of the picture and painted live."""
        self._screen.set_preview(preview)
        self.update()

    def clear_preview(self) -> None:
        self.show_preview(NOTHING)

    def show_ghosts(self, ghosts: Ghosts) -> None:
        """Show a proposed change over the diagram until `clear_ghosts`."""
        self._screen.set_ghosts(ghosts)
        self.update()

    def clear_ghosts(self) -> None:
        self.show_ghosts(NO_GHOSTS)

    def show_found(self, ids: Iterable[str], current: str | None = None) -> None:
        """Highlight what a search found, `current` more than the others; nothing with no ids."""
        self._screen.marks.found, self._screen.marks.found_current = tuple(ids), current
        self.update()

    def show_connectors(self, shown: bool) -> None:
        """Whether dots to pull edges from appear beside the card under the mouse."""
        self._screen.marks.connecting = shown
        self.update()

    def reduce_motion(self, reduced: bool) -> None:
        """Whether animated edges hold still."""
        self._flow.allowed = not reduced
        self._run_flow()
        self.update()

    def overview(self, width: int, height: int, ratio: float) -> tuple[QPixmap, FrameView]:
        """A picture of the whole diagram for the minimap, and where the diagram lies in it."""
        return self._screen.overview(width, height, ratio)

    def detach(self) -> None:
        """Stop following the document; the view still shows what it showed."""
        self._unsubscribe()
        self._unsubscribe = lambda: None

    @property
    def is_exact(self) -> bool:
        """Whether the picture is final: after a zoom it is scaled, until `refine` has made the exact one."""
        return self._screen.is_exact

    def refine(self) -> None:
        """Work a few milliseconds on the exact picture; the view calls this itself until it is done."""
        if self._screen.refine(_SLICE_SECONDS):
            self.update()

    # --- questions of tools and panels

    def hit(self, point: Point) -> Hit | None:
        """What lies under a point of the scene."""
        marks = self._screen.marks
        hovered = marks.hovered if marks.connecting else None
        return self._screen.hits.hit(point, self.zoom, self.selection.ids, hovered)

    def group_at(self, point: Point, without: Iterable[str] = ()) -> str | None:
        """The innermost group around a point, passing over those in `without`: where a drop would land."""
        return self._screen.hits.group_at(point, without)

    def bounds(self, record_id: str) -> Rect:
        """The rectangle of a node, group, note, or of an edge's line; KeyError when there is no such record."""
        return self._screen.bounds(record_id)

    def records_in(self, rect: Rect) -> list[str]:
        """Whatever is shown and meets a rectangle: nodes, groups and notes by theirs, edges by their line."""
        return self._screen.hits.meeting(rect)

    def line(self, edge_id: str) -> tuple[Point, ...]:
        """The corners of an edge as drawn, border to border; empty when it is hidden, KeyError when there is none."""
        return self._screen.scene.path(edge_id).points

    def label_point(self, edge_id: str) -> Point:
        """The middle of an edge's label, or of its line without one; KeyError when there is no such edge."""
        return self._screen.scene.path(edge_id).label

    # --- viewport

    def set_viewport(self, viewport: Viewport) -> None:
        super().set_viewport(viewport)
        self._run_flow()

    def fit_all(self) -> None:
        """Show the whole diagram, at most at 100 %; before the view has its size, as soon as it has."""
        self._fit_when_shown = not self.isVisible()
        self._fit(self._screen.scene.extent)

    def fit_selection(self) -> None:
        """Show all that is selected, at most at 100 %."""
        diagram = self.document.diagram
        self._fit(union(self.bounds(i) for i in self.selection.ids if i in diagram))

    def fit_rect(self, rect: Rect) -> None:
        """Show a part of the scene, at most at 100 %."""
        self._fit(rect)

    def reveal(self, ids: Iterable[str]) -> None:
        """Pan as little as needed to have these records on the screen."""
        rect = union(self.bounds(i) for i in ids)
        if rect is not None:
            self.reveal_rect(rect)

    def reveal_rect(self, rect: Rect) -> None:
        """Pan as little as needed to have a part of the scene on the screen."""
        self.set_viewport(self._viewport.showing(rect))

    def _fit(self, rect: Rect | None) -> None:
        if rect is not None:
            self.set_viewport(self._viewport.fitted(rect))

    # --- tool

    @property
    def tool(self) -> Tool | None:
        return self._tool

    @tool.setter
    def tool(self, tool: Tool | None) -> None:
        if self._tool is not None:
            self._tool.cancel()
        self._tool = tool
        self.show_cursor()

    def _pointer(self, position: QPointF, button: Qt.MouseButton, modifiers: Qt.KeyboardModifier) -> Pointer:
        scene = self.scene_point(position)
        return Pointer(scene, self.hit(scene), self.zoom, button, modifiers)

    def _pointer_of(self, event: QMouseEvent) -> Pointer:
        return self._pointer(event.position(), event.button(), event.modifiers())

    def idle_cursor(self) -> Qt.CursorShape:
        return self._tool.cursor if self._tool else Qt.CursorShape.ArrowCursor

    # --- events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.begins_pan(event) or event.button() != Qt.MouseButton.LeftButton or self._tool is None:
            return
        self._tool.press(self._pointer_of(event))
        self.show_cursor()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.goes_on_panning(event):
            return
        pointer = self._pointer_of(event)
        if not event.buttons():
            self._hover(pointer.hit)
        if self._tool is not None:
            self._tool.move(pointer)
            self.show_cursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.ends_pan() or event.button() != Qt.MouseButton.LeftButton or self._tool is None:
            return
        self._tool.release(self._pointer_of(event))
        self.show_cursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._tool is not None:
            self._tool.double_click(self._pointer_of(event))
        else:
            self.mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._tool is not None and self._tool.cancel():
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        hit = self.hit(self.scene_point(QPointF(event.pos())))
        if hit is not None and hit.id not in self.selection:
            self.selection.set([hit.id])
        self.context_menu_requested.emit(hit, event.globalPos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(KIND_MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if event.mimeData().hasFormat(KIND_MIME):
            kind = bytes(event.mimeData().data(KIND_MIME).data()).decode("utf-8", "replace")
            event.acceptProposedAction()
            self.kind_dropped.emit(kind, self.scene_point(event.position()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._fit_when_shown:
            self.fit_all()
        self._run_flow()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._run_flow()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.detach()
        super().closeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._screen.paint(painter, self._viewport, self.devicePixelRatioF())
        painter.end()
        if not self.is_exact and not self._refining.isActive():
            self._refining.start()

    # --- following

    def _on_time_to_refine(self) -> None:
        self.refine()
        if not self.is_exact:
            self._refining.start()

    def _hover(self, hit: Hit | None) -> None:
        marks = self._screen.marks
        keeps = hit is not None and hit.part in (Part.BODY, Part.CONNECTOR, Part.RESIZE)
        hovered = hit.id if keeps and hit is not None else None
        if hovered != marks.hovered:
            marks.hovered = hovered
            self.update()
        self.hovered.emit(hit)

    def _on_document_changed(self, changes: ChangeSet) -> None:
        self._screen.update(changes)
        self._run_flow()
        self.update()
        self.content_changed.emit(changes)

    def _run_flow(self) -> None:
        """Dashes move only while some of them are on the screen."""
        visible = self._viewport.visible
        self._flow.run(self.isVisible() and bool(flowing(self._screen.scene, extent_of(visible))))

    def _on_selection_changed(self) -> None:
        self._screen.marks.selected = dict.fromkeys(self.selection.ids)
        self.update()
