"""A popover gives the focus back to where it was, if that still exists."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from infrasketch_desktop.ui.widgets.popover import Popover

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform has no window frames


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    window.resize(400, 300)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def focused_line(window: QWidget) -> QLineEdit:
    line = QLineEdit(window)
    line.show()
    line.setFocus()
    assert line.hasFocus()
    return line


def test_focus_returns_each_time(window: QWidget) -> None:
    line, popover = focused_line(window), Popover(window, 100)
    for _ in range(2):
        popover.open_at(QPoint(0, 0))
        popover.setFocus()
        popover.close_popover()
        assert window.focusWidget() is line


def test_what_was_deleted_meanwhile_gets_no_focus(window: QWidget) -> None:
    line, popover = focused_line(window), Popover(window, 100)
    popover.open_at(QPoint(0, 0))
    popover.setFocus()
    shiboken6.delete(line)
    popover.close_popover()
    assert popover.isHidden()


@pytest.mark.qt_log_ignore("grabbing the keyboard", "raise")
def test_a_menu_about_to_go_gets_no_focus(window: QWidget, qtbot: QtBot) -> None:
    menu, popover = QMenu(window), Popover(window, 100)
    menu.addAction("One")
    menu.popup(QPoint(0, 0))
    menu.setFocus()
    popover.open_at(QPoint(0, 0))
    shiboken6.delete(menu)
    popover.close_popover()
    assert popover.isHidden()


def test_it_goes_when_something_else_takes_the_focus(window: QWidget) -> None:
    line, popover = focused_line(window), Popover(window, 100)
    popover.open_at(QPoint(0, 0))
    popover.setFocus()
    line.setFocus()
    assert popover.isHidden()
    assert line.hasFocus()
