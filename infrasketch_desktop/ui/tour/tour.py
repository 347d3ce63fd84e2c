"""The tour of one window: shows its steps one after the other, follows the window, and ends without a trace."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from infrasketch_desktop.ui.accessible.announcing import announce
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.tour import deeds
from infrasketch_desktop.ui.tour.callout import Callout
from infrasketch_desktop.ui.tour.placing import place
from infrasketch_desktop.ui.tour.spotlight import Spotlight
from infrasketch_desktop.ui.tour.steps import Step, steps

_Kind = QEvent.Type
_MOVED = {_Kind.Resize, _Kind.Move, _Kind.Show, _Kind.Hide, _Kind.FontChange, _Kind.LayoutDirectionChange}
"""After which of its parts have done this, the places in the window are looked up anew."""


class Tour(QObject):
    """`ended` is emitted once, whether it was finished or left. The setting `tour_seen` says so from then on."""

    ended = Signal()

    def __init__(self, window: MainWindow, services: Services) -> None:
        super().__init__(window)
        application = QApplication.instance()
        assert application is not None
        self._application = application
        self._window = window
        self._services = services
        self._steps = steps()
        self._at = -1
        self._stop: deeds.Stop | None = None
        self._focused: QWidget | None = None
        self._is_over = False
        self._follows = False
        self.spotlight = Spotlight(window, services.skin)
        self.callout = Callout(window, services.icons)
        self.callout.next_wanted.connect(self._go_on)
        self.callout.back_wanted.connect(lambda: self._show(self._at - 1))
        self.callout.offer_wanted.connect(self._do)
        self.callout.left.connect(self.leave)
        window.closed.connect(self.leave)

    @property
    def number(self) -> int:
        """Of the step that is shown, from 1."""
        return self._at + 1

    def start(self) -> None:
        self._focused = QApplication.focusWidget()
        if self._focused is not None:
            self._focused.destroyed.connect(self._forget_focus)
        self._application.installEventFilter(self)
        self._window.turned.connect(self._on_turned, Qt.ConnectionType.QueuedConnection)
        self.spotlight.show()
        self._show(0)

    def come_back(self) -> None:
        """Give the callout the focus again: from the menu, while the tour is shown already."""
        self.callout.next.setFocus(Qt.FocusReason.ShortcutFocusReason)
        announce(self.callout, self.callout.said)

    def leave(self) -> None:
        """End it here; what was drawn stays, and the focus goes back where it was."""
        if self._is_over:
            return
        self._is_over = True
        self._unwatch()
        self._application.removeEventFilter(self)
        self._window.turned.disconnect(self._on_turned)
        had_focus = self.callout.isAncestorOf(QApplication.focusWidget() or self._window)
        self.callout.hide()
        self.spotlight.hide()
        if had_focus:
            self._give_focus_back()
        self.callout.deleteLater()
        self.spotlight.deleteLater()
        self._services.preferences.change(tour_seen=True)
        self.ended.emit()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVED:
            if isinstance(watched, QWidget) and watched.window() is self._window and not self._is_ours(watched):
                self._follow_soon()
        elif watched is self._window:
            if event.type() == _Kind.WindowBlocked:  # a dialog: the person does something else
                self.leave()
            elif isinstance(event, QKeyEvent) and event.type() == _Kind.KeyPress and event.key() == Qt.Key.Key_Escape:
                self.leave()  # nothing else in the window had a use for it
                return True
        return super().eventFilter(watched, event)

    def _is_ours(self, widget: QWidget) -> bool:
        return widget in (self.spotlight, self.callout) or self.callout.isAncestorOf(widget)

    # --- steps

    @property
    def _step(self) -> Step:
        return self._steps[self._at]

    def _go_on(self) -> None:
        """The next step; what follows the first one needs a sketch, so that one is drawn where there is none."""
        if self._at == 0 and self._window.shows_home:
            self._do()
        else:
            self._show(self._at + 1)

    def _do(self) -> None:
        self._step.do(self._window)

    def _done(self) -> None:
        """The person, or the tour for them, did what the step is about. Later, when the window has followed it."""
        at = self._at
        QTimer.singleShot(0, self, lambda: self._show(at + 1) if self._at == at else None)

    def _show(self, at: int) -> None:
        self._unwatch()
        if self._is_over:
            return
        if at >= len(self._steps):
            self.leave()
            return
        self._at = max(0, at)
        step = self._step
        if self._at == 0 and not self._window.shows_home:
            self._at, step = 1, self._steps[1]
        self._stop = step.watch(self._window, self._done)
        self.callout.show_step(self.number, len(self._steps), step.title, step.text, step.offer)
        self._follow()
        self.callout.show()
        self.come_back()

    def _on_turned(self) -> None:
        """Home page and sketch change places: forward is the first step done, back means something else is wanted."""
        if not self._is_over and self._at > 0 and self._window.shows_home:
            self.leave()
        else:
            self._follow_soon()

    def _unwatch(self) -> None:
        stop, self._stop = self._stop, None
        if stop is not None:
            stop()

    # --- place

    def _follow_soon(self) -> None:
        """Once the window has arranged itself."""
        if not self._follows:
            self._follows = True
            QTimer.singleShot(0, self, self._follow)

    def _follow(self) -> None:
        self._follows = False
        if self._is_over or self._at < 0:
            return
        self.spotlight.setGeometry(self._window.rect())
        lights = self._step.lights(self._window)
        self.spotlight.light(lights)
        self.callout.fit()
        mirrored = self._window.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.callout.move(place(self.callout.size(), lights, self._window.rect(), mirrored=mirrored))
        self.spotlight.raise_()
        self.callout.raise_()

    def _give_focus_back(self) -> None:
        if self._focused is not None and self._focused.isVisible():
            self._focused.setFocus()
        elif self._window.editor is not None:
            self._window.editor.canvas.setFocus()

    def _forget_focus(self) -> None:
        self._focused = None
