"""The words of a step of the tour are read whole."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from infrasketch_desktop.storage.settings import Theme as Appearance
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.theme.colors import theme_of, window_colors
from infrasketch_desktop.ui.tour.callout import Callout


class Source:
    colors = window_colors(theme_of(Appearance.LIGHT, system_dark=False))


def test_it_is_as_wide_as_its_buttons_need(qtbot: QtBot) -> None:
    area = QWidget()
    qtbot.addWidget(area)
    area.resize(1200, 800)
    callout = Callout(area, Icons(Source()))
    callout.show_step(2, 5, "Title", "Text", "Einen der Knoten an eine andere Stelle verschieben")
    area.show()
    callout.show()
    for part in (callout.offer, callout.back, callout.next):
        assert part.width() >= part.sizeHint().width()
    assert callout.width() < area.width()
