"""Saves the sketch of a window: when asked, and by itself a little after the last edit."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from infrasketch_desktop.language import tr
from infrasketch_desktop.storage.errors import StorageError
from infrasketch_desktop.storage.session import SavedContent, SaveJob, SketchSession
from infrasketch_desktop.ui.tasks import Task, Tasks

IdleTime = Callable[[], float | None]
"""Seconds after the last edit in which a sketch with a file is saved by itself; None when it is not to be."""


class Saved(StrEnum):
    """How safe the work is, for the status bar."""

    NOTHING = "nothing"
    KEPT = "kept"
    EDITED = "edited"
    SAVING = "saving"
    SAVED = "saved"
    FAILED = "failed"


class Saver(QObject):
    """One for each open session. `state_changed` follows every save; `failed` carries why one did not work."""

    state_changed = Signal()
    failed = Signal(object)
    written = Signal()

    def __init__(self, session: SketchSession, tasks: Tasks, idle_time: IdleTime, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._idle_time = idle_time
        self._task: Task | None = None
        self._trouble: Exception | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.autosave)
        self._unsubscribe = session.document.subscribe(lambda _changes: self._on_edited())

    @property
    def state(self) -> Saved:
        if self._task is not None:
            return Saved.SAVING
        if self._trouble is not None or self._session.trouble is not None:
            return Saved.FAILED
        if self._session.path is None:
            return Saved.KEPT if self._session.is_modified else Saved.NOTHING
        return Saved.EDITED if self._session.is_modified else Saved.SAVED

    def save(self, path: Path | None = None, *, overwrite: bool = False) -> bool:
        """Save now, to the sketch's own file or to `path`; what goes wrong is told by `failed`."""
        self._timer.stop()
        self.settle()
        try:
            if path is None:
                self._session.save(overwrite=overwrite)
            else:
                self._session.save_as(path)
        except StorageError as error:
            self._fail(error)
            return False
        self._succeed()
        return True

    def autosave(self) -> None:
        """Save in the background what is modified and has a file."""
        try:
            job = self._session.start_autosave()
        except StorageError as error:
            self._fail(error)
            return
        if job is None:
            return
        self._task = self._tasks.run(
            tr("Saving"), lambda _progress: job.run(), self._finish, lambda error: self._abandon(job, error), quiet=True
        )
        self.state_changed.emit()

    def settle(self) -> None:
        """Let a save that is under way come to its end."""
        if self._task is not None:
            self._tasks.finish_now(self._task)

    def close(self) -> None:
        self._timer.stop()
        self._unsubscribe()

    def _on_edited(self) -> None:
        self._wait()
        self.state_changed.emit()

    def _wait(self) -> None:
        seconds = self._idle_time()
        if self._session.path is not None and seconds is not None:
            self._timer.start(round(seconds * 1000))

    def _finish(self, saved: SavedContent) -> None:
        self._task = None
        self._session.finish_save(saved)
        self._succeed()
        if self._session.is_modified:
            self._wait()

    def _abandon(self, job: SaveJob, error: Exception) -> None:
        self._task = None
        self._session.abandon_save(job)
        self._fail(error)

    def _succeed(self) -> None:
        self._trouble = None
        self.state_changed.emit()
        self.written.emit()

    def _fail(self, error: Exception) -> None:
        self._trouble = error
        self.state_changed.emit()
        self.failed.emit(error)


def describe_saved(state: Saved) -> str:
    """What the status bar says."""
    words: dict[Saved, Callable[[], str]] = {
        Saved.NOTHING: lambda: tr("Nothing to save yet"),
        Saved.KEPT: lambda: tr("Kept as a draft"),
        Saved.EDITED: lambda: tr("Edited"),
        Saved.SAVING: lambda: tr("Saving…"),
        Saved.SAVED: lambda: tr("Saved"),
        Saved.FAILED: lambda: tr("Not saved"),
    }
    return words[state]()
