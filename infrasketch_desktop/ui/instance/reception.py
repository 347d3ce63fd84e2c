"""Carries out in the running program what other starts of it ask for, and what links ask for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from infrasketch_desktop.instance.asking import screen_of
from infrasketch_desktop.instance.entering import Entry, Outcome
from infrasketch_desktop.instance.handover import Handover
from infrasketch_desktop.instance.links import Link
from infrasketch_desktop.instance.request import Request
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.widgets.banner import Notice, Tone
from infrasketch_desktop.ui.windows import Windows

if TYPE_CHECKING:
    from infrasketch_desktop.ui.credits.controller import CreditsController

_TOKEN = "XDG_ACTIVATION_TOKEN"  # noqa: S105 - the name of a variable
_STRANGE_LINK = "strange link"


class Reception(QObject):
    """One for the program. Until `open_up` links wait: the wallet is not there yet."""

    _arrived = Signal(object)

    def __init__(self, windows: Windows, credits_: Callable[[], CreditsController]) -> None:
        super().__init__()
        self._windows = windows
        self._credits = credits_
        self._waiting: list[Link] | None = []
        self._arrived.connect(self._receive, Qt.ConnectionType.QueuedConnection)

    def begin(self, request: Request, entry: Entry) -> None:
        """The first window is there with its files: what else this start was asked for, then what others ask."""
        self.follow(request.links)
        if entry.outcome is Outcome.UNANSWERED:
            self._front().show_notice(Notice(_unanswered(), Tone.WARNING))
        if entry.inbox is not None:
            entry.inbox.attach(self._arrived.emit)

    def open_up(self) -> None:
        """Everything slow has been loaded: follow the links that waited, and from now on each at once."""
        waiting, self._waiting = self._waiting or (), None
        self.follow(waiting)

    def carry_out(self, request: Request) -> None:
        """Open what is asked for, in a window that comes to the front."""
        with _activation(request.activation_token):
            if request.new_window:
                self._windows.add()
            self._windows.open_files([Path(name) for name in request.files])
            if not request.new_window and not request.files:
                self._windows.come_back()
        self.follow(request.links)

    def follow(self, links: Sequence[Link]) -> None:
        for link in links:
            if link is Link.UNKNOWN:
                self._front().show_notice(Notice(_strange(), Tone.INFO, passing=True, key=_STRANGE_LINK))
            elif self._waiting is not None:
                self._waiting.append(link)
            else:
                self._credits().return_from_shop()

    def _receive(self, handover: Handover) -> None:
        """The answer comes first, so that the other start need not wait for a large file."""
        request = handover.request
        if not handover.is_wanted:
            return
        if request.screen != screen_of(os.environ):  # nobody would see here what was asked for there
            handover.decline()
            return
        handover.take()
        self.carry_out(request)

    def _front(self) -> MainWindow:
        return self._windows.front or self._windows.add()


@contextmanager
def _activation(token: str) -> Iterator[None]:
    """What Wayland asks for before a window may come to the front; Qt reads it where programs get it at their start."""
    if token:
        os.environ[_TOKEN] = token
    try:
        yield
    finally:
        os.environ.pop(_TOKEN, None)


def _strange() -> str:
    return tr("This link is not one that InfraSketch understands. Nothing was done.")


def _unanswered() -> str:
    return tr(
        "InfraSketch is already open but does not answer, so this is a second one. Both use the same settings and "
        "library; a sketch that is open there cannot be opened here. Close the other one if it stays silent."
    )
