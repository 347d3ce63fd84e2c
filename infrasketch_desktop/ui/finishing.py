"""Finishes windows after their first paint: what they need is imported on a thread, then made in slices."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

if TYPE_CHECKING:
    from infrasketch_desktop.ui.main_window import MainWindow


class OpenWindows(Protocol):
    """The windows that are open."""

    @property
    def all(self) -> tuple[MainWindow, ...]: ...


class Finisher(QObject):
    """One for the program. `finished` is called with each window once everything of it is there."""

    _loaded = Signal()

    def __init__(self, windows: OpenWindows, load: Callable[[], None], finished: Callable[[MainWindow], None]) -> None:
        """`load` imports what finishing needs; it is called once, on a thread."""
        super().__init__()
        self._windows = windows
        self._load = load
        self._finished = finished
        self._waiting: list[MainWindow] = []
        self._thread: threading.Thread | None = None
        self._is_loaded = False
        self._loaded.connect(self._begin, Qt.ConnectionType.QueuedConnection)

    def finish(self, window: MainWindow) -> None:
        """Finish a window that has been painted."""
        self._waiting.append(window)
        if self._is_loaded:
            self._begin()
        elif self._thread is None:
            self._thread = threading.Thread(target=self._import, name="load")
            self._thread.start()

    def release(self) -> None:
        """Wait for the thread, where it still runs."""
        if self._thread is not None:
            self._thread.join()

    def _import(self) -> None:
        try:
            self._load()
        finally:
            self._loaded.emit()

    def _begin(self) -> None:
        self._is_loaded = True
        waiting, self._waiting = self._waiting, []
        for window in waiting:
            self._go_on(window)

    def _go_on(self, window: MainWindow) -> None:
        if window not in self._windows.all:  # it was closed in the meantime
            return
        if window.go_on():
            QTimer.singleShot(0, window, partial(self._go_on, window))
        else:
            self._finished(window)
