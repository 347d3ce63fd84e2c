"""What the person asked of all programs of this desktop: strong contrast, and that things stand still."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:  # D-Bus is not needed to start
    from infrasketch_desktop.ui.settings_portal import Key


def _is_zero(value: object) -> bool:
    with suppress(ValueError):
        return isinstance(value, (str, int, float)) and float(value) == 0
    return False


_APPEARANCE = "org.freedesktop.appearance"
_CONTRAST: Mapping[Key, Callable[[Any], bool]] = {(_APPEARANCE, "contrast"): lambda value: value == 1}
_STILLNESS: Mapping[Key, Callable[[Any], bool]] = {
    (_APPEARANCE, "reduced-motion"): lambda value: value == 1,
    ("org.gnome.desktop.interface", "enable-animations"): lambda value: value is False,
    ("org.kde.kdeglobals.KDE", "AnimationDurationFactor"): _is_zero,
}
"""Settings of the portal, and what their values mean; those of GNOME and KDE are older than the common one."""


class DesktopWishes(QObject):
    """Knows what Qt knows from the start, and what the portal of the desktop tells once `ask` was called.

    Qt reads the wish for contrast on Windows, macOS and GNOME, that for less motion since 6.12.
    """

    changed = Signal()

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        self._style = app.styleHints()  # what it hands out lives no longer in Python than it does
        self._told: dict[Key, bool] = {}
        for signal in self._signals():
            signal.connect(self._pass_on)

    @property
    def contrast(self) -> bool:
        """Whether letters and lines should stand out more than usual."""
        told = self._style.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        return told or self._is_told(_CONTRAST)

    @property
    def stillness(self) -> bool:
        """Whether nothing should move by itself."""
        ask = getattr(self._style.accessibility(), "motionPreference", None)
        return (ask is not None and ask().name == "ReducedMotion") or self._is_told(_STILLNESS)

    def ask(self) -> None:
        """Ask the portal, and follow it from now on. Returns at once; a desktop without one has no wishes."""
        if sys.platform != "linux":
            return
        with suppress(ImportError):  # Qt may have been built without D-Bus
            from infrasketch_desktop.ui.settings_portal import session_portal  # noqa: PLC0415 - see the head

            portal = session_portal(self)
            if portal is not None:
                portal.told.connect(self.hear)
                portal.ask((*_CONTRAST, *_STILLNESS))

    def hear(self, namespace: str, name: str, value: object) -> None:
        """Take note of a setting of the desktop, if it is one of those that count here."""
        key = (namespace, name)
        meaning = {**_CONTRAST, **_STILLNESS}.get(key)
        if meaning is not None and self._told.get(key, False) != meaning(value):
            self._told[key] = meaning(value)
            self.changed.emit()

    def release(self) -> None:
        """Follow nothing any more."""
        for signal in self._signals():
            signal.disconnect(self._pass_on)
        self.deleteLater()

    def _signals(self) -> list[Any]:
        hints = self._style.accessibility()
        names = ("contrastPreferenceChanged", "motionPreferenceChanged")
        return [getattr(hints, name) for name in names if hasattr(hints, name)]

    def _is_told(self, keys: Mapping[Key, object]) -> bool:
        return any(self._told.get(key, False) for key in keys)

    def _pass_on(self, _preference: object) -> None:
        self.changed.emit()
