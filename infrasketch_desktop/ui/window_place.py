"""Where a window stands on the screen, and how its panels lie, from one run to the next."""

from __future__ import annotations

from PySide6.QtWidgets import QMainWindow

from infrasketch_desktop.storage.settings import as_bytes, as_text
from infrasketch_desktop.ui.preferences import Preferences

WIDTH, HEIGHT = 1280, 800
FRAME = 48
"""Pixels that the frame of a window may take on a screen."""


def restore_place(window: QMainWindow, preferences: Preferences) -> None:
    """Take the size and place of the last run; the first time, all of a screen that has no room to spare."""
    geometry = as_bytes(preferences.current.window_geometry)
    if geometry and window.restoreGeometry(geometry):
        return
    window.resize(WIDTH, HEIGHT)
    room = window.screen().availableSize()
    if room.width() < WIDTH + FRAME or room.height() < HEIGHT + FRAME:
        window.showMaximized()


def remember_place(window: QMainWindow, layout: bytes, preferences: Preferences) -> None:
    """`layout` is that of the panels, as `Docks.state` gives it."""
    geometry = as_text(bytes(window.saveGeometry().data()))
    preferences.change(window_geometry=geometry, window_layout=as_text(layout))
