"""Brings proposals of the conversation before the reviewer, and hears what becomes of them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from infrasketch_desktop.assistant.conversation import Fate
from infrasketch_desktop.diagram.proposal import Proposal, propose
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.chat.log import Entry, left_out_words
from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.proposals.review import Refused, Review
from infrasketch_desktop.ui.tasks import Tasks
from infrasketch_desktop.ui.widgets.prompt_box import SentenceEdit


class Reviewing(QObject):
    """One proposal of the conversation is under review at a time. `decided` carries its entry and its fate."""

    decided = Signal(object, object)
    changed = Signal()

    def __init__(self, editor: Editor, review: Review, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._editor = editor
        self._review = review
        self._tasks = tasks
        self._entry: Entry | None = None
        self._seen: Proposal | None = None
        self._held_back: Entry | None = None
        self._refused: Entry | None = None
        review.changed.connect(self._on_changed)
        review.accepted.connect(self._on_accepted)
        review.refused.connect(self._on_refused)

    @property
    def is_open(self) -> bool:
        return self._entry is not None

    def decide(self, *, accept: bool) -> None:
        """Accept what is ticked of our proposal, or refuse it; another one is none of our business."""
        if self._entry is not None:
            self._review.accept() if accept else self._review.refuse()

    def open(self, entry: Entry, proposal: Proposal | None) -> None:
        """Show what an answer proposes; what would take much away waits for a word of the person."""
        result = entry.result
        entry.proposal = proposal
        if entry.proposal is None or result is None:
            return
        entry.exchange = replace(entry.exchange, fate=Fate.OPEN)
        if result.is_destructive:
            self._held_back = entry
        else:
            self.show(entry)

    def show(self, entry: Entry) -> None:
        """Put the proposal of `entry` before the reviewer, for the first time or again."""
        proposal, result = entry.proposal, entry.result
        if proposal is None:
            return
        self._held_back = None
        self.set_aside()
        self._entry = entry
        losses = tuple(left_out_words(each) for each in result.left_out) if result is not None else ()
        self._seen = proposal
        focused = QApplication.focusWidget()
        self._review.open(proposal, losses)
        if isinstance(focused, SentenceEdit):  # who goes on typing must not accept with the next Enter
            focused.setFocus()
        self.changed.emit()

    def set_aside(self) -> None:
        """Something else comes: what waits for a decision is refused."""
        if self._held_back is not None:
            self.refuse(self._held_back)
        entry, self._entry = self._entry, None
        self._refused = entry
        if entry is not None:
            self.decided.emit(entry, Fate.REFUSED)
            self._review.refuse()

    def refuse(self, entry: Entry) -> None:
        """Refuse the proposal of `entry` without showing it."""
        if entry is self._held_back:
            self._held_back = None
        self.decided.emit(entry, Fate.REFUSED)

    def warning_of(self, entry: Entry) -> str:
        """What to ask before the proposal of `entry` is shown; empty for most."""
        if entry is not self._held_back:
            return ""
        return tr("This would remove or change more than a third of the components. Nothing has been changed yet.")

    def _on_changed(self) -> None:
        """Another proposal took the place of ours, or ours follows an edit, or the refused one is looked at again."""
        proposal, entry = self._review.proposal, self._entry or self._refused
        if proposal is None or entry is None or entry.proposal is None:
            return
        if entry is self._refused:
            if proposal.title == entry.proposal.title:
                self._entry, self._refused, self._seen = entry, None, proposal
            return
        if proposal.title == entry.proposal.title:
            self._seen = proposal
        else:
            self._entry = None
            self.decided.emit(entry, Fate.REFUSED)

    def _on_accepted(self, _title: str) -> None:
        entry, self._entry = self._entry, None
        if entry is not None and self._seen is not None:
            left = propose("", self._editor.document.snapshot(), self._seen.target)
            self.decided.emit(entry, Fate.PARTLY if left else Fate.ACCEPTED)

    def _on_refused(self, _refused: Refused) -> None:
        entry, self._entry = self._entry, None
        self._refused = entry
        if entry is not None:
            self.decided.emit(entry, Fate.REFUSED)
