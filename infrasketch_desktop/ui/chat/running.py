"""Runs a turn elsewhere and brings what streams into the window at the pace of the screen."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from infrasketch_desktop.assistant.turn import Stop
from infrasketch_desktop.assistant.turns import TurnResult, TurnUpdate

FRAME_MS = 33
"""Between two looks at what has streamed: 30 a second, however often the model says something."""

Launch = Callable[[Callable[[TurnUpdate], None], Stop], "Future[TurnResult]"]
"""Begins a turn on another thread; it tells how far it is, and looks at whether it should stop."""


class TurnRunner(QObject):
    """One turn at a time. `updated` carries the newest update, `ended` the result, `failed` what nobody expected."""

    updated = Signal(object)
    ended = Signal(object)
    failed = Signal(object)
    _arrived = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stop: Stop | None = None
        self._latest: TurnUpdate | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._on_frame)
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    @property
    def is_running(self) -> bool:
        return self._stop is not None

    def begin(self, launch: Launch) -> None:
        """Start a turn; the one before must have ended."""
        assert self._stop is None
        stop = self._stop = Stop()
        self._latest = None
        self._timer.start()
        future = launch(self._note, stop)
        future.add_done_callback(lambda done: self._arrive(stop, done))

    def stop(self) -> None:
        """Ask the turn to end; what it has until then comes as its result. What still streams is not shown."""
        self._timer.stop()
        if self._stop is not None:
            self._stop.request()

    def abandon(self) -> None:
        """End the turn and hear nothing more of it: the sketch is being closed."""
        stop, self._stop = self._stop, None
        self._timer.stop()
        if stop is not None:
            stop.request()

    def _note(self, update: TurnUpdate) -> None:
        """On the thread of the turn: only the newest update counts."""
        self._latest = update

    def _arrive(self, stop: Stop, future: Future[TurnResult]) -> None:
        try:
            self._arrived.emit(stop, future)
        except RuntimeError:  # the window went while the turn was ending
            return

    def _on_frame(self) -> None:
        update, self._latest = self._latest, None
        if update is not None:
            self.updated.emit(update)

    def _on_arrived(self, stop: Stop, future: Future[TurnResult]) -> None:
        if stop is not self._stop:
            return
        self._stop = None
        self._timer.stop()
        error = None if future.cancelled() else future.exception()
        if future.cancelled() or error is not None:
            self.failed.emit(error)
        else:
            self.ended.emit(future.result())
