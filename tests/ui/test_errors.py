"""Expected failures are calm messages of the window; what nobody expected goes to the report (tests/ui/crash)."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram.errors import InvariantError
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.widgets.banner import Choice, Notice, Tone


def test_expected_failure_is_a_calm_message(window: MainWindow) -> None:
    window.tell_error(InvariantError("The id is used twice."))
    assert [notice.text for notice in window.banners.notices] == ["The id is used twice."]


def test_messages_with_one_key_replace_each_other(window: MainWindow) -> None:
    stack = window.banners
    stack.show_notice(Notice("old", key="save"))
    stack.show_notice(Notice("other"))
    stack.show_notice(Notice("new", Tone.WARNING, key="save"))
    assert [notice.text for notice in stack.notices] == ["other", "new"]
    stack.clear("save")
    stack.clear("other")
    assert stack.notices == ()


def test_choice_takes_its_message_away(window: MainWindow, qtbot: QtBot) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QPushButton

    chosen: list[str] = []
    window.show_notice(Notice("Which?", choices=(Choice("This", lambda: chosen.append("this")),)))
    button = next(b for b in window.banners.findChildren(QPushButton) if b.text() == "This")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert chosen == ["this"]
    assert window.banners.notices == ()
    assert not window.banners.isVisible()
