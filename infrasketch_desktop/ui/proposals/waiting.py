"""Offers what another program proposed for the open sketch: said in a message, shown only when a person wants it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from infrasketch_desktop.diagram.proposal import Rebased
from infrasketch_desktop.language import tr, tr_in
from infrasketch_desktop.storage.errors import StorageError
from infrasketch_desktop.storage.proposals import WaitingProposals
from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.proposals.notices import WAITING
from infrasketch_desktop.ui.proposals.review import Review
from infrasketch_desktop.ui.proposals.wording import conflicts_in_words
from infrasketch_desktop.ui.widgets.banner import Choice, Notice

EVERY_MS = 2000

_Stamp = tuple[Path, int]
"""A file, and when it was written (nanoseconds): tells a proposal from one that took its place."""


class WaitingOffer(QObject):
    """`offered` carries the title of a proposal, once for each that arrives. What is decided waits no more."""

    offered = Signal(str)

    def __init__(self, editor: Editor, review: Review, waiting: WaitingProposals) -> None:
        super().__init__(editor)
        self._editor = editor
        self._review = review
        self._waiting = waiting
        self._told: _Stamp | None = None
        self._shown: _Stamp | None = None
        self._title = ""
        review.changed.connect(self._on_changed)
        review.accepted.connect(lambda _title: self._decide())
        review.refused.connect(lambda _refused: self._decide())
        timer = QTimer(self)
        timer.setInterval(EVERY_MS)
        timer.timeout.connect(self.look)
        timer.start()
        QTimer.singleShot(0, self, self.look)

    def look(self) -> None:
        """Offer what waits, unless that was done or something else is under review."""
        stamp = self._stamp()
        if stamp is None or stamp == self._told or self._review.proposal is not None:
            return
        self._told = stamp
        found = self._found()
        if found is not None:
            self.offered.emit(found.proposal.title)

    def show(self) -> None:
        """Put what waits before the reviewer."""
        stamp, found = self._stamp(), self._found()
        if found is None:
            return
        self._shown, self._title = stamp, found.proposal.title
        conflicts = conflicts_in_words(found.merged, found.proposal.base, found.proposal.target)
        self._review.open(found.proposal, conflicts)

    def refuse(self) -> None:
        """Forget what waits without looking at it."""
        self._shown = self._told
        self._decide()

    def _found(self) -> Rebased | None:
        """What waits; nothing where it cannot be read or would change nothing, and then it goes."""
        path = self._editor.session.path
        if path is None:
            return None
        try:
            found = self._waiting.find(path, self._editor.document.snapshot())
        except StorageError:
            found = None
        if found is None or not found.proposal:
            self._waiting.drop(path)
            return None
        return found

    def _stamp(self) -> _Stamp | None:
        path = self._editor.session.path
        if path is None:
            return None
        file = self._waiting.path_for(path)
        try:
            return file, file.stat().st_mtime_ns
        except OSError:
            return None

    def _on_changed(self) -> None:
        """Another proposal took the place of this one: it goes on waiting, and is offered again."""
        proposal = self._review.proposal
        if self._shown is not None and proposal is not None and proposal.title != self._title:
            self._shown = self._told = None

    def _decide(self) -> None:
        """It was taken or refused; a newer one that came meanwhile stays."""
        shown, self._shown = self._shown, None
        path = self._editor.session.path
        if shown is not None and path is not None and shown == self._stamp():
            self._waiting.drop(path)


def notice_of(offer: WaitingOffer, title: str) -> Notice:
    """The message that says what waits."""
    text = tr("Another assistant proposes: {title}", title=title)
    choices = (Choice(tr_in("verb", "Review"), offer.show), Choice(tr("Refuse"), offer.refuse))
    return Notice(text, choices=choices, key=WAITING)
