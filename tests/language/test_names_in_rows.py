"""Names and keys alone in a row are drawn as written, found and copied so, where lines begin at the right."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QListWidget, QMenu
from pytestqt.qtbot import QtBot

from infrasketch_desktop.ui.actions.matching import score
from infrasketch_desktop.ui.actions.qactions import keys_text
from infrasketch_desktop.ui.widgets.menu import Menu
from infrasketch_desktop.ui.widgets.rows import show_names
from infrasketch_desktop.ui.window_language import WindowLanguage

FROM_THE_LEFT, FROM_THE_RIGHT, END = "\u2066", "\u2067", "\u2069"


@pytest.fixture
def _arabic(qapp: QApplication) -> Iterator[None]:
    language = WindowLanguage(qapp)
    language.speak("ar")
    yield
    language.release()


def row(qtbot: QtBot, name: str, *, as_name: bool) -> QImage:
    view = QListWidget()
    qtbot.addWidget(view)
    if as_name:
        show_names(view)
    view.addItem(name)
    view.resize(200, 90)
    view.show()
    return view.viewport().grab().toImage()


@pytest.mark.usefixtures("_arabic")
@pytest.mark.parametrize("name", [".NET MAUI", "Cache (Redis)", "/srv/shop/"])
def test_a_name_is_drawn_as_between_marks_and_not_turned_round(qtbot: QtBot, name: str) -> None:
    drawn = row(qtbot, name, as_name=True)
    assert drawn == row(qtbot, f"{FROM_THE_LEFT}{name}{END}", as_name=False)
    assert drawn != row(qtbot, name, as_name=False)


@pytest.mark.usefixtures("_arabic")
def test_each_line_of_a_row_keeps_its_own_order(qtbot: QtBot) -> None:
    drawn = row(qtbot, "API?\nملف: 2!", as_name=True)
    assert drawn == row(qtbot, f"{FROM_THE_LEFT}API?{END}\n{FROM_THE_RIGHT}ملف: 2!{END}", as_name=False)


@pytest.mark.usefixtures("_arabic")
def test_typing_finds_a_name_by_its_first_letters(qtbot: QtBot) -> None:
    view = QListWidget()
    qtbot.addWidget(view)
    show_names(view)
    view.addItems(["Ably", ".NET MAUI"])
    view.keyboardSearch(".N")
    assert view.currentItem().text() == ".NET MAUI"
    assert score("net", f"{FROM_THE_LEFT}.NET MAUI{END}") == score("net", ".NET MAUI")


@pytest.mark.usefixtures("_arabic")
def test_keys_of_a_menu_run_from_the_left(qtbot: QtBot) -> None:
    drawn = []
    for made in (Menu(), QMenu()):
        qtbot.addWidget(made)
        made.addAction("x").setShortcut(Qt.Modifier.CTRL | Qt.Key.Key_Comma)
        made.popup(QPoint(0, 0))
        drawn.append(made.grab().toImage())
        made.close()
    right, turned = drawn
    label = QMenu()
    qtbot.addWidget(label)
    label.addAction(f"x\t{FROM_THE_LEFT}Ctrl+,{END}")
    label.popup(QPoint(0, 0))
    assert right == label.grab().toImage() != turned
    label.close()


@pytest.mark.usefixtures("_arabic")
def test_keys_within_a_sentence_run_from_the_left() -> None:
    assert keys_text("Ctrl+,") == f"{FROM_THE_LEFT}Ctrl+,{END}"
