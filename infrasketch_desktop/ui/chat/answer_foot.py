"""What hangs below an answer: proposed changes, texts for the document, what was left out, a question, the receipt."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from infrasketch_desktop.language import listed, quoted, tr, tr_count, tr_in
from infrasketch_desktop.ui.chat.views import ChangesView, Fate, MessageView
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.proposals.fold import Fold
from infrasketch_desktop.ui.widgets.flow import FlowLayout
from infrasketch_desktop.ui.widgets.roles import button, label, set_role

_SIGN = 16


class AnswerFoot(QWidget):
    """`review_wanted`: look at the changes; `answered`: an option of the question.

    `refused`: what is proposed is not even looked at. `local_wanted`: ask the sketcher what the model did not answer.
    """

    review_wanted = Signal()
    refused = Signal()
    answered = Signal(str)
    retry_wanted = Signal()
    local_wanted = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._changes = _ChangesLine(icons, self.review_wanted.emit)
        self._sections = label("", "muted", wrap=True)
        self._warning = _NoteLine(icons, (tr("Show it"), self.review_wanted.emit), (tr("Refuse"), self.refused.emit))
        self._left_out = Fold(icons)
        self._question = label("", "strong", wrap=True)
        self._options = FlowLayout(8)
        self._options_area = QWidget()
        self._options_area.setLayout(self._options)
        self._trouble = _NoteLine(
            icons, (tr("Try again"), self.retry_wanted.emit), (tr("Ask the sketcher"), self.local_wanted.emit)
        )
        self._receipt = label("", "hint", wrap=True)
        self._shown: MessageView | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for part in self._parts():
            layout.addWidget(part)
            part.hide()

    def show_message(self, view: MessageView, *, is_last: bool) -> None:
        """Only the last message can still be answered."""
        self._changes.show_changes(view.changes)
        names = listed(map(quoted, view.sections))
        self._sections.setText(tr("Text for the design document: {names}", names=names))
        self._sections.setVisible(bool(view.sections))
        self._warning.show_note(view.warning, may_choose=is_last)
        self._left_out.show_lines(
            tr_count("%n step was left out", "%n steps were left out", len(view.left_out)), view.left_out
        )
        self._question.setText(view.question)
        self._question.setVisible(bool(view.question))
        self._show_options(view, is_last=is_last)
        self._trouble.show_note(view.trouble, may_choose=view.may_retry and is_last)
        self._receipt.setText(view.receipt)
        self._receipt.setVisible(bool(view.receipt))
        self.setVisible(any(not part.isHidden() for part in self._parts()))
        self._shown = view

    def _parts(self) -> tuple[QWidget, ...]:
        return (
            self._warning,
            self._changes,
            self._sections,
            self._left_out,
            self._question,
            self._options_area,
            self._trouble,
            self._receipt,
        )

    def _show_options(self, view: MessageView, *, is_last: bool) -> None:
        if self._shown is None or view.options != self._shown.options:
            self._options.clear()
            for option in view.options:
                made = button(option, partial(self.answered.emit, option), "chip")
                made.setToolTip(option)
                self._options.addWidget(made)
        self._options_area.setVisible(bool(view.options) and is_last)


class _ChangesLine(QFrame):
    """The counts, what became of them, and the way to the reviewer."""

    def __init__(self, icons: Icons, review: Callable[[], object]) -> None:
        super().__init__()
        self._icons = icons
        set_role(self, "card")
        self._sign = QLabel()
        self._words = label("", wrap=True)
        self._fate = label("", "hint")
        self._look = button(tr_in("verb", "Review"), review, "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 6, 6)
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self._fate)
        row.addWidget(self._look)

    def show_changes(self, changes: ChangesView | None) -> None:
        self.setVisible(changes is not None)
        if changes is None:
            return
        name, role = _signs()[changes.fate]
        self._sign.setPixmap(self._icons.pixmap(name, _SIGN, 2.0, role))
        self._words.setText(changes.words)
        self._fate.setText(_fates()[changes.fate])
        self._look.setText(tr_in("verb", "Review") if changes.fate is Fate.OPEN else tr("Look again"))
        self._look.setVisible(changes.is_there and changes.fate in (Fate.OPEN, Fate.REFUSED))
        self._look.setAccessibleName(tr("Review: {changes}", changes=changes.words))
        self.setAccessibleName(f"{changes.words}. {self._fate.text()}")


class _NoteLine(QFrame):
    """A warning in words, and what can be done about it."""

    def __init__(self, icons: Icons, *choices: tuple[str, Callable[[], object]]) -> None:
        super().__init__()
        set_role(self, "note-warning")
        sign = QLabel()
        sign.setPixmap(icons.pixmap("warning", _SIGN, 2.0, "warning"))
        self._words = label("", wrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._choices = QWidget()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        buttons = QHBoxLayout(self._choices)
        buttons.setContentsMargins(18, 0, 0, 0)
        for title, chosen in choices:
            buttons.addWidget(button(title, chosen, "link"))
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 8, 6)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self._choices)

    def show_note(self, words: str, *, may_choose: bool) -> None:
        self._words.setText(words)
        self._choices.setVisible(may_choose)
        self.setVisible(bool(words))
        self.setAccessibleName(words)


def _signs() -> dict[Fate, tuple[str, str]]:
    return {
        Fate.OPEN: ("eye", "accent"),
        Fate.ACCEPTED: ("check", "success"),
        Fate.REFUSED: ("close", "muted"),
        Fate.PARTLY: ("check", "success"),
    }


def _fates() -> dict[Fate, str]:
    return {
        Fate.OPEN: "",
        Fate.ACCEPTED: tr("Accepted"),
        Fate.REFUSED: tr("Refused"),
        Fate.PARTLY: tr("Accepted in part"),
    }
