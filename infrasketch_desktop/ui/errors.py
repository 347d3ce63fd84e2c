"""The one place that turns exceptions into words: expected ones calm and short, unexpected ones with their details."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from infrasketch_desktop.assistant.errors import AssistantError
from infrasketch_desktop.codegen.errors import CodegenError
from infrasketch_desktop.credits.errors import CreditsError
from infrasketch_desktop.diagram.errors import DiagramError
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.language import tr
from infrasketch_desktop.layout.errors import LayoutError
from infrasketch_desktop.picture.qt.rendering import PictureTooLargeError
from infrasketch_desktop.resources import ResourceError
from infrasketch_desktop.sketcher.errors import SketcherError
from infrasketch_desktop.storage.errors import StorageError
from infrasketch_desktop.ui.widgets.roles import button, label
from infrasketch_desktop.wallet.errors import WalletError

EXPECTED: tuple[type[Exception], ...] = (
    AssistantError,
    CodegenError,
    StorageError,
    DiagramError,
    FormatError,
    LayoutError,
    SketcherError,
    PictureTooLargeError,
    ResourceError,
    CreditsError,
    WalletError,
)
"""Failures whose text is written for the person at the screen."""

_log = logging.getLogger("infrasketch")


def is_expected(error: BaseException) -> bool:
    return isinstance(error, EXPECTED)


def details_of(error: BaseException) -> str:
    """The traceback, for whoever mends the program."""
    return "".join(traceback.format_exception(error))


class CrashDialog(QDialog):
    """Says that the program made a mistake, that the work is kept, and shows the details to be copied."""

    def __init__(self, details: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Something went wrong"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(640, 420)
        self.details = QPlainTextEdit(details)
        self.details.setReadOnly(True)
        self.details.setAccessibleName(tr("Details"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        layout.addWidget(label(tr("InfraSketch made a mistake"), "heading"))
        layout.addWidget(label(_consolation(), wrap=True))
        layout.addWidget(self.details)
        row = QHBoxLayout()
        row.addWidget(button(tr("Copy details"), lambda: QGuiApplication.clipboard().setText(details)))
        row.addStretch(1)
        row.addWidget(button(tr("Go on"), self.accept, "primary"))
        layout.addLayout(row)


class CrashWatch(QObject):
    """Hears of exceptions that nobody caught, in any thread, and shows each on the window's thread."""

    _crashed = Signal(str)

    def __init__(self, parent_of_dialog: Callable[[], QWidget | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parent_of_dialog = parent_of_dialog
        self._open: CrashDialog | None = None
        self._crashed.connect(self._show, Qt.ConnectionType.QueuedConnection)

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
        details = details_of(error)
        _log.error("unexpected error\n%s", details)
        self._crashed.emit(details)

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> Any:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.report(error.with_traceback(trace))

    def _on_error(self, error: BaseException | None) -> None:
        if error is not None and not isinstance(error, SystemExit):
            self.report(error)

    def _show(self, details: str) -> None:
        """One dialog at a time: what follows is added to it."""
        if self._open is not None:
            self._open.details.appendPlainText(details)
            return
        self._open = CrashDialog(details, self._parent_of_dialog())
        self._open.finished.connect(self._on_closed)
        self._open.open()

    def _on_closed(self) -> None:
        self._open = None


def _consolation() -> str:
    return tr(
        "Your work is kept: every edit is in the recovery journal, and the window goes on. If it behaves strangely, "
        "save, then open InfraSketch again. The details below help to mend the mistake."
    )
