"""Opens, makes and recovers sketches: the one place that knows the folder for journals and locks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Completer, Document
from infrasketch_desktop.language import tr
from infrasketch_desktop.storage import sketch_file
from infrasketch_desktop.storage.bounded import read_bounded
from infrasketch_desktop.storage.disk_copy import DiskCopy, stamp_of
from infrasketch_desktop.storage.errors import AlreadyOpenError
from infrasketch_desktop.storage.journal import Journal
from infrasketch_desktop.storage.journal_lines import sha256
from infrasketch_desktop.storage.locks import HeldLock, load_locking, try_lock
from infrasketch_desktop.storage.paths import absolute, file_key, real_path
from infrasketch_desktop.storage.proposals import WaitingProposals
from infrasketch_desktop.storage.recovery import Findings, Recoverable, find_recoverable
from infrasketch_desktop.storage.session import SketchSession


class Workspace:
    """Sessions of one profile. `proposals` are what waits for its sketches, put there by other programs.

    `now` is the clock; `new_id` gives journal names that no other run gives.
    """

    def __init__(
        self,
        state_folder: Path,
        *,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        completers: Sequence[Completer] = (),
    ) -> None:
        self.proposals = WaitingProposals(state_folder)
        self._journals = state_folder / "journals"
        self._locks = state_folder / "open"
        self._now = now
        self._new_id = new_id
        self._completers = tuple(completers)

    def new(self, diagram: Diagram | None = None) -> SketchSession:
        """A sketch without a file, which begins as `diagram` and counts as unmodified until the first edit."""
        start = Diagram() if diagram is None else diagram
        return self._session(start, sketch_file.write(start), saved=start)

    def open(self, path: Path) -> SketchSession:
        """The sketch in the file `path`.

        Raises:
            AlreadyOpenError: another window or run is editing it.
            OpenError: it cannot be read, is no sketch, or a newer version wrote it.
        """
        path = absolute(path)
        lock = self._lock(path)
        try:
            stamp = stamp_of(path)
            content = read_bounded(path, sketch_file.MAX_BYTES)
            diagram = sketch_file.read(content)
        except BaseException:
            if lock is not None:
                lock.release()
            raise
        return self._session(diagram, content, saved=diagram, copy=DiskCopy(path, sha256(content), stamp), lock=lock)

    def is_open(self, path: Path) -> bool:
        """Whether a window or another run is editing the file `path` now."""
        try:
            lock = self._lock(path)
        except AlreadyOpenError:
            return True
        if lock is not None:
            lock.release()
        return False

    def recoverable(self, path: Path | None = None) -> Findings:
        """What killed runs left, newest first; only that of the sketch file `path` when it is given.

        Reads and replays journals: a job for a worker when there may be large ones.
        """
        return find_recoverable(self._journals, real_path(path) if path is not None else None)

    def recover(self, found: Recoverable) -> SketchSession:
        """Open recovered work as a modified sketch. Its journal goes once the new session has its own on disk.

        Saving asks before it overwrites a file that changed meanwhile. When the file is open in another window, the
        work comes back without a file.
        """
        copy, lock = self._file_of(found)
        session = self._session(found.diagram, sketch_file.write(found.diagram), saved=None, copy=copy, lock=lock)
        session.protect()
        if session.trouble is None:
            found.discard()
        else:
            found.leave()
        return session

    def _file_of(self, found: Recoverable) -> tuple[DiskCopy | None, HeldLock | None]:
        if found.path is None:
            return None, None
        try:
            return DiskCopy(found.path, found.file_hash, None), self._lock(found.path)
        except AlreadyOpenError:
            return None, None

    def _session(
        self,
        diagram: Diagram,
        base: bytes,
        *,
        saved: Diagram | None,
        copy: DiskCopy | None = None,
        lock: HeldLock | None = None,
    ) -> SketchSession:
        load_locking()
        return SketchSession(
            Document(diagram, self._completers),
            base,
            Journal(self._journals, self._new_id()),
            now=lambda: self._now().isoformat(),
            lock_path=self._lock,
            saved=saved,
            copy=copy,
            lock=lock,
        )

    def _lock(self, path: Path) -> HeldLock | None:
        try:
            lock = try_lock(self._locks / f"{file_key(path)}.lock")
        except OSError:  # no folder for locks: better an unguarded sketch than none
            return None
        if lock is None:
            raise AlreadyOpenError(
                tr("“{name}” is already open in another window.", name=path.name),
                kept=tr("It was not opened a second time."),
                advice=tr("Go on in that window, or close it first."),
            )
        return lock
