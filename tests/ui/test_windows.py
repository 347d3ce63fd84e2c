"""Where a second window goes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize

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
