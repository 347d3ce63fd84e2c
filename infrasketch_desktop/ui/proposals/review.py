"""One proposed change under review: what is chosen of it, kept true while the diagram is edited meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from infrasketch_desktop.diagram.changes import ChangeSet
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.errors import DiagramError
from infrasketch_desktop.diagram.merging import Merged
from infrasketch_desktop.diagram.proposal import Proposal, Rebased, rebase
from infrasketch_desktop.diagram.transforming import transform
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.proposals.ghosts import extent_of, ghosts_of, place_of
from infrasketch_desktop.ui.proposals.wording import conflicts_in_words
from infrasketch_desktop.ui.tasks import Progress, Task, Tasks

SELECTED = 200
"""New elements up to which they are selected once accepted: every panel follows a selection."""

AT_ONCE = 1500
"""Records of a proposal up to which it follows an edit before the next frame; larger ones do so on a worker."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A proposal that was turned down, with what is needed to look at it again."""

    proposal: Proposal
    losses: tuple[str, ...]


class Review(QObject):
    """The reviewer of one editor. `changed` follows everything a list of the items shows.

    `accepted` carries the title of what was taken, `refused` a `Refused`. An edit of the document leads to the same
    proposal for the new state; what the edit contradicts is listed in `conflicts`.
    """

    changed = Signal()
    accepted = Signal(str)
    refused = Signal(object)

    def __init__(self, editor: Editor, tasks: Tasks) -> None:
        super().__init__(editor)
        self._editor = editor
        self._tasks = tasks
        self._following: Task | None = None
        self._taking: Task | None = None
        self._first: Proposal | None = None
        self._proposal: Proposal | None = None
        self._left_out: frozenset[str] = frozenset()
        self._focus: str | None = None
        self.losses: tuple[str, ...] = ()
        self.conflicts: tuple[str, ...] = ()
        editor.document_changed.connect(self._on_edited)

    @property
    def proposal(self) -> Proposal | None:
        """What is under review, for the diagram as it is now; None while nothing is."""
        return self._proposal

    @property
    def is_ready(self) -> bool:
        """Whether `proposal` fits the diagram of now; a large one needs a moment after an edit."""
        return self._proposal is not None and self._following is None and self._taking is None

    @property
    def chosen(self) -> frozenset[str]:
        """Ids of the items that would be taken."""
        return self._proposal.all - self._left_out if self._proposal is not None else frozenset()

    def open(self, proposal: Proposal, losses: Sequence[str] = ()) -> None:
        """Review `proposal`, all of it chosen; `losses` are lines about what could not be carried."""
        self._stop()
        self._first, self.losses, self._left_out, self._focus = proposal, tuple(losses), frozenset(), None
        self._proposal, self.conflicts = proposal, ()
        if self._editor.document.diagram.same_records(proposal.base):
            self._show()
        else:
            self._follow_document()
        # Only when the list of items has taken its room beside the canvas.
        QTimer.singleShot(0, self, self._fit)

    def choose(self, ids: Iterable[str], *, on: bool) -> None:
        """Take items, with what they need, or leave them, with what needs them."""
        proposal = self._proposal
        if proposal is None:
            return
        chosen = proposal.selected(self.chosen, ids) if on else proposal.deselected(self.chosen, ids)
        self._left_out = proposal.all - chosen
        self._show()

    def look_at(self, item_id: str | None) -> None:
        """Mark an item on the canvas and bring it into sight."""
        self._focus = item_id
        self._show_ghosts()
        item = next((each for each in self._proposal.items if each.id == item_id), None) if self._proposal else None
        place = place_of(item, self._proposal) if item is not None and self._proposal is not None else None
        if place is not None and not self._editor.canvas.visible.encloses(place):
            self._editor.canvas.reveal_rect(place)

    def accept(self, *, everything: bool = False) -> bool:
        """Put what is chosen, or all of it, into the document as one undo step. False when nothing was taken.

        A large proposal is worked out on a worker; until that is done it can still be refused.
        """
        first, proposal = self._first, self._proposal
        chosen = proposal.all if proposal is not None and everything else self.chosen
        if first is None or proposal is None or not chosen or not self.is_ready:
            return False
        if len(chosen) > AT_ONCE:
            self._accept_apart(proposal, chosen)
            return True
        target = proposal.accepted(chosen)
        self._end()
        if not self._editor.edit(proposal.title, lambda edit: transform(edit, target)):
            self.open(first, self.losses)
            return False
        self._tell_accepted(proposal)
        return True

    def _accept_apart(self, proposal: Proposal, chosen: frozenset[str]) -> None:
        document, revision = self._editor.document, self._editor.document.revision

        def verb(edit: Edit) -> None:
            transform(edit, proposal.accepted(chosen))

        def take(changes: ChangeSet) -> None:
            if self._taking is not task:
                return
            self._taking = None
            if document.revision != revision:  # an edit came first: what is chosen has to be looked at again
                self.changed.emit()
                return
            self._end()
            document.take(changes, revision)
            self._tell_accepted(proposal)

        prepared = document.prepare(proposal.title, verb)
        task = self._taking = self._tasks.run(
            tr("Taking what is ticked"), lambda _progress: prepared(), take, self._on_not_taken
        )
        self.changed.emit()

    def _on_not_taken(self, error: Exception) -> None:
        self._taking = None
        self.changed.emit()
        if not isinstance(error, DiagramError):
            raise error
        self._editor.refused.emit(str(error))

    def _tell_accepted(self, proposal: Proposal) -> None:
        diagram = self._editor.document.diagram
        new = [i for i in (*diagram.nodes, *diagram.groups, *diagram.notes) if i not in proposal.base]
        self._editor.selection.set(new if len(new) <= SELECTED else ())
        self.accepted.emit(proposal.title)

    def refuse(self) -> None:
        """Leave the document as it is."""
        if self._first is None:
            return
        told = Refused(self._first, self.losses)
        self._end()
        self.refused.emit(told)

    def open_again(self, refused: Refused) -> None:
        """Look once more at what was refused, for the diagram as it is by now."""
        self.open(refused.proposal, refused.losses)

    def _fit(self) -> None:
        extent = extent_of(self._proposal.target) if self._proposal is not None else None
        if extent is not None:
            self._editor.canvas.fit_rect(extent)

    def _on_edited(self, _changes: ChangeSet) -> None:
        if self._first is not None:
            self._follow_document()

    def _follow_document(self) -> None:
        """Always from the first proposal on: what an edit took away from it, an undo brings back."""
        first, document = self._first, self._editor.document
        assert first is not None
        if self._following is not None:
            self._following.cancel()
        if len(first.target) <= AT_ONCE:
            self._take(rebase(first, document.snapshot()))
            return

        def work(current: Diagram, _progress: Progress) -> Rebased:
            return rebase(first, current)

        self._editor.canvas.clear_ghosts()
        title = tr("Following your edit")
        self._following = self._tasks.run_on(document, title, work, self._take, lambda _stale: None)
        self.changed.emit()

    def _take(self, rebased: Rebased) -> None:
        self._following = None
        if self._first is None:
            return
        self._left_out = _renamed(self._left_out, rebased.merged)
        self._proposal = rebased.proposal
        self.conflicts = conflicts_in_words(rebased.merged, rebased.proposal.base, self._first.target)
        self._left_out |= rebased.proposal.all - rebased.proposal.selected((), self.chosen)
        self._show()

    def _show(self) -> None:
        self._show_ghosts()
        self.changed.emit()

    def _show_ghosts(self) -> None:
        if self._proposal is not None:
            self._editor.canvas.show_ghosts(ghosts_of(self._proposal, self.chosen, self._focus))

    def _stop(self) -> None:
        """Give up what is under way on a worker."""
        for task in (self._following, self._taking):
            if task is not None:
                task.cancel()
        self._following = self._taking = None

    def _end(self) -> None:
        self._stop()
        self._first = self._proposal = None
        self.conflicts = ()
        self._editor.canvas.clear_ghosts()
        self.changed.emit()


def _renamed(ids: Iterable[str], merged: Merged) -> frozenset[str]:
    return frozenset(merged.renamed.get(i, i) for i in ids)
