"""Makes windows anew in place, as another language wants it: what is open in them, and where, comes along."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, SignalInstance
from PySide6.QtWidgets import QDialog

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.widgets.banner import Notice, Tone

_KEY = "renewal"


class OpenWindows(Protocol):
    """The windows that are open."""

    @property
    def all(self) -> tuple[MainWindow, ...]: ...


class Renewal(QObject):
    """Waits until nothing runs or is proposed in any window and nobody is in the middle of a dialog; the newest wish
    counts.
    """

    def __init__(self, windows: OpenWindows) -> None:
        super().__init__()
        self._windows = windows
        self._wanted: Callable[[], None] | None = None

    def ask(self, renew: Callable[[], None]) -> None:
        """Call `renew` once the windows are free: at the earliest when what asked for it has returned."""
        self._wanted = renew
        self._soon()

    def release(self) -> None:
        """Renew nothing any more: the program ends, and what held a window up ends with it."""
        self._wanted = None
        self.deleteLater()

    def _soon(self) -> None:
        QTimer.singleShot(0, self, self._try)

    def _try(self) -> None:
        renew = self._wanted
        if renew is None:
            return
        holding = [signal for window in self._windows.all for signal in _holding(window)]
        for signal in holding:
            signal.connect(self._soon, Qt.ConnectionType.SingleShotConnection)
        if not holding:
            self._wanted = None
            renew()


def _holding(window: MainWindow) -> Iterator[SignalInstance]:
    """Of everything that is under way in a window, the signal that tells that it may have ended."""
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible():
            yield dialog.finished
    bench = window.bench
    is_busy = bool(window.tasks.running)
    talk = bench.panels.running_talk if bench is not None else None
    if talk is not None and talk.is_running:
        is_busy = True
        yield talk.changed
    if bench is not None and bench.review.proposal is not None:  # taken or refused, before it would be lost
        is_busy = True
        yield bench.review.changed
    if is_busy:
        text = tr("The language changes when what runs here has ended, at the latest at the next start.")
        window.show_notice(Notice(text, Tone.INFO, key=_KEY))
    if window.tasks.busy:
        yield window.tasks.changed


def move_in(new: MainWindow, old: MainWindow) -> None:
    """Show in a new window what an old one shows, in its place on the screen. The old one is empty after that."""
    was_home, said = old.shows_home, old.home.box.text
    new.setGeometry(old.normalGeometry() if old.isMaximized() or old.isFullScreen() else old.geometry())
    new.setWindowState(old.windowState())
    new.panels.remember(old.panels.state())
    seen = _Seen(old) if old.bench is not None else None
    session = old.release()
    if session is not None:
        new.adopt(session)
    if was_home:
        new.show_home()
    new.home.box.set_text(said)
    new.show()
    new.panels.make_room_for_tabs()
    for notice in old.banners.notices:
        if notice.again is not None:
            notice.again(new)
    if seen is not None:
        seen.show_in(new)


class _Seen:
    """What of a sketch is in sight and selected, what was being typed below it, and where its code went."""

    def __init__(self, window: MainWindow) -> None:
        assert window.bench is not None
        editor = window.bench.editor
        self._viewport, self._selected = editor.canvas.viewport, editor.selection.ids
        self._said = window.bench.page.prompt.box.text
        self._code_folder = window.code_folder

    def show_in(self, window: MainWindow) -> None:
        bench = window.bench
        assert bench is not None
        bench.editor.selection.set(self._selected)
        bench.editor.canvas.set_viewport(self._viewport.resized(bench.editor.canvas.viewport.size))
        bench.page.prompt.box.set_text(self._said)
        if self._code_folder is not None and window.code_folder is None:  # that of a file is kept elsewhere
            bench.panels.code.use_folder(self._code_folder)
