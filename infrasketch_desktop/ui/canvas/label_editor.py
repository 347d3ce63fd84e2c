"""Typing a label where it stands: a small text field over the canvas."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from infrasketch_desktop.diagram.changes import ChangeSet
from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Record
from infrasketch_desktop.language import tr
from infrasketch_desktop.picture.edge import EDGE_FONT, PLATE_HEIGHT
from infrasketch_desktop.picture.group import HEADER_FONT, fold_rect, header_rect
from infrasketch_desktop.picture.node import LABEL_FONT, text_rect
from infrasketch_desktop.picture.note import NOTE_FONT, note_text_rect
from infrasketch_desktop.picture.qt.fonts import text_font
from infrasketch_desktop.picture.shapes import Font
from infrasketch_desktop.ui.canvas.view import CanvasView
from infrasketch_desktop.ui.widgets.writing import follow_writing

Commit = Callable[[str, str], None]
"""Makes the edit: called with a record's id and its new text."""

_SMALLEST_FONT = 12
_SMALLEST_WIDTH = 120
_LINE = 1.6
_EDGE_WIDTH = 140.0
_CHROME = 12
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OWN_KEYS = (*_ENTER, Qt.Key.Key_Escape)


class LabelEditor(QPlainTextEdit):
    """Opens over one record at a time. Enter or a click elsewhere commits, Escape leaves the text as it was.

    In a note Enter starts a new line, and Ctrl+Enter commits.
    """

    def __init__(self, view: CanvasView, commit: Commit) -> None:
        super().__init__(view)
        self._view = view
        self._commit = commit
        self._record: Record | None = None
        self.hide()
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("Label"))
        self.document().setDocumentMargin(2)
        follow_writing(self)
        view.viewport_changed.connect(self._place)
        view.content_changed.connect(self._on_content_changed)

    @property
    def record_id(self) -> str | None:
        """What is being typed at; None while closed."""
        return self._record.id if self._record else None

    def open(self, record_id: str) -> None:
        """Start typing the label of a record; nothing for one that is hidden or does not exist."""
        self.finish()
        record = self._view.document.diagram.get(record_id)
        if record is None or self._view.document.diagram.shown(record_id) != record_id:
            return
        self._record = record
        self.setPlainText(_text(record))
        self._dress()
        self._place()
        self.selectAll()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Commit what was typed and close; nothing when closed."""
        record, text = self._record, self.toPlainText().strip()
        self._close()
        if record is not None and text != _text(record):
            self._commit(record.id, text if isinstance(record, Note) else " ".join(text.split()))

    def cancel(self) -> None:
        """Close and leave everything as it was."""
        self._close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        newline = isinstance(self._record, Note) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        elif event.key() in _ENTER and not newline:
            self.finish()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finish()

    def event(self, event: QEvent) -> bool:
        """While typing, Enter and Escape belong to the label and not to the shortcuts of the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in _OWN_KEYS:
            event.accept()
            return True
        return super().event(event)

    def _close(self) -> None:
        if self._record is None:
            return
        self._record = None
        had_focus = self.hasFocus()
        self.hide()
        if had_focus:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _dress(self) -> None:
        theme = self._view.theme
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: {theme.card}; color: {theme.ink}; border: 2px solid {theme.accent};"
            f" border-radius: 4px; selection-background-color: {theme.accent}; selection-color: {theme.card}; }}"
        )

    def _place(self) -> None:
        if self._record is None:
            return
        area, font = self._area(self._record)
        view = self._view.viewport.rect_to_view(area)
        size = max(_SMALLEST_FONT, round(font.size * self._view.zoom))
        scaled = text_font(font)
        scaled.setPixelSize(size)
        self.setFont(scaled)
        width = max(_SMALLEST_WIDTH, round(view.width) + _CHROME)
        lines = 1 if isinstance(self._record, Edge | Group) else 2
        height = max(
            round(size * _LINE * lines) + _CHROME // 2, round(view.height) if isinstance(self._record, Note) else 0
        )
        place = QRectF(0, 0, width, height)
        place.moveCenter(QRectF(view.x, view.y, view.width, view.height).center())
        if not isinstance(self._record, Edge):
            place.moveLeft(view.x - _CHROME / 2)
        self.setGeometry(place.toRect())

    def _area(self, record: Record) -> tuple[Rect, Font]:
        """Where the label of a record stands, and in which font."""
        match record:
            case Node():
                return text_rect(record.rect), LABEL_FONT
            case Note():
                return note_text_rect(record.rect), NOTE_FONT
            case Group(collapsed=True):
                return text_rect(self._view.bounds(record.id)), LABEL_FONT
            case Edge():
                at = self._view.label_point(record.id)
                return Rect(at.x - _EDGE_WIDTH / 2, at.y - PLATE_HEIGHT / 2, _EDGE_WIDTH, PLATE_HEIGHT), EDGE_FONT
            case _:
                header = header_rect(self._view.bounds(record.id))
                left = fold_rect(header, collapsed=False).right
                return Rect(left, header.y, max(0.0, header.right - left), header.height), HEADER_FONT

    def _on_content_changed(self, changes: ChangeSet) -> None:
        """Another hand may remove or rename what is being typed at; then there is nothing left to type."""
        if self._record is None or self._record.id not in changes.ids:
            return
        now = self._view.document.diagram.get(self._record.id)
        if now is None or _text(now) != _text(self._record):
            self.cancel()
        else:
            self._record = now
            self._place()


def _text(record: Record) -> str:
    match record:
        case Note():
            return record.text
        case Node() | Group() | Edge():
            return record.label
        case _:
            return record.title
