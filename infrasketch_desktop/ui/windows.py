"""All windows of the running program: which one has which file, where a new one goes, and quitting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QWidget

from infrasketch_desktop.storage.paths import real_path
from infrasketch_desktop.ui.accessible.factory import install as tell_screen_readers
from infrasketch_desktop.ui.importing.drops import sorted_out
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.services import Front, Services
from infrasketch_desktop.ui.window_place import FRAME, restore_place

_STEP = 32


class Windows(QObject):
    """Keeps the windows alive; one that was closed is forgotten. `opened` carries each new one after it is shown."""

    opened = Signal(object)

    def __init__(self, front: Front, services: Callable[[], Services]) -> None:
        """`services` makes what only finished windows need."""
        super().__init__()
        tell_screen_readers()
        self._front = front
        self._services = services
        self._open: list[MainWindow] = []
        self._last: MainWindow | None = None
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._note_focus)

    @property
    def front(self) -> MainWindow | None:
        """The window that was used last; None when none is open."""
        return self._last or (self._open[-1] if self._open else None)

    @property
    def all(self) -> tuple[MainWindow, ...]:
        return tuple(self._open)

    def add(self) -> MainWindow:
        """A new window with the home page, a little beside the one before."""
        before = self._open[-1] if self._open else None
        window = self._make()
        self._open.append(window)
        restore_place(window, self._front.preferences)
        if before is not None:
            window.move(beside(before.pos(), window.size(), before.screen().availableGeometry()))
        window.show()
        self.opened.emit(window)
        return window

    def renew(self) -> None:
        """Make every window anew in its place, with what is open in it: its texts are those of the language now."""
        from infrasketch_desktop.ui.renewing import move_in  # noqa: PLC0415 - not needed to start

        for old in self.all:
            new = self._make()
            self._open[self._open.index(old)] = new
            was_last, was_active = self._last is old, old.isActiveWindow()
            move_in(new, old)
            self._last = new if was_last else self._last
            self.opened.emit(new)
            if was_active:
                bring_forward(new)
            old.close()

    def _make(self) -> MainWindow:
        window = MainWindow(self._front, self._services, self)
        window.closed.connect(lambda: self._forget(window))
        return window

    def open_files(self, paths: Sequence[Path]) -> None:
        """Open each sketch in a window of its own, which comes to the front; the window before tells of a failure.

        What is no sketch is imported, as if it had been dragged onto an empty window.
        """
        found = sorted_out(paths)
        for path in found.sketches:
            window = self._open[-1] if self._open else self.add()
            if not window.files.open(path) or not self.bring_up(path):
                bring_forward(window)
        if found.others:
            window = next((one for one in self._open if one.bench is None), None) or self.add()
            window.import_paths(found.others)
            bring_forward(window)

    def come_back(self) -> None:
        """Bring the window to the front that was used last."""
        bring_forward(self.front or self.add())

    def bring_up(self, path: Path) -> bool:
        """Bring the window to the front that has this file open; False when none has."""
        wanted = real_path(path)
        for window in self._open:
            session = window.bench.editor.session if window.bench is not None else None
            if session is not None and session.path is not None and real_path(session.path) == wanted:
                window.show_sketch()
                bring_forward(window)
                return True
        return False

    def quit(self) -> None:
        """Close all windows, and with the last the program; one that stays because work would be lost stops it."""
        for window in self.all:
            if not window.close():
                return

    def _forget(self, window: MainWindow) -> None:
        if window in self._open:
            self._open.remove(window)
        self._last = None if self._last is window else self._last
        window.deleteLater()

    def _note_focus(self, focused: QWindow | None) -> None:
        for window in self._open:
            if focused is not None and window.windowHandle() is focused:
                self._last = window


def bring_forward(window: QWidget) -> None:
    """Out of the task bar, over the other windows, with the keyboard, as far as the desktop allows it."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def beside(before: QPoint, size: QSize, room: QRect) -> QPoint:
    """A little right of and below `before`; a window that would leave the screen begins at its edge again."""
    x, y = before.x() + _STEP, before.y() + _STEP
    right, bottom = room.left() + room.width() - FRAME, room.top() + room.height() - FRAME
    return QPoint(
        x if x + size.width() <= right else room.left(),
        y if y + size.height() <= bottom else room.top(),
    )
