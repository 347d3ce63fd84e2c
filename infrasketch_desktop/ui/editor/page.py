"""The middle of the window while a sketch is open: the canvas, what floats over it, and the prompt line below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.geometry import Rect, union
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.canvas.label_editor import LabelEditor
from infrasketch_desktop.ui.canvas.minimap import Minimap
from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.editor.find_bar import FindBar
from infrasketch_desktop.ui.editor.prompt_line import PromptLine
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.widgets.roles import label

_MARGIN = 16
SIDE_WIDTH, SIDE_FROM = 340, 640
"""Pixels that a panel beside the canvas takes, and the width of the page from which on it has room there."""

_UNBOUNDED = 16_777_215
"""Qt's own greatest side of a widget (QWIDGETSIZE_MAX), which PySide6 does not name."""

LARGE = 2000
"""Records from which on the minimap is always there: asking for their extent would cost more than it tells."""


class EditorPage(QWidget):
    """Places the find bar and the hint of an empty sheet over the canvas."""

    def __init__(self, editor: Editor, icons: Icons) -> None:
        super().__init__()
        self.editor = editor
        self.find_bar = FindBar(editor, icons)
        self.find_bar.setParent(editor.canvas)
        self.find_bar.found.connect(lambda ids: editor.canvas.show_found(ids, editor.selection.current))
        self.prompt = PromptLine(icons)
        self._minimap_wanted = True
        self._hint_wanted = True
        self._side: QWidget | None = None
        self._extent: Rect | None = None
        self._hint = label(_empty_hint(), "muted", wrap=True)
        self._hint.setParent(editor.canvas)
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.label_editor = LabelEditor(editor.canvas, self._rename)
        editor.canvas.label_edit_requested.connect(self.label_editor.open)
        self.minimap = Minimap(editor.canvas, editor.canvas)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._middle = QHBoxLayout()
        self._middle.setSpacing(0)
        self._middle.addWidget(editor.canvas, 1)
        layout.addLayout(self._middle, 1)
        layout.addWidget(self.prompt)
        editor.canvas.installEventFilter(self)
        self.find_bar.installEventFilter(self)
        editor.document_changed.connect(lambda _changes: self._show_hint())
        editor.canvas.viewport_changed.connect(self._show_minimap)
        self._show_hint()

    def regions(self) -> tuple[QWidget, ...]:
        """The parts that the keyboard goes to one after the other."""
        side = (self._side,) if self._side is not None else ()
        return (self.editor.canvas, *side, self.prompt)

    def add_side(self, panel: QWidget) -> None:
        """Put a panel beside the canvas, or below it where there is no room; it decides itself when it is shown."""
        self._side = panel
        self._middle.addWidget(panel)
        self._fit_side()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_side()

    def show_hint(self, shown: bool) -> None:
        """Whether an empty sheet says what to do with it."""
        self._hint_wanted = shown
        self._show_hint()

    def show_minimap(self, shown: bool) -> None:
        """Whether the minimap lies in the corner; over an empty sheet it never does."""
        self._minimap_wanted = shown
        self._show_hint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.find_bar.leave()
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._place()
        return super().eventFilter(watched, event)

    def _fit_side(self) -> None:
        if self._side is None:
            return
        beside = self.width() >= SIDE_FROM
        directions = QBoxLayout.Direction
        self._middle.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        self._side.setMinimumWidth(SIDE_WIDTH if beside else 0)
        half = max(self.height() // 2, self._side.minimumSizeHint().height())  # larger text needs more of a low window
        self._side.setMaximumSize(SIDE_WIDTH if beside else _UNBOUNDED, _UNBOUNDED if beside else half)

    def _rename(self, record_id: str, text: str) -> None:
        self.editor.edit(tr("Rename"), lambda edit: edits.rename(edit, record_id, text))

    def _show_hint(self) -> None:
        empty = len(self.editor.document.diagram) == 1
        self._hint.setVisible(empty and self._hint_wanted)
        self._extent = None
        self._show_minimap()

    def _show_minimap(self) -> None:
        """Only while a part of the diagram is out of sight: it would cover what it shows."""
        self.minimap.setVisible(self._minimap_wanted and not self._shows_everything())

    def _shows_everything(self) -> bool:
        diagram = self.editor.document.diagram
        if len(diagram) > LARGE:
            return False
        if self._extent is None:
            tops = diagram.members(None)
            self._extent = union(diagram.bounds(i) for i in tops) or Rect(0, 0, 0, 0)
        return self.editor.canvas.visible.encloses(self._extent)

    def _place(self) -> None:
        canvas = self.editor.canvas
        self.find_bar.move(canvas.width() - self.find_bar.width() - _MARGIN, _MARGIN)
        corner = self.minimap.rect().bottomRight()
        self.minimap.move(canvas.width() - corner.x() - _MARGIN, canvas.height() - corner.y() - _MARGIN)
        self._hint.resize(min(420, canvas.width() - 2 * _MARGIN), 96)
        self._hint.move((canvas.width() - self._hint.width()) // 2, (canvas.height() - self._hint.height()) // 2)


def _empty_hint() -> str:
    return tr(
        "This sheet is empty. Describe the system below, drag a part from the palette, or press N and draw a node."
    )
