"""A skin for tests that need no running program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication

from infrasketch_desktop.storage.settings import Theme, Wish
from infrasketch_desktop.ui.desktop_wishes import DesktopWishes
from infrasketch_desktop.ui.theme.skin import Skin


@contextmanager
def worn(app: QApplication, appearance: Theme = Theme.SYSTEM, contrast: Wish = Wish.SYSTEM) -> Iterator[Skin]:
    """The application in this appearance, and in its own again afterwards."""
    wishes = DesktopWishes(app)
    skin = Skin(app, wishes)
    skin.choose(appearance, contrast)
    try:
        yield skin
    finally:
        skin.release()
        wishes.release()
