"""Four questions before a vague request is drawn: each can be left open, and all of them skipped."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.widgets.flow import FlowLayout
from infrasketch_desktop.ui.widgets.roles import button, label, set_role


@dataclass(frozen=True, slots=True)
class BriefQuestion:
    """One question with its possible answers; `key` tells them apart."""

    key: str
    text: str
    options: tuple[str, ...]


class BriefCard(QFrame):
    """`answered` carries what was chosen by key, an empty mapping when the questions were skipped.

    `never_again` is whether this sketch should be asked no more; it is read when `answered` comes.
    """

    answered = Signal(dict)
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "card")
        self._groups: dict[str, QButtonGroup] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.never = QCheckBox(tr("Don't ask again for this sketch"))
        self.go = button(tr("Draw"), lambda: self.answered.emit(self.chosen), "primary")
        self.skip = button(tr("Skip"), lambda: self.answered.emit({}))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(8)
        layout.addWidget(label(tr("Before I draw: what matters most?"), "strong", wrap=True))
        layout.addLayout(self._rows)
        layout.addWidget(self.never)
        foot = QHBoxLayout()
        foot.addWidget(self.go)
        foot.addWidget(self.skip)
        foot.addStretch(1)
        layout.addLayout(foot)
        self.setAccessibleName(tr("Questions before drawing"))
        self.hide()

    @property
    def chosen(self) -> dict[str, str]:
        """The answers given so far, by the key of their question."""
        found = {key: group.checkedButton() for key, group in self._groups.items()}
        return {key: made.property("option") for key, made in found.items() if made is not None}

    def ask(self, questions: tuple[BriefQuestion, ...]) -> None:
        """Show the questions, nothing chosen."""
        self._clear()
        self.never.setChecked(False)
        for question in questions:
            self._rows.addWidget(self._row(question))
        self.show()
        first = next(iter(self._groups.values()), None)
        (first.buttons()[0] if first is not None and first.buttons() else self.skip).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def _row(self, question: BriefQuestion) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(question.text, "section", wrap=True))
        flow = FlowLayout(6)
        group = QButtonGroup(row)
        for option in question.options:
            made = button(option, lambda: None, "segment")
            made.setCheckable(True)
            made.setProperty("option", option)
            made.setAccessibleName(tr("{name}: {text}", name=question.text, text=option))
            group.addButton(made)
            flow.addWidget(made)
        column.addLayout(flow)
        self._groups[question.key] = group
        return row

    def _clear(self) -> None:
        self._groups.clear()
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
