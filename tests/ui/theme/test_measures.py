"""What belongs to text grows with it: icons, paddings, targets; lines stay lines, and the focus moves nothing."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QCheckBox, QToolBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from infrasketch_desktop.picture.theme import light_theme
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.theme.colors import window_colors
from infrasketch_desktop.ui.theme.measures import grown, keep_grown
from infrasketch_desktop.ui.theme.skin import Skin
from infrasketch_desktop.ui.theme.stylesheet import style_sheet
from infrasketch_desktop.ui.widgets.roles import button, icon_button
from tests.support.skins import worn

COLORS = window_colors(light_theme())


@pytest.mark.parametrize(("points", "expected"), [(7, 18), (10, 18), (15, 27), (25, 45)])
def test_lengths_follow_the_text_and_never_shrink(points: float, expected: int) -> None:
    assert grown(18, points) == expected


def test_lengths_of_the_sheet_grow_and_lines_do_not() -> None:
    usual, large = (style_sheet(COLORS, points) for points in (10, 20))
    assert "QToolBar QToolButton { icon-size: 20px; }" in usual
    assert "QToolBar QToolButton { icon-size: 40px; }" in large
    for width in ("1px solid", "2px solid"):
        assert usual.count(width) == large.count(width) > 0
    assert set(re.findall(r"min-height: (\d+)px", large)) == {"0", "36", "48"} - {"0"}


@pytest.mark.parametrize("factor", [1.0, 1.5, 2.25])
def test_the_focus_moves_nothing(qapp: QApplication, qtbot: QtBot, factor: float) -> None:
    with worn(qapp) as skin:
        enlarge(skin, factor)
        sizes = []
        for role in ("", "primary", "segment"):
            made = button("Export", lambda: None, role)
            qtbot.addWidget(made)
            made.show()
            before = made.sizeHint()
            made.setFocus()
            qtbot.waitUntil(made.hasFocus)
            sizes.append((before, made.sizeHint()))
        assert all(before == after for before, after in sizes)


def test_icons_boxes_and_targets_grow_at_once(qapp: QApplication, qtbot: QtBot) -> None:
    with worn(qapp) as skin:
        bar, plain = QToolBar(), icon_button(Icons(skin), "close", "Close", lambda: None)
        inner, box = QToolButton(), QCheckBox("Locked")
        bar.addWidget(inner)
        for each in (bar, plain, box):
            qtbot.addWidget(each)
            each.ensurePolished()
        enlarge(skin, 1.0)
        before = (plain.iconSize(), inner.iconSize(), box.sizeHint().height())
        assert before[:2] == (QSize(18, 18), QSize(20, 20))
        assert min(plain.sizeHint().width(), plain.sizeHint().height()) >= 24, "WCAG 2.2, 2.5.8"
        enlarge(skin, 2.5)
        assert (plain.iconSize(), inner.iconSize()) == (QSize(45, 45), QSize(50, 50))
        assert box.sizeHint().height() > 2 * before[2]


@pytest.mark.parametrize("points", range(7, 26))
def test_no_radius_is_larger_than_half_of_what_it_rounds(points: int) -> None:
    """Qt draws such a corner square."""
    sheet = style_sheet(COLORS, points)
    width, height, radius = re.findall(
        r"QRadioButton::indicator \{ width: (\d+)px; height: (\d+)px;.*border-radius: (\d+)px", sheet
    )[0]
    assert width == height
    assert (int(height) + 2) // 2 == int(radius)
    radius, inner = re.findall(r'"chip"\] .*border-radius: (\d+)px;.*min-height: (\d+)px', sheet)[0]
    assert int(radius) <= (int(inner) + 6) / 2


def test_a_length_set_by_hand_follows_too(qapp: QApplication, qtbot: QtBot) -> None:
    with worn(qapp) as skin:
        enlarge(skin, 1.0)
        field = QWidget()
        qtbot.addWidget(field)
        keep_grown(field, lambda: field.setMinimumWidth(grown(100)))
        assert field.minimumWidth() == 100
        enlarge(skin, 2.0)
        field.ensurePolished()
        assert field.minimumWidth() == 200
        enlarge(skin, 1.0)
        assert field.minimumWidth() == 100


def enlarge(skin: Skin, factor: float) -> None:
    font = QFont(QApplication.font())
    font.setPointSizeF(10 * factor)
    skin.use_font(font)
