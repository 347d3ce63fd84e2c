"""Icons are drawn in any size, also in none."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from infrasketch_desktop.ui.icons import Icons
from tests.support.skins import worn


@pytest.mark.parametrize("size", [QSize(20, 20), QSize(20, 0), QSize(0, 0)])
def test_an_icon_of_a_squeezed_button_is_empty_and_no_warning(qapp: QApplication, size: QSize) -> None:
    with worn(qapp) as skin:
        assert Icons(skin).icon("close").pixmap(size).isNull() == size.isEmpty()
