"""Hears of exceptions that nobody caught, in any thread, and hands each over on the window's thread."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

_log = logging.getLogger("infrasketch")


class CrashWatch(QObject):
    """`show` is called with each unexpected error, later and on the thread of the window."""

    _crashed = Signal(object)

    def __init__(self, show: Callable[[BaseException], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._show = show
        self._crashed.connect(self._on_crashed, Qt.ConnectionType.QueuedConnection)

    def install(self) -> Callable[[], None]:
        """Begin to listen; the function that is returned ends it."""
        before = (sys.excepthook, sys.unraisablehook, threading.excepthook)
        sys.excepthook = self._on_exception
        sys.unraisablehook = lambda unraisable: self._on_error(unraisable.exc_value)
        threading.excepthook = lambda arguments: self._on_error(arguments.exc_value)

        def uninstall() -> None:
            sys.excepthook, sys.unraisablehook, threading.excepthook = before

        return uninstall

    def report(self, error: BaseException) -> None:
        """Log an unexpected error and show it."""
        _log.error("unexpected error\n%s", "".join(traceback.format_exception(error)))
        self._crashed.emit(error)

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> Any:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.report(error.with_traceback(trace))

    def _on_error(self, error: BaseException | None) -> None:
        if error is not None and not isinstance(error, SystemExit):
            self.report(error)

    def _on_crashed(self, error: BaseException) -> None:
        """What shows a mistake may make one: telling about that in the same way would never end."""
        try:
            self._show(error)
        except Exception:  # noqa: BLE001 - see above
            _log.exception("an unexpected error could not be shown")
