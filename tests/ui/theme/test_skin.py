"""The skin leaves nothing behind that a later one could trip over."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from infrasketch_desktop.storage.settings import Theme, Wish
from infrasketch_desktop.ui.desktop_wishes import DesktopWishes
from infrasketch_desktop.ui.theme.skin import Skin


def test_what_waits_to_be_deleted_goes_before_the_style_sheet_does(qapp: QApplication) -> None:
    wishes = DesktopWishes(qapp)
    skin = Skin(qapp, wishes)
    skin.choose(Theme.LIGHT, Wish.OFF)
    closed = QWidget()
    closed.deleteLater()
    skin.release()
    wishes.release()
    assert not isValid(closed)
    assert not qapp.styleSheet()
