"""An open sketch: its document, its file, the journal between saves, and what of it is not saved yet.

Saving has three steps, so that a window can give the slow one to a worker: `start_save` takes a snapshot,
`SaveJob.run` encodes and writes it in any thread, `finish_save` notes on the window's thread what is saved now.
`save` does all three.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from infrasketch_desktop.diagram.changes import ChangeSet
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.language import tr
from infrasketch_desktop.storage import sketch_file
from infrasketch_desktop.storage.atomic import write_atomically
from infrasketch_desktop.storage.disk_copy import DiskCopy, DiskState, stamp_from
from infrasketch_desktop.storage.errors import ChangedOnDiskError, SaveError
from infrasketch_desktop.storage.journal import Journal
from infrasketch_desktop.storage.journal_lines import Head, edit_entry, saving_entry, sha256
from infrasketch_desktop.storage.locks import HeldLock
from infrasketch_desktop.storage.paths import absolute, real_path

PathLock = Callable[[Path], HeldLock | None]
"""Locks a sketch file for this window. Raises AlreadyOpenError; None when no lock can be kept on this machine."""


@dataclass(frozen=True, slots=True)
class SavedContent:
    """What a save job wrote. `copy` is None when it only gathered a sketch that has no file yet."""

    diagram: Diagram
    content: bytes
    copy: DiskCopy | None
    lock: HeldLock | None


@dataclass(frozen=True, slots=True)
class SaveJob:
    """A save that may run in any thread. A job that was started must come to `finish_save` or `abandon_save`."""

    diagram: Diagram
    path: Path | None
    lock: HeldLock | None
    announce: Callable[[str], None]

    def run(self) -> SavedContent:
        """Encode the snapshot and write it. Raises SaveError, and then the file is as it was."""
        content = sketch_file.write(self.diagram)
        copy = None
        if self.path is not None:
            self.announce(sha256(content))
            written = write_atomically(self.path, content)
            copy = DiskCopy(self.path, sha256(content), stamp_from(written))
        return SavedContent(self.diagram, content, copy, self.lock)


class SketchSession:
    """One open sketch. Made by `Workspace`; belongs to one thread, save for `SaveJob.run`."""

    def __init__(
        self,
        document: Document,
        base: bytes,
        journal: Journal,
        *,
        now: Callable[[], str],
        lock_path: PathLock,
        saved: Diagram | None,
        copy: DiskCopy | None = None,
        lock: HeldLock | None = None,
    ) -> None:
        """`base` is the content that the journal starts from; `saved` None means that nothing of it is saved."""
        self._document = document
        self._base = base
        self._journal = journal
        self._now = now
        self._lock_path = lock_path
        self._saved = saved
        self._copy = copy
        self._lock = lock
        self._since_snapshot: list[str] | None = None
        self._modified: tuple[int, bool] = (document.revision, saved is None)
        self._unsubscribe = document.subscribe(self._on_changed)

    @property
    def document(self) -> Document:
        return self._document

    @property
    def path(self) -> Path | None:
        """The sketch file; None while it was never saved."""
        return self._copy.path if self._copy else None

    @property
    def journal_id(self) -> str:
        """What names this sketch while it has no file."""
        return self._journal.path.stem

    @property
    def name(self) -> str:
        """What a title bar calls it: the title on the sheet, else the name of the file, else empty."""
        return self._document.diagram.sheet.title or (self.path.stem if self.path else "")

    @property
    def is_modified(self) -> bool:
        """Whether the sketch differs from what is saved; undoing back to that makes it unmodified again."""
        revision = self._document.revision
        if self._modified[0] != revision:
            differs = self._saved is None or not self._document.diagram.same_records(self._saved)
            self._modified = (revision, differs)
        return self._modified[1]

    @property
    def trouble(self) -> SaveError | None:
        """Why edits are not reaching the recovery journal; None while all is well."""
        return self._journal.trouble

    def disk_state(self) -> DiskState:
        """Whether another program changed or removed the file; cheap enough to ask whenever the window is entered."""
        if self._copy is None:
            return DiskState.UNTITLED
        if self._since_snapshot is not None:  # a save is under way: what is new on disk is ours
            return DiskState.UNCHANGED
        state, self._copy = self._copy.compare()
        return state

    def save(self, *, overwrite: bool = False) -> None:
        """Write the sketch to its file.

        Raises:
            ChangedOnDiskError: another program wrote the file; `overwrite` writes over that.
            SaveError: the file is as it was; the work stays open and in the journal.
        """
        self._run(self.start_save(overwrite=overwrite))

    def save_as(self, path: Path) -> None:
        """Write the sketch to `path`, replacing what is there, and go on with that file.

        Raises:
            AlreadyOpenError: `path` is open in another window.
            SaveError: `path` is as it was, and the session keeps its old file.
        """
        self._run(self.start_save(path))

    def autosave(self) -> bool:
        """Save what is modified to its file, or shorten a large journal; False when there was nothing to do.

        Raises what `save` raises.
        """
        job = self.start_autosave()
        if job is not None:
            self._run(job)
        return job is not None

    def start_autosave(self) -> SaveJob | None:
        """The first step of `autosave`; None when there is nothing to do or a save is under way."""
        if self._since_snapshot is not None:
            return None
        if self._copy is None:
            return self._start(None, None) if self._journal.is_large else None
        if not self.is_modified or self.disk_state() is DiskState.MISSING:  # a file that was removed stays so
            return None
        return self.start_save()

    def start_save(self, path: Path | None = None, *, overwrite: bool = False) -> SaveJob:
        """Take the snapshot of a save to `path`, or to the sketch's own file. Raises what they raise."""
        if self._since_snapshot is not None:
            raise SaveError(tr("The sketch is being saved already."), advice=tr("Wait a moment, then save again."))
        if path is not None and (self._copy is None or real_path(path) != real_path(self._copy.path)):
            return self._start(absolute(path), self._lock_path(path))
        if self._copy is None:
            raise SaveError(tr("The sketch has no file yet."), advice=tr("Choose one with Save As."))
        if path is None and not overwrite and self.disk_state() is DiskState.CHANGED:
            raise ChangedOnDiskError(
                tr("“{name}” was changed by another program since it was opened here.", name=self._copy.path.name),
                kept=tr("It was not overwritten, and your changes are still open here."),
                advice=tr("Save under another name, overwrite the file, or open it anew."),
            )
        return self._start(self._copy.path, self._lock)

    def finish_save(self, saved: SavedContent) -> None:
        """The last step of a save: what was written is the state that edits are counted from now."""
        since, self._since_snapshot = self._since_snapshot or [], None
        self._base = saved.content
        if saved.copy is not None:
            self._copy = saved.copy
            self._saved = saved.diagram
            self._modified = (-1, False)
            self._change_lock(saved.lock)
        if since or saved.copy is None:
            self._journal.start(self._head(), self._base, since)
        else:
            self._journal.discard()

    def abandon_save(self, job: SaveJob) -> None:
        """The last step of a save that failed or was cancelled."""
        self._since_snapshot = None
        if job.lock is not None and job.lock is not self._lock:
            job.lock.release()

    def close(self, *, keep_journal: bool = False) -> None:
        """End the session. Unsaved work goes, unless `keep_journal` leaves it to be offered at the next start."""
        self._unsubscribe()
        self._journal.close(keep=keep_journal and self.is_modified)
        self._change_lock(None)

    def protect(self) -> None:
        """Put the whole sketch into the journal and onto the disk now, as after a recovery."""
        self._journal.start(self._head(), self._base, [])
        self._journal.sync()

    def _run(self, job: SaveJob) -> None:
        try:
            saved = job.run()
        except BaseException:
            self.abandon_save(job)
            raise
        self.finish_save(saved)

    def _start(self, path: Path | None, lock: HeldLock | None) -> SaveJob:
        self._since_snapshot = []
        return SaveJob(self._document.snapshot(), path, lock, self._announce)

    def _announce(self, content_hash: str) -> None:
        if self._journal.is_started:
            self._journal.append(saving_entry(content_hash))

    def _on_changed(self, changes: ChangeSet) -> None:
        entry = edit_entry(changes)
        if self._since_snapshot is not None:
            self._since_snapshot.append(entry)
        if self._journal.is_started:
            self._journal.append(entry)
        else:
            self._journal.start(self._head(), self._base, [entry])

    def _head(self) -> Head:
        copy = self._copy
        return Head(
            path=str(real_path(copy.path)) if copy else None,
            title=self.name,
            started=self._now(),
            on_disk=copy.content_hash if copy else None,
        )

    def _change_lock(self, lock: HeldLock | None) -> None:
        if self._lock is not None and self._lock is not lock:
            self._lock.release()
        self._lock = lock
