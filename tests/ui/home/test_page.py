"""The column of the home page stands still while what is in it grows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from infrasketch_desktop.ui.home.page import HomePage
from infrasketch_desktop.ui.icons import Icons
from tests.support.skins import worn

LOW, HIGH = 300, 2000


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("width", [760, 1400])
def test_nothing_moves_aside_when_the_scroll_bar_comes(
    width: int, direction: Qt.LayoutDirection, qapp: QApplication, qtbot: QtBot
) -> None:
    with worn(qapp) as skin:
        holder = QWidget()
        qtbot.addWidget(holder)
        page = HomePage(Icons(skin), skin)
        page.setParent(holder)
        page.setLayoutDirection(direction)
        holder.resize(width, HIGH)
        holder.show()
        seen = []
        for height in (HIGH, LOW, HIGH):
            page.resize(width, height)
            qapp.processEvents()
            qapp.processEvents()  # the bar comes or goes in the first turn, its place in the next
            seen.append((page.verticalScrollBar().isVisible(), page.box.mapTo(page, QPoint()).x(), page.box.width()))
    assert [bar for bar, *_ in seen] == [False, True, False]
    assert len({(left, wide) for _, left, wide in seen}) == 1
