"""Calm messages across the top of a page: what happened, what was kept, what can be done now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.accessible.announcing import announce
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.widgets.roles import button, icon_button, label, set_role

PASSING_MS = 8000
_MOST = 4


class Tone(StrEnum):
    """How much a message matters; the value names its icon."""

    INFO = "info"
    WARNING = "warning"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Choice:
    """A button of a message; the message goes when it is pressed."""

    title: str
    chosen: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Notice:
    """One message. A passing one goes by itself; another one with the same `key` replaces it.

    `again` says it anew in the window that takes the place of this one, as another language wants it; without it the
    message goes with its window.
    """

    text: str
    tone: Tone = Tone.INFO
    choices: Sequence[Choice] = ()
    passing: bool = False
    key: str = ""
    again: Callable[[Any], object] | None = None


class BannerStack(QWidget):
    """The messages of one window, newest last; at most a few."""

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._icons = icons
        self._shown: list[_Banner] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.hide()

    @property
    def notices(self) -> tuple[Notice, ...]:
        return tuple(banner.notice for banner in self._shown)

    def show_notice(self, notice: Notice) -> None:
        self.clear(notice.key or notice.text)
        if len(self._shown) >= _MOST:
            self._drop(self._shown[0])
        banner = _Banner(notice, self._icons, self._drop)
        self._shown.append(banner)
        self._layout.addWidget(banner)
        self.show()
        announce(banner, notice.text, urgent=notice.tone is not Tone.INFO)
        if notice.passing:
            banner.start_passing()

    def clear(self, key: str) -> None:
        """Take away the message with this key, if it is still shown."""
        for banner in tuple(self._shown):
            if key in (banner.notice.key, banner.notice.text):
                self._drop(banner)

    def _drop(self, banner: _Banner) -> None:
        if banner in self._shown:
            self._shown.remove(banner)
            banner.hide()
            banner.deleteLater()
        self.setVisible(bool(self._shown))


class _Banner(QFrame):
    def __init__(self, notice: Notice, icons: Icons, closed: Callable[[_Banner], None]) -> None:
        super().__init__()
        self.notice = notice
        self._closed = closed
        set_role(self, f"banner-{notice.tone.value}")
        name, role, said = _sign(notice.tone)
        sign = QLabel()
        sign.setPixmap(icons.pixmap(name, 20, 2.0, role))
        sign.setAccessibleName(said)
        text = label(notice.text, wrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.setSpacing(12)
        layout.addWidget(sign)
        layout.addWidget(text, 1)
        for choice in notice.choices:
            layout.addWidget(button(choice.title, partial(self._choose, choice)), 0, Qt.AlignmentFlag.AlignTop)
        close = icon_button(icons, "close", tr("Close this message"), lambda: closed(self), "muted")
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(notice.text)

    def start_passing(self) -> None:
        QTimer.singleShot(PASSING_MS, self, lambda: self._closed(self))

    def _choose(self, choice: Choice) -> None:
        self._closed(self)
        choice.chosen()


def _sign(tone: Tone) -> tuple[str, str, str]:
    """Icon, colour and word of a tone: no two share their shape."""
    match tone:
        case Tone.INFO:
            return "info", "accent", tr("Note")
        case Tone.WARNING:
            return "warning", "warning", tr("Warning")
        case Tone.DANGER:
            return "error", "danger", tr("Error")
