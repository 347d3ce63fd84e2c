"""The box for sentences, on the home page and below the canvas: it grows with its text, and Enter sends."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.widgets.roles import icon_button, set_role
from infrasketch_desktop.ui.widgets.writing import follow_writing

MAX_CHARACTERS = 20_000
HISTORY_LIMIT = 200


class SentenceEdit(QPlainTextEdit):
    """Plain text that sends itself on Enter, and on Ctrl+Enter as in other programs; Shift+Enter breaks the line."""

    sent = Signal()
    recalled = Signal(int)
    focus_changed = Signal(bool)
    width_changed = Signal()

    def event(self, event: QEvent) -> bool:
        """Undo and redo that the text has no use for belong to the diagram: its last step may be the sentence sent."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._has_no_use_for(event)
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = keys == Qt.KeyboardModifier.NoModifier
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_return and (plain or keys == Qt.KeyboardModifier.ControlModifier):
            self.sent.emit()
        elif plain and event.key() == Qt.Key.Key_Up and self._on_edge(first=True):
            self.recalled.emit(-1)
        elif plain and event.key() == Qt.Key.Key_Down and self._on_edge(first=False):
            self.recalled.emit(1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Of the part that shows text."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.width_changed.emit()

    def _has_no_use_for(self, event: QKeyEvent) -> bool:
        standard, document = QKeySequence.StandardKey, self.document()
        undo = event.matches(standard.Undo) and not document.isUndoAvailable()
        return undo or (event.matches(standard.Redo) and not document.isRedoAvailable())

    def _on_edge(self, *, first: bool) -> bool:
        cursor = QTextCursor(self.textCursor())
        way = QTextCursor.MoveOperation.Up if first else QTextCursor.MoveOperation.Down
        return not cursor.movePosition(way)


class PromptBox(QFrame):
    """`sent` carries the trimmed sentence; the box empties itself only when `accept` is called, so nothing is lost."""

    sent = Signal(str)

    def __init__(
        self, icons: Icons, name: str, placeholder: str, *, rows: tuple[int, int], role: str = "plain"
    ) -> None:
        """`rows` are the fewest and the most lines shown; `name` is what a screen reader calls the box."""
        super().__init__()
        self._rows = rows
        self._history: list[str] = []
        self._at = 0
        self.edit = SentenceEdit()
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(name)
        self.edit.setTabChangesFocus(True)
        self.edit.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        set_role(self.edit, role)
        self.setFocusProxy(self.edit)
        self._send = icon_button(icons, "send", tr("Send (Enter)"), self._on_sent, "on_accent")
        self._send.setEnabled(False)
        set_role(self._send, "send")
        self._build()
        set_role(self, "prompt")
        self.edit.sent.connect(self._on_sent)
        self.edit.recalled.connect(self._on_recalled)
        self.edit.focus_changed.connect(self._on_focus_changed)
        self.edit.textChanged.connect(self._on_text_changed)
        # Later: Qt lays nothing out in a box that grows while it is laid out.
        self.edit.width_changed.connect(self._fit, Qt.ConnectionType.QueuedConnection)
        follow_writing(self.edit)

    @property
    def text(self) -> str:
        return self.edit.toPlainText().strip()

    def set_text(self, text: str) -> None:
        self.edit.setPlainText(text)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)

    def set_history(self, sentences: list[str]) -> None:
        """What Up recalls, oldest first."""
        self._history = sentences[-HISTORY_LIMIT:]
        self._at = len(self._history)

    @property
    def history(self) -> tuple[str, ...]:
        return tuple(self._history)

    def accept(self) -> None:
        """The sentence was used: remember it and empty the box."""
        text = self.text
        if text and (not self._history or self._history[-1] != text):
            self._history.append(text)
        self._at = len(self._history)
        self.edit.clear()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _build(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(8)
        layout.addWidget(self.edit, 1)
        layout.addWidget(self._send, 0, Qt.AlignmentFlag.AlignBottom)
        self._fit()

    def _on_sent(self) -> None:
        if self.text:
            self.sent.emit(self.text[:MAX_CHARACTERS])

    def _on_recalled(self, step: int) -> None:
        at = self._at + step
        if 0 <= at <= len(self._history):
            self._at = at
            self.set_text(self._history[at] if at < len(self._history) else "")

    def _on_focus_changed(self, focused: bool) -> None:
        self.setProperty("focused", "true" if focused else "false")
        self.style().unpolish(self)
        self.style().polish(self)

    def _on_text_changed(self) -> None:
        self._send.setEnabled(bool(self.text))
        self._fit()

    def _fit(self) -> None:
        fewest, most = self._rows
        self.edit.ensurePolished()  # its letters are larger than those of other boxes
        lines = min(max(self._lines(), fewest), most)
        extra = round(2 * self.edit.document().documentMargin()) + 10
        self.edit.setFixedHeight(lines * self.edit.fontMetrics().lineSpacing() + extra)

    def _lines(self) -> int:
        """How many lines the text takes as it is wrapped now; without one, what stands there instead."""
        if not self.edit.document().isEmpty():
            return max(1, round(self.edit.document().size().height()))
        # The viewport is of a class that Python does not know; to ask for it makes all of them known: 10 ms of a start.
        room = self.edit.maximumViewportSize().width() - round(2 * self.edit.document().documentMargin())
        metrics, flags = self.edit.fontMetrics(), Qt.TextFlag.TextWordWrap
        needed = metrics.boundingRect(0, 0, max(room, 1), 10_000, flags, self.edit.placeholderText()).height()
        return max(1, round(needed / metrics.lineSpacing()))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, super().minimumSizeHint().height())
