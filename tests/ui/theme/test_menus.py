"""A menu of choices opens whole: every row is seen, and nothing has to be scrolled for it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from tests.support.skins import worn

CHOICES = ("As the program", "English", "العربية", "Deutsch")


@pytest.mark.parametrize("factor", [1.0, 1.5])
def test_all_rows_of_a_short_menu_are_seen(qapp: QApplication, qtbot: QtBot, factor: float) -> None:
    with worn(qapp) as skin:
        font = qapp.font()
        font.setPointSizeF(font.pointSizeF() * factor)
        skin.use_font(font)
        menu = QComboBox()
        qtbot.addWidget(menu)
        menu.addItems(CHOICES)
        menu.show()
        menu.showPopup()
        rows = menu.view()
        last = rows.visualRect(rows.model().index(len(CHOICES) - 1, 0))
        assert rows.viewport().rect().contains(last)
        assert rows.verticalScrollBar().maximum() == 0
        menu.hidePopup()
