"""Where Markdown is typed: Ctrl+Enter saves, Escape gives up; the page above shows meanwhile what becomes of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout

from infrasketch_desktop.diagram.validation import MAX_LABEL
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.panels.document.target import Target
from infrasketch_desktop.ui.widgets.roles import button, label, set_role
from infrasketch_desktop.ui.widgets.writing import follow_writing

TYPING_MS = 200
"""Pause in typing after which the preview follows."""
_HEIGHT = 150


class BlockEditor(QFrame):
    """`typed` follows the text with a little delay; `saved` and `given_up` end the editing."""

    typed = Signal()
    saved = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.target: Target | None = None
        self._asked = False
        self._hint = label("", "hint", wrap=True)
        self._name = label("", "section", wrap=True)
        self.title = QLineEdit()
        follow_writing(self.title)
        self.title.setPlaceholderText(tr("Heading, if it needs one"))
        self.title.setAccessibleName(tr("Heading of the paragraph"))
        self.title.setMaxLength(MAX_LABEL)
        self.text = _MarkdownEdit()
        self.text.setMinimumHeight(_HEIGHT)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_MS)
        self._pause.timeout.connect(self.typed)
        self._build()
        self.text.textChanged.connect(self._pause.start)
        self.text.finished.connect(self.saved)
        self.text.textChanged.connect(self._stop_asking)
        self.text.left.connect(self._on_escape)
        self.hide()

    @property
    def markdown(self) -> str:
        return self.text.toPlainText()

    @property
    def is_changed(self) -> bool:
        """Whether there is something to save."""
        return self.target is not None and self.markdown != self.target.text

    def open(self, target: Target, name: str) -> None:
        """Begin with the text of `target`; `name` says to the writer what it is."""
        self.target = target
        self._name.setText(name)
        self._stop_asking()
        self.title.setVisible(target.block is None)
        self.title.clear()
        self.text.blockSignals(True)
        self.text.setPlainText(target.text)
        self.text.blockSignals(False)
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.show()
        self.text.setFocus()

    def close_editor(self) -> None:
        self._pause.stop()
        self.target = None
        self.hide()

    def _on_escape(self) -> None:
        """Escape is pressed by mistake: the second one in a row gives up what was typed."""
        if not self.is_changed or self._asked:
            self.given_up.emit()
            return
        self._asked = True
        self._hint.setText(tr("Escape again gives up what you typed."))

    def _stop_asking(self) -> None:
        self._asked = False
        self._hint.setText(tr("Markdown"))

    def _build(self) -> None:
        set_role(self, "bar")
        self.text.setAccessibleName(tr("Text in Markdown"))
        self.text.setAccessibleDescription(tr("Ctrl+Enter saves, Escape twice gives up"))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._hint, 1)
        give_up = button(tr("Cancel"), self.given_up.emit)
        give_up.setToolTip(tr("Give up what was typed (Escape, twice once something is typed)"))
        save = button(tr("Save"), self.saved.emit, "primary")
        save.setToolTip(tr("Save as one undo step (Ctrl+Enter)"))
        buttons.addWidget(give_up)
        buttons.addWidget(save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(8)
        for part in (self._name, self.title, self.text):
            layout.addWidget(part)
        layout.addLayout(buttons)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_escape()
        elif _is_finish(event):
            self.saved.emit()
        else:
            super().keyPressEvent(event)


class _MarkdownEdit(QPlainTextEdit):
    finished = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        follow_writing(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif _is_finish(event):
            self.finished.emit()
        else:
            super().keyPressEvent(event)


def _is_finish(event: QKeyEvent) -> bool:
    is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return is_return and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
