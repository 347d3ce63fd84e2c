"""The widgets of a form: each shows one value, or that several differ, and tells when the user has changed it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.widgets.rows import show_names
from infrasketch_desktop.ui.widgets.writing import follow_writing

_LEAST_LETTERS = 8
"""That a menu has room for where a panel is narrow and text is large; its list shows the whole words."""

SETTLE_MS = 700
"""A pause in typing after which the text counts as one change."""


class Field(QWidget):
    """`committed` carries the new value; `show_values` never emits it."""

    committed = Signal(object)

    def show_values(self, values: Sequence[Any]) -> None:
        """Show the common value of the selected records, or that they differ."""
        raise NotImplementedError

    def flush(self) -> None:
        """Commit what is being typed, now."""


def _stacked(field: Field, inner: QWidget) -> None:
    layout = QVBoxLayout(field)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(inner)
    field.setFocusProxy(inner)


class _TypedField(Field):
    """What one-line and longer texts share: a change settles after a pause, on Enter, or when the focus leaves."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = ""
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.flush)

    def flush(self) -> None:
        self._settle.stop()
        text = self._text()
        if text != self._shown:
            self._shown = text
            self.committed.emit(self._value(text))

    def _value(self, text: str) -> Any:
        return text

    def _text(self) -> str:
        raise NotImplementedError

    def _on_typed(self) -> None:
        self._settle.start()


class LineField(_TypedField):
    """One line of text, completed from `words` when there are some."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.edit = QLineEdit()
        follow_writing(self.edit)
        self.edit.setAccessibleName(name)
        _stacked(self, self.edit)
        self.edit.textEdited.connect(self._on_typed)
        self.edit.editingFinished.connect(self.flush)

    def complete_from(self, words: Sequence[str]) -> None:
        completer = QCompleter(QStringListModel(list(words), self), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(10)
        popup = completer.popup()
        assert popup is not None
        show_names(popup)
        completer.activated.connect(lambda _text: self.flush())
        self.edit.setCompleter(completer)

    def show_values(self, values: Sequence[Any]) -> None:
        if self._settle.isActive():
            return  # what is being typed is newer
        self._shown = str(values[0]) if len(set(values)) == 1 else ""
        self.edit.setPlaceholderText("" if len(set(values)) == 1 else tr("Several values"))
        if self.edit.text() != self._shown:
            self.edit.setText(self._shown)

    def _text(self) -> str:
        return self.edit.text()


class _Area(QPlainTextEdit):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class TextField(_TypedField):
    """Several lines of text."""

    def __init__(self, name: str, lines: int = 4) -> None:
        super().__init__()
        self.edit = _Area()
        self.edit.setAccessibleName(name)
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(lines * self.edit.fontMetrics().lineSpacing() + 22)
        _stacked(self, self.edit)
        self.edit.textChanged.connect(self._on_typed)
        follow_writing(self.edit)
        self.edit.left.connect(self.flush)

    def show_values(self, values: Sequence[Any]) -> None:
        if self._settle.isActive():
            return  # what is being typed is newer
        self._shown = self._written(values[0]) if len(set(values)) == 1 else ""
        self.edit.setPlaceholderText("" if len(set(values)) == 1 else tr("Several values"))
        if self.edit.toPlainText() != self._shown:
            with QSignalBlocker(self.edit):
                self.edit.setPlainText(self._shown)

    def _written(self, value: Any) -> str:
        return str(value)

    def _text(self) -> str:
        return self.edit.toPlainText()


class ListField(TextField):
    """A tuple of short texts, one on each line."""

    def _written(self, value: Any) -> str:
        return "\n".join(value)

    def _value(self, text: str) -> Any:
        return tuple(line.strip() for line in text.splitlines() if line.strip())


class ChoiceField(Field):
    """One of a few values."""

    def __init__(self, name: str, choices: Sequence[tuple[Any, str]]) -> None:
        super().__init__()
        self._values = [value for value, _ in choices]
        self.box = QComboBox()
        self.box.setAccessibleName(name)
        self.box.addItems([title for _, title in choices])
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(_LEAST_LETTERS)
        _stacked(self, self.box)
        self.box.activated.connect(lambda row: self.committed.emit(self._values[row]))

    def show_values(self, values: Sequence[Any]) -> None:
        same = len(set(values)) == 1
        self.box.setPlaceholderText(tr("Several values"))
        self.box.setCurrentIndex(self._values.index(values[0]) if same else -1)


class SwitchField(Field):
    """Yes or no."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.box = QCheckBox(title)
        self.box.setAccessibleName(name)
        _stacked(self, self.box)
        self.box.clicked.connect(lambda: self.committed.emit(self.box.isChecked()))

    def show_values(self, values: Sequence[Any]) -> None:
        mixed = len(set(values)) > 1
        self.box.setTristate(mixed)
        states = Qt.CheckState
        self.box.setCheckState(states.PartiallyChecked if mixed else states.Checked if values[0] else states.Unchecked)
