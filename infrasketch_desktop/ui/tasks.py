"""The one bridge between the window and work done elsewhere: run, report, cancel, come back on the window's thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document

WORKERS = 2


class CancelledError(Exception):
    """The work was given up because somebody asked for it; nobody needs to hear about it."""


class Progress:
    """What work is told and tells: whether to stop, and how far it is (0 to 1, or None when it cannot know)."""

    def __init__(self, reported: Callable[[float | None], None]) -> None:
        self._stop = threading.Event()
        self._reported = reported

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()

    def cancel(self) -> None:
        self._stop.set()

    def report(self, fraction: float | None) -> None:
        """Tell how far the work is; work that reports often is also work that can be cancelled often."""
        self.check()
        self._reported(fraction)

    def check(self) -> None:
        """Raises CancelledError once the work is no longer wanted."""
        if self.cancelled:
            raise CancelledError


@dataclass(eq=False, slots=True)
class Task:
    """One piece of work under way. `quiet` work is not shown in the status bar."""

    title: str
    progress: Progress
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    stopped: Callable[[], None]
    quiet: bool = False
    fraction: float | None = field(default=None)
    future: Future[Any] | None = field(default=None)

    def cancel(self) -> None:
        self.progress.cancel()


class Tasks(QObject):
    """Runs work on a few threads. `changed` is emitted when a task begins, moves on or ends."""

    changed = Signal()
    _arrived = Signal(object)

    def __init__(self, failed: Callable[[Exception], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._failed = failed
        self._running: list[Task] = []
        self._threads = ThreadPoolExecutor(WORKERS, thread_name_prefix="infrasketch")
        self._closed = False
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> tuple[Task, ...]:
        """The tasks to show, oldest first."""
        return tuple(task for task in self._running if not task.quiet)

    @property
    def busy(self) -> bool:
        return bool(self._running)

    def run(
        self,
        title: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        stopped: Callable[[], None] = lambda: None,
        quiet: bool = False,
    ) -> Task:
        """Do `work` on another thread, then call `done` with its result on this one.

        What `work` raises goes to `failed`, or to the handler every task shares; cancelled work calls `stopped` alone.
        """
        task: Task
        progress = Progress(lambda fraction: self._post(lambda: self._moved(task, fraction)))
        task = Task(title, progress, done, failed or self._failed, stopped, quiet)
        self._running.append(task)
        task.future = self._threads.submit(work, progress)
        task.future.add_done_callback(lambda finished: self._post(lambda: self._finish(task, finished)))
        self.changed.emit()
        return task

    def run_on(
        self,
        document: Document,
        title: str,
        work: Callable[[Diagram, Progress], Any],
        done: Callable[[Any], None],
        stale: Callable[[Any], None],
        *,
        failed: Callable[[Exception], None] | None = None,
        stopped: Callable[[], None] = lambda: None,
    ) -> Task:
        """Do `work` on a frozen snapshot of `document`; a result that comes too late goes to `stale` instead."""
        snapshot, revision = document.snapshot(), document.revision

        def arrived(result: Any) -> None:
            (done if document.revision == revision else stale)(result)

        return self.run(title, lambda progress: work(snapshot, progress), arrived, failed, stopped=stopped)

    def finish_now(self, task: Task) -> None:
        """Wait for a task and deliver its result before returning: for what has to be done before a window goes."""
        if task in self._running and task.future is not None:
            wait([task.future])
            self._finish(task, task.future)

    def cancel_all(self) -> None:
        for task in self._running:
            task.cancel()

    def close(self) -> None:
        """Cancel everything and wait for the threads; afterwards nothing comes back any more."""
        self._closed = True
        self.cancel_all()
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._running.clear()

    def _post(self, call: Callable[[], None]) -> None:
        if not self._closed:
            self._arrived.emit(call)

    def _on_arrived(self, call: Callable[[], None]) -> None:
        if not self._closed:
            call()

    def _moved(self, task: Task, fraction: float | None) -> None:
        task.fraction = fraction
        self.changed.emit()

    def _finish(self, task: Task, future: Future[Any]) -> None:
        if task not in self._running:
            return
        self._running.remove(task)
        self.changed.emit()
        error = None if future.cancelled() else future.exception()
        if task.progress.cancelled or future.cancelled() or isinstance(error, CancelledError):
            task.stopped()
        elif isinstance(error, Exception):
            task.failed(error)
        elif error is not None:
            raise error
        else:
            task.done(future.result())
