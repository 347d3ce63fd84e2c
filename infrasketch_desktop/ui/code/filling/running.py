"""Runs the filling of regions elsewhere, and brings how far it is into the window."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QObject, Qt, Signal

from infrasketch_desktop.assistant.filling.result import FillResult, FillUpdate
from infrasketch_desktop.assistant.filling.turn import run_fill
from infrasketch_desktop.assistant.filling.wish import Wish
from infrasketch_desktop.assistant.stopping import Stop
from infrasketch_desktop.assistant.transport.loop import AssistantLoop, Outcome
from infrasketch_desktop.assistant.wire import Transport


class FillRunner(QObject):
    """One at a time. `updated` carries a `FillUpdate`, `ended` a `FillResult`, `failed` what nobody expected."""

    updated = Signal(object)
    ended = Signal(object)
    failed = Signal(object)
    _told = Signal(object, object)
    _arrived = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stop: Stop | None = None
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    @property
    def is_running(self) -> bool:
        return self._stop is not None

    def begin(self, loop: AssistantLoop, transport: Transport, wish: Wish) -> None:
        """Start on `loop`; the one before must have ended."""
        assert self._stop is None
        stop = self._stop = Stop()

        def work(say: Callable[[FillUpdate], None]) -> Awaitable[FillResult]:
            return run_fill(wish, transport, say, stop=stop)

        loop.run(
            work,
            lambda update: self._tell(self._told, stop, update),
            lambda outcome: self._tell(self._arrived, stop, outcome),
        )

    def stop(self) -> None:
        """End it; its result says that it was stopped."""
        if self._stop is not None:
            self._stop.request()

    def abandon(self) -> None:
        """End it and hear nothing more of it."""
        stop, self._stop = self._stop, None
        if stop is not None:
            stop.request()

    def _tell(self, signal: object, stop: Stop, value: object) -> None:
        """On the thread of the loop."""
        try:
            signal.emit(stop, value)  # type: ignore[attr-defined]
        except RuntimeError:  # the window went meanwhile
            return

    def _on_told(self, stop: Stop, update: object) -> None:
        if stop is self._stop:
            self.updated.emit(update)

    def _on_arrived(self, stop: Stop, outcome: Outcome[FillResult]) -> None:
        if stop is not self._stop:
            return
        self._stop = None
        if outcome.result is not None:
            self.ended.emit(outcome.result)
        else:
            self.failed.emit(outcome.error)
