"""Where a second window goes, and one that is closed at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from infrasketch_desktop.app import Program
from infrasketch_desktop.ui.windows import beside

SCREEN = QRect(0, 25, 1920, 1055)


@pytest.mark.parametrize(
    ("before", "place"),
    [
        (QPoint(100, 100), QPoint(132, 132)),
        (QPoint(800, 100), QPoint(0, 132)),
        (QPoint(100, 300), QPoint(132, 25)),
        (QPoint(800, 300), QPoint(0, 25)),
    ],
)
def test_it_lies_beside_the_one_before_and_never_leaves_the_screen(before: QPoint, place: QPoint) -> None:
    assert beside(before, QSize(1200, 760), SCREEN) == place


def test_a_window_that_is_closed_at_once_is_left_in_peace(program: Program, qtbot: QtBot) -> None:
    """What fills a new window comes after its first paint; by then nobody may need it any more."""
    window = program.windows.add()
    window.close()
    with qtbot.captureExceptions() as exceptions:
        QApplication.processEvents()
    assert exceptions == []
