"""The one place where a diagram changes: edits that roll back, undo, redo and listeners."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from infrasketch_desktop.diagram.changes import Change, ChangeSet, squash
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.errors import EditError
from infrasketch_desktop.diagram.records import Record
from infrasketch_desktop.diagram.store import DiagramStore
from infrasketch_desktop.diagram.validation import check_record, check_removal
from infrasketch_desktop.language import tr

Listener = Callable[[ChangeSet], None]
Completer = Callable[["Edit", ChangeSet], None]
"""Runs at the end of each outermost edit with what changed so far, and may put more into the same edit."""

UNDO_LIMIT = 1000


class Edit:
    """An open change of a document. Every put and remove is checked at once: an edit never holds a broken diagram."""

    def __init__(self, store: DiagramStore) -> None:
        self._store = store
        self._changes: list[Change] = []

    @property
    def diagram(self) -> Diagram:
        """The diagram as it is now, the changes of this edit included."""
        return self._store

    def put(self, record: Record) -> None:
        """Add a record, or replace the one with its id.

        Raises:
            InvariantError: the record does not fit; nothing was changed by this call.
        """
        before = self.diagram.get(record.id)
        if before == record:
            return
        check_record(self.diagram, record)
        self._apply(Change(record.id, before, record))

    def remove(self, record_id: str) -> None:
        """Remove a record on which nothing depends any more.

        Raises:
            InvariantError: edges or members still point at it (see `edits.remove` for the verb that removes them too).
        """
        before = self.diagram.get(record_id)
        if before is None:
            return
        check_removal(self.diagram, before)
        self._apply(Change(record_id, before, None))

    def changes(self, title: str) -> ChangeSet:
        return squash(title, self._changes)

    def roll_back_to(self, mark: int) -> None:
        while len(self._changes) > mark:
            self._store.apply(self._changes.pop().reversed)

    def mark(self) -> int:
        return len(self._changes)

    def _apply(self, change: Change) -> None:
        self._store.apply(change)
        self._changes.append(change)


class Document:
    """A diagram with a past. `diagram` is the live read view; `snapshot()` may be given to another thread."""

    def __init__(self, diagram: Diagram | None = None, completers: Sequence[Completer] = ()) -> None:
        self._store = DiagramStore(diagram)
        self._completers = tuple(completers)
        self._listeners: list[Listener] = []
        self._undo: list[ChangeSet] = []
        self._redo: list[ChangeSet] = []
        self._open: Edit | None = None
        self._revision = 0

    @property
    def diagram(self) -> Diagram:
        return self._store

    @property
    def revision(self) -> int:
        """Grows by one with every finished edit, undo and redo; tells a worker that its snapshot is old."""
        return self._revision

    @property
    def undo_title(self) -> str | None:
        return self._undo[-1].title if self._undo else None

    @property
    def redo_title(self) -> str | None:
        return self._redo[-1].title if self._redo else None

    def snapshot(self) -> Diagram:
        return self.diagram.copy()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Have `listener` called with every finished change set; returns the function that ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @contextmanager
    def edit(self, title: str) -> Iterator[Edit]:
        """Open an edit; it becomes one undo step when the block ends and nothing at all when the block raises.

        Inside another edit it joins that one: it rolls back alone, but is undone with the outer.
        """
        if self._open is not None:
            mark = self._open.mark()
            try:
                yield self._open
            except BaseException:
                self._open.roll_back_to(mark)
                raise
            return
        edit = self._open = Edit(self._store)
        try:
            yield edit
            self._complete(edit, title)
        except BaseException:
            edit.roll_back_to(0)
            raise
        finally:
            self._open = None
        self._finish(edit.changes(title))

    def take(self, changes: ChangeSet, revision: int) -> None:
        """Make the changes of an edit that a worker has made of a snapshot (see `prepare`); one undo step.

        Raises:
            EditError: the document is no longer the one of `revision`, or an edit is open. Nothing was changed.
        """
        if self._open is not None or revision != self._revision:
            raise EditError(tr("The diagram has changed meanwhile; nothing was taken."))
        self._store.apply_all(changes)
        self._finish(changes)

    def prepare(self, title: str, verb: Callable[[Edit], object]) -> Callable[[], ChangeSet]:
        """A call, for any thread, that works out what `verb` would change in the diagram as it is now, with checks and
        completers, and raises what they raise; `take` then makes the changes. For edits of thousands of records.
        """
        snapshot, completers = self.snapshot(), self._completers

        def work() -> ChangeSet:
            trial, found = Document(snapshot, completers), [ChangeSet(title, ())]
            trial.subscribe(found.append)
            with trial.edit(title) as edit:
                verb(edit)
            return found[-1]

        return work

    def undo(self) -> bool:
        """Take back the last step; False when there is none."""
        return self._replay(self._undo, self._redo)

    def redo(self) -> bool:
        """Do again what was undone last; False when there is nothing."""
        return self._replay(self._redo, self._undo)

    def _complete(self, edit: Edit, title: str) -> None:
        for complete in self._completers:
            changes = edit.changes(title)
            if changes:
                complete(edit, changes)

    def _finish(self, changes: ChangeSet) -> None:
        if not changes:
            return
        self._undo.append(changes)
        del self._undo[:-UNDO_LIMIT]
        self._redo.clear()
        self._notify(changes)

    def _replay(self, source: list[ChangeSet], target: list[ChangeSet]) -> bool:
        if self._open is not None:
            raise EditError(tr("Undo and redo wait until the open edit has ended."))
        if not source:
            return False
        step = source.pop().reversed
        self._store.apply_all(step)
        target.append(step)
        self._notify(step)
        return True

    def _notify(self, changes: ChangeSet) -> None:
        self._revision += 1
        for listener in tuple(self._listeners):
            listener(changes)
